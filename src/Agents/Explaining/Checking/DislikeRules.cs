namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Nothing that is disliked is praised, or named without saying so.</summary>
internal static class DislikeRules
{
    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            if (sentence.Title(i) is not { IsDisliked: true } party)
            {
                continue;
            }

            var places = Enumerable.Range(0, sentence.Pieces.Count).ToArray();
            var saysSo = places.Any(j => ReaderLikes.IsDislike(sentence, j)) || sentence.Pieces.Any(p => p.IsWord && p.Lower is "unlike" or "aside" or "apart" or "leave" or "leaving" or "forget" or "instead" or "without" or "nothing");
            var isReasonless = party.Pick is not null && places.Any(j => sentence.Is(j, "no", "not", "nothing"));
            if (!saysSo && !isReasonless && !(party.Pick is not null && IsOnlyNamed(sentence, i)))
            {
                yield return $"{sentence.Pieces[i].Text} is disliked, and the text doesn't say so.";
            }
            else if (sentence.Clause(i).Select(j => sentence.Pieces[j]).FirstOrDefault(p => p.IsWord && Lexicon.Praise.Contains(p.Lower) && p.Lower is not "like") is { } praise && !Denials.IsNearBesidesLiking(sentence, i))
            {
                yield return $"'{praise.Text}' praises {party.Item.Title}, which is disliked.";
            }
        }
    }

    /// <summary>Held against another, a disliked item may be named by a fact of its own.</summary>
    public static bool IsOnlyNamed(Sentence sentence, int at) => sentence.Parties.Versus is not null && !sentence.Clause(at).Any(i => sentence.Pieces[i].IsWord && Lexicon.Praise.Contains(sentence.Pieces[i].Lower));
}
