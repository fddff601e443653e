namespace LlmRec.Recommending.Attribution;

/// <summary>Adds up who brought what.</summary>
internal sealed class AttributionTally
{
    private readonly Dictionary<string, Sums> _shown = [];
    private readonly Dictionary<string, Sums> _clicked = [];

    /// <summary>How many were shown.</summary>
    public long Shown { get; private set; }

    /// <summary>How many of these were clicked.</summary>
    public long Clicked { get; private set; }

    /// <summary>Takes in an item that was shown.</summary>
    /// <param name="channels">The channels that found it.</param>
    /// <param name="isClicked">Whether it was clicked or liked afterwards.</param>
    public void Add(IReadOnlyList<string> channels, bool isClicked)
    {
        Shown++;
        Credit(_shown, channels);
        if (isClicked)
        {
            Clicked++;
            Credit(_clicked, channels);
        }
    }

    /// <summary>By channel, the one that brought most of what was shown first; those of <paramref name="known"/> that brought nothing last, in their order.</summary>
    public IReadOnlyList<ChannelAttribution> ByChannel(IEnumerable<string> known) =>
        [.. _shown.OrderByDescending(s => s.Value.Part).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Key).Union(known)
            .Select(channel => new ChannelAttribution(channel, CreditOf(_shown, channel, Shown), CreditOf(_clicked, channel, Clicked)))];

    private static void Credit(Dictionary<string, Sums> to, IReadOnlyList<string> channels)
    {
        foreach (var channel in channels)
        {
            var sums = to.GetValueOrDefault(channel);
            to[channel] = channels.Count == 1
                ? sums with { Alone = sums.Alone + 1, Part = sums.Part + 1 }
                : sums with { Together = sums.Together + 1, Part = sums.Part + (1.0 / channels.Count) };
        }
    }

    private static Credit CreditOf(Dictionary<string, Sums> from, string channel, long all) =>
        from.GetValueOrDefault(channel) is var sums && all > 0 ? new(sums.Alone, sums.Together, Math.Round(sums.Part / all, 4)) : new(0, 0, 0);

    private readonly record struct Sums(long Alone, long Together, double Part);
}
