using LlmRec.Agents.Explaining;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Language;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Reclm.Catalogues;
using LlmRec.Reclm.Corpus;
using LlmRec.Reclm.Training;
using LlmRec.Testing;
using LlmRec.Tests.Language;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRec.Tests.Models.Reclm;

/// <summary>A model that is held to the evidence while it writes.</summary>
public sealed class GuidedWordingTests(TinyFolder tiny) : IClassFixture<TinyFolder>
{
    private static readonly IReadOnlyList<string> Words = ClosedWords.Of(new SampleSource(1).Take(0, 3_000));

    private static readonly PickFacts Evidence = new()
    {
        Item = new("a", "Amélie", 2001, [new("directors", "Jean-Pierre Jeunet")]),
        Liked = [new(new("b", "千と千尋の神隠し", 2001, [new("directors", "Jean-Pierre Jeunet")]), 1)],
        InCommon = [new("directors", "Jean-Pierre Jeunet")],
    };

    [Fact]
    public void The_closed_words_are_words_and_no_values()
    {
        Assert.InRange(Words.Count, 200, 900);
        Assert.Contains("liked", Words);
        Assert.Contains("Since", Words);
        Assert.DoesNotContain("Comedy", Words);
    }

    [Fact]
    public void What_the_model_learns_to_say_is_within_the_grammar_of_its_evidence()
    {
        var (random, maker, writer) = (new Random(5), new EvidenceMaker(Invention.All()), new ExplanationText());
        for (var said = 0; said < 12;)
        {
            var facts = maker.Draw(random, mayCompare: true);
            if (writer.Draw(facts, random) is { } text)
            {
                Assert.Equal(" " + text, Only(text, facts));
                said++;
            }
        }
    }

    [Theory]
    [InlineData("You liked 千と千尋の神隠し (2001), and Amélie (2001) shares the director Jean-Pierre Jeunet.", true)]
    [InlineData("You liked Spirited Away (2001), and Amélie (2001) shares the director Jean-Pierre Jeunet.", false)]
    [InlineData("You liked 千と千尋の神隠し (2002), and Amélie (2001) shares the director Jean-Pierre Jeunet.", false)]
    [InlineData("You liked 千と千尋の神隠し (2001), and Amélie (2001) shares the director Jean-Pierre Melville.", false)]
    [InlineData("You liked 千と千尋の神隠し (2001), and Amélie (2001) shares", false)]
    public void A_name_that_is_not_in_the_evidence_cannot_be_written(string text, bool can) => Assert.Equal(can, Only(text, Evidence) == " " + text);

    [Theory]
    [InlineData("People here like Amélie (2001).")]
    [InlineData("Amélie (2001) is new here.")]
    [InlineData("You asked for Amélie (2001).")]
    [InlineData("You liked Amélie (2001) better than 千と千尋の神隠し (2001).")]
    [InlineData("Amélie (2001) shares the writer Jean-Pierre Jeunet.")]
    public void A_claim_of_a_kind_that_the_evidence_does_not_hold_cannot_be_written(string text) => Assert.NotEqual(" " + text, Only(text, Evidence));

    [Theory]
    [InlineData("Since you liked Heat (1995), try Ronin (1998): it shares Crime, Crime and Drama.", "Crime")]
    [InlineData("Since you liked Heat (1995), try Ronin (1998): it shares Crime and Drama. Ronin (1998) is worth a look.", null)]
    public void A_value_that_is_said_again_is_a_stumble(string text, string? value) => Assert.Equal(value, SaidTwice.First(text, new()
    {
        Item = new("r", "Ronin", 1998, []),
        Liked = [new(new("h", "Heat", 1995, []), 1)],
        InCommon = [new("category", "Crime"), new("category", "Drama")],
    }));

    [Fact]
    public async Task A_model_whose_folder_says_so_is_asked_as_often_as_it_says_and_writes_words_of_the_evidence_only()
    {
        using var folder = new TempFolder();
        tiny.CopyTo(folder["model"]);
        new WordingFile(["here", "is"], [1, .5f, 0]).Write(folder["model"]);
        using var client = new LocalChatClient(LanguageModel.Load(LanguageFolder.Open(folder["model"]), 1), new(), TimeProvider.System);
        var attempts = new List<Attempt>();

        var text = await new LanguageWording(ConfiguredLanguage.By(client), NullLogger<LanguageWording>.Instance).WriteAsync(Evidence, "ana", attempts, new HashSet<string>(), default, default);

        Assert.Null(text);
        Assert.Equal(3, attempts.Count);
        Assert.All(attempts, a =>
        {
            Assert.NotEmpty(a.Faults);
            var rest = a.Text!.Replace("Amélie (2001)", "", StringComparison.Ordinal).Replace("千と千尋の神隠し (2001)", "", StringComparison.Ordinal).Replace("Jean-Pierre Jeunet", "", StringComparison.Ordinal);
            // The last piece may be cut off where the tokens end.
            Assert.All(rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipLast(2), word => Assert.Contains(word.TrimEnd(',', '.', ':', ';', '?'), new[] { "", "here", "is", "director" }));
        });
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"words":[],"temperatures":[0]}""")]
    [InlineData("""{"words":["a b"],"temperatures":[0]}""")]
    [InlineData("""{"words":["a"],"temperatures":[-1]}""")]
    [InlineData("""{"words":["a"],"temperatures":[0,0,0,0,0,0,0,0,0]}""")]
    public void A_damaged_file_is_refused_in_words(string content)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder[WordingFile.Name], content);

        Assert.Contains("can't be used", Assert.Throws<LanguageException>(() => WordingFile.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    /// <summary>What a model writes that may write this text only, and only within the grammar; null when it may write nothing.</summary>
    private string? Only(string text, PickFacts facts)
    {
        var literal = $" {text}".Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var grammar = EvidenceGrammar.Of(facts, Words).Replace("start: TEXT", $"start: BOTH\nBOTH: TEXT & \"{literal}\"", StringComparison.Ordinal);
        try
        {
            return ModelTrial.Run(tiny.Model, [new(ChatRole.User, "hello")], new ChatOptions { MaxOutputTokens = 900 }.WithGrammar(grammar), null, default).Text;
        }
        catch (LanguageException)
        {
            return null;
        }
    }
}
