using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Templates;
using LlmRec.Agents.Explaining.Wording;

namespace LlmRec.Tests.Agents.Explaining;

public sealed class ReadableTests
{
    private static readonly PickFacts Giant = new() { Item = new("g", "The Iron Giant", 1999, []), Liked = [new(new("h", "Heat", 1995, []), 1)] };

    [Theory]
    [InlineData("The Iron Giant (1999) The Iron Giant (1999) The Iron Giant (1999) The Iron Giant (1999).", "again and again")]
    [InlineData("- recommended: The Iron Giant (1999) - the reader liked: Heat (1995)", "list")]
    [InlineData("The reader liked Heat (1995), so The Iron Giant (1999) is recommended.", "speaks about the reader")]
    [InlineData("You liked Heat (1995).", "doesn't name")]
    [InlineData("You liked Heat (1995), and The Iron Giant (1999) is", "middle of a sentence")]
    public void What_nobody_wants_to_read_is_refused_whether_true_or_not(string text, string why) =>
        Assert.Contains(why, Readable.Fault(text, Giant), StringComparison.Ordinal);

    [Fact]
    public void Every_template_can_be_read()
    {
        var random = new Random(12);

        Assert.All(Enumerable.Range(0, 500).Select(_ => RandomFacts.Of(random)).Where(f => f.Versus is null), f => Assert.Null(Readable.Fault(new TemplateWriter().Write(f, null), f)));
    }
}
