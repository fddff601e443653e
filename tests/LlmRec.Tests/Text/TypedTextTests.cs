using LlmRec.Text.Lexical;

namespace LlmRec.Tests.Text;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("The Aliens (1986)", "the aliens 1986", new[] { "the", "aliens", "1986" })]
    [InlineData("Amélie", "amelie", new[] { "amelie" })]
    [InlineData("Singin' in the Rain", "singin in the rain", new[] { "singin", "in", "the", "rain" })]
    [InlineData("L’Atalante", "latalante", new[] { "latalante" })]
    [InlineData("千と千尋", "千と千尋", new[] { "千と千尋", "と千尋", "千尋", "尋" })]
    [InlineData("Spirited 千尋 2001", "spirited 千尋 2001", new[] { "spirited", "千尋", "尋", "2001" })]
    [InlineData("— !", "", new string[0])]
    public void A_text_is_folded_with_its_endings_and_says_where_a_match_may_begin(string text, string folded, string[] beginnings)
    {
        var typed = TypedText.Of(text);

        Assert.Equal(folded, typed.Folded);
        Assert.Equal(beginnings, typed.Beginnings.Select(b => typed.Folded[b..].Split(' ')[0]));
    }

    [Fact]
    public void What_is_typed_letter_by_letter_is_the_beginning_of_the_whole()
    {
        const string Title = "Ça — Les Îles Féroé, 2ᵉ partie";
        var whole = TypedText.Of(Title).Folded;

        Assert.All(Enumerable.Range(1, Title.Length), length => Assert.StartsWith(TypedText.Of(Title[..length]).Folded, whole, StringComparison.Ordinal));
    }
}
