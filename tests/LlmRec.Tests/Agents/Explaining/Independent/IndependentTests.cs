using LlmRec.Agents.Explaining.Checking;

namespace LlmRec.Tests.Agents.Explaining.Independent;

/// <summary>
/// What the check makes of texts by someone who knew neither it nor the templates. The shares are those measured, with a
/// margin; failures name wordings, never texts, so that nobody reads the test half by accident.
/// </summary>
public sealed class IndependentTests
{
    [Theory]
    [InlineData("faithful-dev", 1.0)]
    [InlineData("faithful-test", 10.0)]
    [InlineData("faithful-dev2", 13.5)]
    public void Of_faithful_texts_few_are_rejected(string set, double mostPercent)
    {
        var texts = IndependentText.Read(set);
        var rejected = texts.Where(t => !FaithfulnessCheck.Check(t.Text, t.Facts).Passed).Select(t => t.Wording).ToArray();
        Assert.True(texts.Count > 600, $"{set} holds {texts.Count} texts.");
        Assert.True(100.0 * rejected.Length / texts.Count <= mostPercent, $"{rejected.Length} of {texts.Count} rejected: {string.Join(' ', rejected.Distinct())}");
    }

    [Theory]
    [InlineData("corrupted-dev", 1.0)]
    [InlineData("corrupted-test", 6.0)]
    [InlineData("corrupted-dev2", 4.0)]
    public void Of_corrupted_texts_nearly_all_are_caught(string set, double mostPercent)
    {
        var texts = IndependentText.Read(set);
        var missed = texts.Where(t => FaithfulnessCheck.Check(t.Text, t.Facts).Passed).ToArray();
        Assert.True(texts.Count > 600, $"{set} holds {texts.Count} texts.");
        Assert.True(100.0 * missed.Length / texts.Count <= mostPercent, $"{missed.Length} of {texts.Count} missed: {string.Join(' ', missed.Select(t => $"{t.Kind}:{t.Wording}").Distinct())}");
    }
}
