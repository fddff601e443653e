using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Templates;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Catalog.Items;

namespace LlmRec.Tests.Agents.Explaining;

public sealed class SlotsTests
{
    [Fact]
    public void Whatever_the_evidence_a_text_of_slots_says_all_of_it_once_they_are_filled()
    {
        var random = new Random(11);
        var failures = new List<string>();
        for (var i = 0; i < 1_000; i++)
        {
            var facts = RandomFacts.Of(random);
            var slots = Slots.In(facts);

            var text = slots.Fill(new TemplateWriter().Write(slots.Facts, $"user {i}"));

            if (!FaithfulnessCheck.Check(text, facts).Passed || !FactsSaid.All(text, facts))
            {
                failures.Add($"{text}\n{string.Join('\n', FaithfulnessCheck.Check(text, facts).Faults)}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(8)));
    }

    [Fact]
    public void A_model_is_shown_no_long_title_and_no_long_value()
    {
        var facts = Facts("Avery Removable Print or Write Color Coding Labels, Round", "Smead Manufacturing & Sons");

        var request = ExplanationPrompt.Request(Slots.In(facts).Facts);

        Assert.DoesNotContain("Avery", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Smead", request, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_the_catalogue_that_is_a_slot_itself_is_told_from_it()
    {
        var facts = Facts("Marvell of the Woodworking", "Welding & Tessaly");
        var slots = Slots.In(facts);

        Assert.Equal("Marvell of the Woodworking has Welding & Tessaly.", slots.Fill($"{slots.Facts.Item.Spoken} has {slots.Facts.InCommon[0].Value}."));
    }

    private static PickFacts Facts(string title, string brand) => new()
    {
        Item = new("a", title, null, [new("brand", brand)]),
        Liked = [new(new("b", "Heat", 1995, [new("brand", brand)]), 1)],
        InCommon = [new Facet("brand", brand)],
    };
}
