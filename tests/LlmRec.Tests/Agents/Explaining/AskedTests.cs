using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Templates;
using LlmRec.Catalog.Items;

namespace LlmRec.Tests.Agents.Explaining;

public sealed class AskedTests
{
    [Theory]
    [InlineData("category", "Thriller")]
    [InlineData("directors", "Christopher Nolan")]
    [InlineData("countries", "France")]
    public void What_was_asked_for_is_said_and_passes_the_check(string kind, string value)
    {
        var facts = new PickFacts { Item = new("m", "Memento", 2000, [new(Facet.Category, "Mystery"), new(kind, value)]), Words = [value], WordsAreFacets = true };

        Assert.All(Enumerable.Range(0, 30).Select(i => new TemplateWriter().Write(facts, $"user {i}")), text =>
        {
            Assert.Contains(value, text, StringComparison.Ordinal);
            Assert.DoesNotContain("description", text, StringComparison.Ordinal);
            Assert.Empty(FaithfulnessCheck.Check(text, facts).Faults);
        });
    }
}
