namespace LlmRec.Recommending.Attribution;

/// <summary>Which channels brought what was shown, and what was liked or clicked afterwards.</summary>
/// <param name="Since">The first moment of the answers that are looked at.</param>
/// <param name="Answers">Answers of which something was shown.</param>
/// <param name="IsWhole">Whether all answers since then were looked at, not only the latest.</param>
/// <param name="Shown">Items shown, each time counted.</param>
/// <param name="Clicked">Of these, those that whoever saw them clicked or liked afterwards.</param>
/// <param name="Unknown">Of those shown, how many were shown to somebody without a user: what they did afterwards can't be known.</param>
/// <param name="Channels">By channel, the one that brought most of what was shown first.</param>
public sealed record AttributionReport(DateTimeOffset Since, long Answers, bool IsWhole, long Shown, long Clicked, long Unknown, IReadOnlyList<ChannelAttribution> Channels);

/// <summary>What one channel brought.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Shown">Of what was shown.</param>
/// <param name="Clicked">Of what was clicked or liked afterwards.</param>
public sealed record ChannelAttribution(string Channel, Credit Shown, Credit Clicked);

/// <summary>A channel's part in something counted.</summary>
/// <param name="Alone">Found by this channel alone.</param>
/// <param name="Together">Found by this channel and others.</param>
/// <param name="Share">Its share of all, 0 to 1, each divided equally among the channels that found it: shares of all channels add up to 1.</param>
public sealed record Credit(long Alone, long Together, double Share);
