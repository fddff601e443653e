using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Templates;

namespace LlmRec.Tests.Agents.Explaining;

public sealed class TemplateTests
{
    [Fact]
    public void Whatever_the_evidence_a_template_says_all_of_it_and_no_more()
    {
        var random = new Random(7);
        var failures = new List<string>();
        for (var i = 0; i < 3_000; i++)
        {
            var facts = RandomFacts.Of(random);

            var text = new TemplateWriter().Write(facts, $"user {i}");

            var verdict = FaithfulnessCheck.Check(text, facts);
            if (!verdict.Passed || !FactsSaid.All(text, facts))
            {
                failures.Add($"{text}\n{string.Join('\n', verdict.Faults)}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(12)));
    }

    [Fact]
    public void What_was_only_named_is_not_said_to_be_liked()
    {
        var random = new Random(9);
        var facts = Enumerable.Range(0, 1_000).Select(_ => RandomFacts.Of(random)).Where(f => f.Liked.Count > 0 && f.Versus is null)
            .Select(f => f with { Liked = [.. f.Liked.Select(l => l with { IsExample = true })] });

        Assert.All(facts, f =>
        {
            var text = new TemplateWriter().Write(f, null);
            Assert.DoesNotContain("you liked", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(f.Liked[0].Item.Spoken, text, StringComparison.Ordinal);
            Assert.Empty(FaithfulnessCheck.Check(text, f).Faults);
        });
    }

    [Fact]
    public void The_same_user_and_item_get_the_same_words_and_others_other_words()
    {
        var facts = new PickFacts { Item = new("a", "Alien", 1979, []), Liked = [new(new("b", "Blade Runner", 1982, []), 1)] };

        Assert.Equal(new TemplateWriter().Write(facts, "ana"), new TemplateWriter().Write(facts, "ana"));
        Assert.True(Enumerable.Range(0, 50).Select(i => new TemplateWriter().Write(facts, $"user {i}")).Distinct().Count() >= 4);
    }

    [Fact]
    public void In_a_list_no_template_comes_again_before_all_were_used()
    {
        var writer = new TemplateWriter();
        var openings = Enumerable.Range(0, 4).Select(i => writer.Write(
            new PickFacts { Item = new($"{i}", "Alien", 1979, []), Liked = [new(new("b", "Blade Runner", 1982, []), 1)] }, "ana"));

        Assert.Equal(4, openings.Distinct().Count());
    }

    [Fact]
    public void A_template_calls_an_item_a_film_only_where_something_says_so()
    {
        var random = new Random(8);

        Assert.All(Enumerable.Range(0, 500).Select(_ => new TemplateWriter().Write(RandomFacts.Of(random), null)), text =>
            Assert.DoesNotContain(" film", text, StringComparison.OrdinalIgnoreCase));
    }
}
