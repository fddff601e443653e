using System.Globalization;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>What is given up, and in which order, when nothing fits: years before what was asked for by name, early wishes before late ones, and what is unwanted last.</summary>
internal static class Relaxations
{
    /// <summary>The state as it is, then without one constraint each, then without all that is wanted.</summary>
    /// <returns>What is given up, in words; null for nothing.</returns>
    public static IEnumerable<(string? Relaxed, DialogueState State)> Of(DialogueState state)
    {
        yield return (null, state);
        if (state.YearFrom is not null || state.YearTo is not null)
        {
            yield return (Years(state), state with { YearFrom = null, YearTo = null });
        }

        foreach (var range in state.Ranges)
        {
            yield return (Said(range), state with { Ranges = [.. state.Ranges.Where(r => r != range)] });
        }

        foreach (var wish in state.Wanted)
        {
            yield return (wish.Said, state with { Wanted = [.. state.Wanted.Where(w => w != wish)] });
        }

        foreach (var wish in state.Unwanted)
        {
            yield return ($"no {wish.Value}", state with { Unwanted = [.. state.Unwanted.Where(w => w != wish)] });
        }

        if (state.Wanted.Count > 1 || (state.Wanted.Count > 0 && (state.YearFrom ?? state.YearTo) is not null))
        {
            yield return (string.Join(", ", state.Wanted.Select(w => w.Said).Append(Years(state)).Where(v => v.Length > 0)), state with { Wanted = [], YearFrom = null, YearTo = null });
        }
    }

    /// <summary>A range in words: "price up to 20".</summary>
    internal static string Said(NumberRange range)
    {
        static string Number(double? n) => Math.Round(n!.Value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        var bounds = (range.From, range.To) switch
        {
            ({ }, { }) => $"from {Number(range.From)} to {Number(range.To)}",
            ({ }, null) => $"from {Number(range.From)} on",
            _ => $"up to {Number(range.To)}",
        };
        return $"{FacetKinds.Singular(range.Attribute)} {bounds}";
    }

    private static string Years(DialogueState state) => (state.YearFrom, state.YearTo) switch
    {
        ({ } from, { } to) => from == to ? $"from {from}" : $"from {from} to {to}",
        ({ } from, null) => $"from {from} on",
        (_, { } to) => $"up to {to}",
        _ => "",
    };
}
