using LlmRec.Agents.Explaining.Wording;
using LlmRec.Agents.Wording.Acts;
using LlmRec.Reclm.Catalogues;

namespace LlmRec.Reclm.Corpus;

/// <summary>Samples by number: a seed and a number are always the same sample, on any number of threads.</summary>
internal sealed class SampleSource
{
    private readonly int _seed;
    private readonly EvidenceMaker _evidence;
    private readonly ActMaker _acts;
    private readonly ExplanationText _explanations;
    private readonly ActText _talk;

    /// <param name="seed">Where all of it comes from.</param>
    /// <param name="onRejected">Told of each text that was thrown away, and why; null for nobody.</param>
    public SampleSource(int seed, Action<string, IReadOnlyList<string>>? onRejected = null)
    {
        var catalogues = Invention.All();
        (_seed, _evidence, _acts) = (seed, new(catalogues), new(catalogues));
        (_explanations, _talk) = (new() { OnRejected = onRejected }, new() { OnRejected = onRejected });
    }

    /// <summary>Samples by number.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">How many.</param>
    public Sample[] Take(int from, int count) => [.. Enumerable.Range(from, count).AsParallel().AsOrdered().Select(At)];

    /// <summary>One sample.</summary>
    public Sample At(int number)
    {
        // One that can't be said, as with a title that is a common word, gives way to another.
        for (var random = new Random(HashCode(_seed, number)); ;)
        {
            if ((random.Next(10) < 7 ? Explanation(random) : Turn(random)) is { } sample)
            {
                return sample;
            }
        }
    }

    private Sample? Explanation(Random random)
    {
        var facts = _evidence.Draw(random, mayCompare: true);
        return _explanations.Draw(facts, random) is { } text ? new(facts.Versus is null ? "explain" : "compare", ExplanationPrompt.Request(facts), text) : null;
    }

    private Sample? Turn(Random random)
    {
        var act = _acts.Draw(random);
        return _talk.Draw(act, random) is { } text ? new(act.GetType().Name.ToLowerInvariant(), ActPrompt.Request(act), text) : null;
    }

    private static int HashCode(int seed, int number)
    {
        // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), so that neighbours have nothing in common.
        var z = ((ulong)(uint)seed << 32 | (uint)number) + 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (int)(z ^ (z >> 31));
    }
}
