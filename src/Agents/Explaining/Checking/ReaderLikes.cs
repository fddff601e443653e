using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a text says that the reader likes or dislikes: "you liked X", "X won you over", "your like for X", "X, which you turned down".</summary>
internal static class ReaderLikes
{
    private static readonly FrozenSet<string> LikeNouns = Lexicon.Words("like likes liking fondness favourite favourites favorite favorites thumbs-up thumb approval enjoyment yes favor favour");

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            if (Said(sentence, i) is not { } said)
            {
                continue;
            }

            foreach (var target in said.Targets.Where(t => said.Liked ? !t.IsLiked : !t.IsDisliked))
            {
                yield return $"The text says that {target.Item.Title} is {(said.Liked ? "liked" : "disliked")}; the evidence doesn't.";
            }

            if (said.Liked && said.Targets.Count > 0 && Enumerable.Range(i + 1, sentence.Pieces.Count - i - 1).TakeWhile(j => sentence.SameClause(i, j))
                .Any(j => sentence.Is(j, "and") && sentence.Is(j + 1, "everything", "others", "other", "many", "more", "several", "all")))
            {
                yield return "The text says that more is liked than the evidence does.";
            }

            var facts = sentence.Parties.Facts;
            if (said.Targets.Count == 0 && !(said.Liked && LikeWords.IsDenied(sentence, i))
                && !sentence.Parties.All.Any(p => said.Liked ? p.IsLiked : p.IsDisliked) && !(said.Liked && facts.LikedByAlike))
            {
                yield return $"'{sentence.Pieces[i].Text}' claims {(said.Liked ? "likes" : "dislikes")}, for which there is no evidence.";
            }
        }
    }

    /// <summary>Whether the text says at a place that the reader dislikes something.</summary>
    public static bool IsDislike(Sentence sentence, int at) => Said(sentence, at) is { Liked: false };

    /// <summary>What is said at a place; null where nothing of the kind is.</summary>
    private static Like? Said(Sentence sentence, int at)
    {
        if (!sentence.Pieces[at].IsWord)
        {
            return null;
        }

        var word = sentence.Pieces[at].Lower;
        if (LikeWords.OfVerb(sentence, at, word) is { } isLiked)
        {
            // "Not something you like".
            isLiked ^= Enumerable.Range(at - 3, 3).Any(i => sentence.Is(i, "you") && sentence.Is(i - 1, "something", "one", "anything") && Enumerable.Range(i - 3, 2).Any(j => sentence.Is(j, "not", "isn't", "wasn't")));
            var verb = word == "having" ? at + 1 : at;
            return new(isLiked, LikeTargets.IsRelative(sentence, at) ? LikeTargets.Behind(sentence, at) : LikeTargets.Ahead(sentence, verb) ?? LikeTargets.Behind(sentence, at));
        }

        if (LikeWords.IsPassive(sentence, at, word) is { } liked)
        {
            return new(liked, LikeTargets.Behind(sentence, at) is { Count: > 0 } behind ? behind : (sentence.Is(at + 2, "yours") && (at + 3 >= sentence.Pieces.Count || sentence.Pieces[at + 3].Text != ",") ? null : LikeTargets.Ahead(sentence, at)) ?? []);
        }

        if (LikeNouns.Contains(word) && LikeWords.IsYours(sentence, at) && !LikeWords.IsWithout(sentence, at))
        {
            // "X is one of your likes", but "one of your likes, X, …".
            var isAmong = Enumerable.Range(at - 4, 4).Any(i => sentence.Is(i, "of", "among", "on", "in")) && sentence.Titles(sentence.Clause(at)).Any(i => i < at);
            return new(!LikeWords.IsDenied(sentence, at), (isAmong || sentence.Is(at + 1, "to") || Enumerable.Range(at - 4, 4).Any(i => sentence.Is(i, "got", "has", "had", "have", "won", "earned", "received", "gained", "found", "met")) ? null : LikeTargets.Ahead(sentence, at)) ?? LikeTargets.Behind(sentence, at));
        }

        return null;
    }

    /// <param name="Liked">Whether the reader is said to like them, or to dislike them.</param>
    /// <param name="Targets">What; empty when no title says so.</param>
    private sealed record Like(bool Liked, IReadOnlyList<Party> Targets);
}
