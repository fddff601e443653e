using System.Text.RegularExpressions;
using LlmRec.Text.Lexical;

namespace LlmRec.Tests.Text;

public sealed class SearchTermTests
{
    [Theory]
    [InlineData("The Dogs of War", "the dog of war")]
    [InlineData("don't won’t rock 'n' roll dogs' ''", "dont wont rock n roll dog")]
    [InlineData("Amélie naïve Ålesund", "amely naive alesund")]
    [InlineData("İstanbul IŞIK", "istanbul isik")]
    [InlineData("ﬁrst Ｆｕｌｌ", "first full")]
    [InlineData("Straße ŁÓDŹ Øre", "straße łodz øre")]
    [InlineData("Ёлка ΆΈ", "елка αε")]
    [InlineData("co-operate e-mail WALL·E 10:30", "co operate e mail wall e 10 30")]
    [InlineData("C++ & C# $5.00", "c c 5 00")]
    [InlineData("東京都", "東京 京都 都")]
    [InlineData("猫", "猫")]
    [InlineData("AI東京 x", "ai 東京 京 x")]
    [InlineData("ガ カ\u3099 ｶﾞ", "ガ ガ ガ")]
    [InlineData("ﾊﾟﾝ", "パン ン")]
    [InlineData("한국 \u1112\u1161\u11AB\u1100\u116E\u11A8", "한국 국 한국 국")]
    [InlineData("สวัสดี", "สวั วัส สดี ดี")]
    [InlineData("पिता", "पिता")]
    [InlineData("𠮷野", "𠮷野 野")]
    [InlineData("", "")]
    [InlineData(" \t\n … 🎬 ' ", "")]
    [InlineData("a\\ud800b \\udfff c", "a b c")]
    [InlineData("\u0301a \u0e31", "a")]
    public void A_text_becomes_folded_words_and_pairs_of_characters(string text, string terms)
    {
        Assert.Equal(terms, string.Join(' ', SearchTerms.OfText(Regex.Unescape(text)).Select(t => t.Term)));
    }

    [Theory]
    [InlineData("東京都", "東京 京都")]
    [InlineData("猫", "猫*")]
    [InlineData("the dogs of war", "dog war")]
    [InlineData("to be or not to be", "to be or not to be")]
    [InlineData("", "")]
    public void A_query_becomes_the_terms_that_tell_something(string query, string terms)
    {
        Assert.Equal(terms, string.Join(' ', SearchTerms.OfQuery(query).Select(t => t.IsPrefix ? $"{t.Term}*" : t.Term)));
    }

    [Theory]
    [InlineData("The Dogs’ «Amélie»", "The|Dogs|Amélie")]
    [InlineData("e\u0301te\u0301 東京タワー", "e\u0301te\u0301|東京|京タ|タワ|ワー|ー")]
    [InlineData("𠮷野家 😀 x", "𠮷野|野家|家|x")]
    [InlineData("a\\ud800b", "a|b")]
    public void A_term_knows_where_it_stands(string text, string places)
    {
        // Attributes can't hold a lone surrogate: it comes escaped.
        text = Regex.Unescape(text);
        Assert.Equal(places, string.Join('|', SearchTerms.OfText(text).Select(t => text.Substring(t.Start, t.Length))));
    }

    [Fact]
    public void Whatever_the_text_terms_lie_inside_it_in_order_and_hold_letters_digits_and_marks_only()
    {
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 20).Select(_ => random.Next(4) == 0 ? (char)random.Next(0x20, 0x7F) : (char)random.Next(0x1_0000)));
            var start = 0;
            foreach (var term in SearchTerms.OfText(text))
            {
                Assert.InRange(term.Start, start, text.Length - term.Length);
                Assert.NotEmpty(term.Term);
                Assert.DoesNotContain(term.Term, c => char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsControl(c));
                start = term.Start;
            }
        }
    }

    [Fact]
    public void A_word_without_end_is_cut_into_terms_of_bounded_length()
    {
        var terms = SearchTerms.OfText(new string('x', 1_000_000)).ToList();

        Assert.All(terms, t => Assert.InRange(t.Term.Length, 1, 64));
        Assert.Equal(1_000_000, terms.Sum(t => t.Length));
    }

    [Theory]
    [InlineData("dogs", "dog")]
    [InlineData("stories", "story")]
    [InlineData("movies", "movy")]
    [InlineData("movie", "movy")]
    [InlineData("zombies", "zomby")]
    [InlineData("zombie", "zomby")]
    [InlineData("ties", "tie")]
    [InlineData("tie", "tie")]
    [InlineData("houses", "house")]
    [InlineData("shoes", "shoe")]
    [InlineData("toes", "toe")]
    [InlineData("heroes", "hero")]
    [InlineData("witches", "witch")]
    [InlineData("wishes", "wish")]
    [InlineData("boxes", "box")]
    [InlineData("dresses", "dress")]
    [InlineData("trees", "tree")]
    [InlineData("virus", "virus")]
    [InlineData("princess", "princess")]
    [InlineData("bus", "bus")]
    [InlineData("gas", "gas")]
    [InlineData("as", "as")]
    [InlineData("seven", "seven")]
    [InlineData("", "")]
    public void One_and_many_of_a_thing_become_the_same_word(string word, string stripped)
    {
        Assert.Equal(stripped, Plurals.Strip(word));
    }
}
