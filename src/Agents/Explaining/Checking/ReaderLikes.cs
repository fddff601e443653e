using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a text says that the reader likes or dislikes: "you liked X", "X won you over", "your like for X", "X, which you turned down".</summary>
internal static class ReaderLikes
{
    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            if (Said(sentence, i) is not { } said)
            {
                continue;
            }

            foreach (var target in said.Targets.Where(t => said.Liked ? !t.IsLiked : said.IsAbsent ? t.IsLiked : !t.IsDisliked))
            {
                yield return $"The text says that {target.Item.Title} is {(said.Liked ? "liked" : "disliked")}; the evidence doesn't.";
            }

            if (said.Liked && said.Targets.Count > 0 && sentence.Between(i, sentence.Pieces.Count).TakeWhile(j => sentence.SameClause(i, j))
                .Any(j => sentence.Is(j, "and") && sentence.Is(j + 1, "everything", "others", "other", "many", "more", "several", "all")))
            {
                yield return "The text says that more is liked than the evidence does.";
            }

            // "You liked everything by F", "you liked an F before".
            if (said.Liked && said.Targets.Count == 0 && LikeActs.Reader(sentence, i) is not null && LikePhrases.OfAct(sentence, i) == Liking.Likes && LikeActs.IsBeyond(sentence, i))
            {
                yield return "The text says that more is liked than the evidence does.";
            }

            if (said.IsAbsent && sentence.Between(i, sentence.Pieces.Count).TakeWhile(j => sentence.Unit(j) == sentence.Unit(i)).Any(j => sentence.IsFacet(j) && sentence.Parties.Liked.Any(l => l.Has(sentence.Pieces[j].Mention!.Value))))
            {
                yield return $"'{sentence.Pieces[i].Text}' denies a like that the evidence holds.";
            }

            if (said.Targets.Count == 0 && !said.IsAbsent && !sentence.Parties.All.Any(p => said.Liked ? p.IsLiked : p.IsDisliked) && !(said.Liked && sentence.Parties.Facts.LikedByAlike && (sentence.Unit(i).Kind is UnitKind.Relative or UnitKind.Comparison || sentence.Clause(i).Any(j => (j < i && sentence.Is(j, "what")) || People.Is(sentence, j)))))
            {
                yield return $"'{sentence.Pieces[i].Text}' claims {(said.Liked ? "likes" : "dislikes")}, for which there is no evidence.";
            }
        }
    }

    /// <summary>Whether the text says at a place that the reader dislikes something, or doesn't like it yet.</summary>
    public static bool IsNoLike(Sentence sentence, int at) => Said(sentence, at) is { Liked: false };

    /// <summary>Whether the text says at a place that the reader dislikes something.</summary>
    public static bool IsDislike(Sentence sentence, int at) => Said(sentence, at) is { Liked: false, IsAbsent: false };

    /// <summary>What is said at a place; null where nothing of the kind is.</summary>
    private static Like? Said(Sentence sentence, int at)
    {
        if (LikePhrases.OfAct(sentence, at) is not Liking.None and var act && LikeActs.Reader(sentence, at) is { } reader)
        {
            var isDenied = act is Liking.Likes or Liking.Dislikes && LikeActs.IsDenied(sentence, at, reader);
            return new(act is Liking.Likes or Liking.Pleases != isDenied, LikeActs.Objects(sentence, at)) { IsAbsent = isDenied && sentence.Clause(at).Any(i => sentence.Is(i, "yet", "far") || (sentence.Is(i, "before") && (i + 1 >= sentence.Pieces.Count || sentence.Pieces[i + 1].IsMark || sentence.Is(i + 1, "but", "and")))) };
        }

        // "You liked X but not Y".
        if (sentence.Is(at, "not") && sentence.Title(sentence.NamedAt(at + 1)) is { } except && sentence.Unit(at).Places.Any(p => p < at && LikePhrases.OfAct(sentence, p) == Liking.Likes && LikeActs.Reader(sentence, p) is not null))
        {
            return new(false, [except]);
        }

        if (LikePhrases.OfEffect(sentence, at) is not Liking.None and var effect && !LikeEffects.IsIdle(sentence, at))
        {
            var (isDenied, targets) = (LikeEffects.IsDenied(sentence, at), LikeEffects.Targets(sentence, at));
            // "We have no like of yours to go by".
            // "Not yet among your likes" is no dislike.
            return isDenied && targets.Count == 0 ? null : new(effect == Liking.Pleases != isDenied, targets) { IsAbsent = isDenied && sentence.Is(at, "like", "likes", "favourites", "favorites", "favourite", "favorite") };
        }

        return null;
    }

    /// <param name="Liked">Whether the reader is said to like them, or to dislike them.</param>
    /// <param name="Targets">What; empty when no title says so.</param>
    private sealed record Like(bool Liked, IReadOnlyList<Party> Targets)
    {
        /// <summary>Whether it is only said that there is no like.</summary>
        public bool IsAbsent { get; init; }
    }
}
