using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Templates;
using LlmRec.Agents.Wording.Acts;
using LlmRec.Reclm.Catalogues;
using LlmRec.Reclm.Corpus;
using LlmRec.Reclm.Measuring;

namespace LlmRec.Tests.Models.Reclm;

/// <summary>What the small language model learns from.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void The_same_seed_writes_the_same_corpus_in_whatever_order_it_is_asked_for()
    {
        var whole = new SampleSource(3).Take(0, 60);

        Assert.Equal(whole, Enumerable.Range(0, 60).Reverse().Select(new SampleSource(3).At).Reverse());
        Assert.NotEqual(whole, new SampleSource(4).Take(0, 60));
    }

    [Fact]
    public void Every_explanation_says_all_of_its_evidence_and_no_more()
    {
        var (random, maker, writer) = (new Random(1), new EvidenceMaker(Invention.All()), new ExplanationText());
        var unsaid = 0;
        for (var i = 0; i < 500; i++)
        {
            var facts = maker.Draw(random, mayCompare: true);
            if (writer.Draw(facts, random) is not { } text)
            {
                unsaid++;
                continue;
            }

            Assert.True(FaithfulnessCheck.Check(text, facts).Passed, text);
            Assert.True(FactsSaid.All(text, facts), text);
        }

        // A title that is a common word, say, can't be told from the sentence.
        Assert.InRange(unsaid, 0, 25);
    }

    [Fact]
    public void Every_turn_of_a_conversation_says_its_values_and_names_nothing_else()
    {
        var (random, maker, writer) = (new Random(1), new ActMaker(Invention.All()), new ActText());
        var kinds = new HashSet<Type>();
        for (var i = 0; i < 400; i++)
        {
            var act = maker.Draw(random);
            if (writer.Draw(act, random) is { } text)
            {
                kinds.Add(act.GetType());
                Assert.All(ActPrompt.Values(act), value => Assert.Contains(value, text, StringComparison.Ordinal));
                Assert.True(ActCheck.Check(text, act).Passed, text);
            }
        }

        Assert.Equal(6, kinds.Count);
    }

    [Theory]
    [InlineData("Got it, you like Alien and Heat.", false)]
    [InlineData("Got it, you like it.", false)]
    [InlineData("Got it, you like Alien of 1979.", false)]
    [InlineData("Got it, you like the gripping Alien.", false)]
    [InlineData("Got it, you like Alien.", true)]
    public void A_turn_that_names_or_claims_something_else_is_rejected(string text, bool passes) =>
        Assert.Equal(passes, ActCheck.Check(text, new Acknowledge(Stance.Likes, "Alien")).Passed);

    [Fact]
    public void Five_hundred_explanations_vary_more_than_templates_and_fifty_in_a_row_do_not_read_as_one()
    {
        var (random, maker, writer) = (new Random(2), new EvidenceMaker(Invention.All()), new ExplanationText());
        List<(string Text, PickFacts Facts)> texts = [], templates = [];
        while (texts.Count < 500)
        {
            var facts = maker.Draw(random, mayCompare: false);
            if (writer.Draw(facts, random) is { } text)
            {
                texts.Add((text, facts));
                templates.Add((new TemplateWriter().Write(facts, $"user {texts.Count}"), facts));
            }
        }

        Assert.InRange(Variety.Distinct(texts, 2), .09, 1);
        Assert.True(Variety.Distinct(texts, 2) > 1.5 * Variety.Distinct(templates, 2), $"{Variety.Distinct(texts, 2)} and {Variety.Distinct(templates, 2)}");
        Assert.InRange(Variety.Repeated(texts), 0, .03);
    }
}
