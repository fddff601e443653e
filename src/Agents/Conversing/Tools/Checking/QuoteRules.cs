namespace LlmRec.Agents.Conversing.Tools.Checking;

/// <summary>What stands in quotes is a title or a value that was returned, or what the person said.</summary>
internal static class QuoteRules
{
    private const string Open = "\"“„«";
    private const string Close = "\"”“»";

    /// <summary>What is quoted from nowhere.</summary>
    public static IEnumerable<string> Faults(string reply, IReadOnlyList<ReplySentence> sentences, ReplyEvidence evidence)
    {
        var pieces = sentences.SelectMany(s => s.Pieces).ToList();
        for (var from = reply.AsSpan().IndexOfAny(Open); from >= 0;)
        {
            var length = reply.AsSpan(from + 1).IndexOfAny(Close);
            if (length < 0)
            {
                yield break;
            }

            var inside = pieces.Where(p => p.First.Start > from && p.Last.End <= from + 1 + length).ToList();
            var quoted = reply.Substring(from + 1, length);
            if (inside.Any(p => p.IsWord) && !evidence.WasNamed(quoted) && !IsTitle(inside))
            {
                yield return $"\"{quoted}\" is quoted, but is no title or value that was returned, and the person didn't say it.";
            }

            var next = reply.AsSpan(from + length + 2).IndexOfAny(Open);
            from = next < 0 ? -1 : from + length + 2 + next;
        }
    }

    /// <summary>A title with words beside it that only tell its year.</summary>
    private static bool IsTitle(List<ReplyPiece> inside) => inside is [{ Items: { } items }, { IsNumber: true } year] && items.Any(i => $"{i.Item.Year}" == year.First.Written);
}
