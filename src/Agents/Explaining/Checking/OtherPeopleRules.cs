namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a text says that other people do: only where the evidence knows it.</summary>
internal static class OtherPeopleRules
{
    /// <summary>Who likes one of these likes that too: only where the evidence knows it.</summary>
    public static IEnumerable<string> Faults(Sentence sentence)
    {
        var picks = sentence.Parties.Picks.ToArray();
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            if (!sentence.Is(i, "people", "others", "users", "fans", "those", "readers", "viewers", "players", "customers"))
            {
                continue;
            }

            int[] clause = [.. sentence.Clause(i)];
            var namesLiked = clause.Any(j => j > i && sentence.Title(j) is { Kind: MentionKind.Liked });
            var who = clause.Any(j => j > i && j < i + 4 && sentence.Is(j, "who", "whose"));
            if ((who || (sentence.Is(i, "fans") && !clause.Any(j => sentence.Is(j, "you", "your") && !sentence.Is(j + 1, "included")))) && namesLiked && !picks.Any(f => f.LikedTogether))
            {
                yield return $"'{sentence.Pieces[i].Text}' claims that the same people like both, for which there is no evidence.";
            }

            if (who && clause.Any(j => j > i && sentence.Is(j, "like", "likes", "liked") && sentence.Is(j + 1, "it", "that", "them", "these", "both")) && sentence.Pieces.Any(p => p.Mention?.Kind == MentionKind.Liked)
                && !picks.Any(f => f.LikedTogether || f.LikedByAlike || f.Likes is not null))
            {
                yield return $"'{sentence.Pieces[i].Text}' claims that the same people like both, for which there is no evidence.";
            }

            if (clause.Any(j => j > i && (sentence.Is(j, "taste", "tastes", "profile", "profiles", "similar", "resemble", "resembles", "preferences", "like-minded") || (sentence.Is(j, "like", "to") && sentence.Is(j + 1, "you", "yours")))) && !(sentence.Parties.Versus is null ? picks : ClaimRules.PicksOf(sentence, i)).Any(f => f.LikedByAlike || f.LikedTogether))
            {
                yield return $"'{sentence.Pieces[i].Text}' claims that people alike like it, for which there is no evidence.";
            }

            if (clause.Any(j => j > i && sentence.Is(j, "turned", "passed", "skipped", "rejected", "ignored", "dropped", "left", "returned", "leave", "skip")))
            {
                yield return $"'{sentence.Pieces[i].Text}' claims that people don't like it, for which there is no evidence.";
            }

            if (!who && clause.FirstOrDefault(j => j > i && sentence.Is(j, "liked", "enjoyed", "loved") && sentence.Title(sentence.After(j)) is { Kind: MentionKind.Liked }, -1) >= 0)
            {
                yield return $"'{sentence.Pieces[i].Text}' claims that people alike like what the reader does, for which there is no evidence.";
            }

            if (clause.Any(j => j > i && sentence.Is(j, "here", "popular") && !sentence.Is(j - 1, "is")) && !sentence.Is(i, "those") && !picks.Any(f => f.Likes is not null || f.LikedByAlike || f.LikedTogether))
            {
                yield return $"'{sentence.Pieces[i].Text}' claims popularity, for which there is no evidence.";
            }
        }
    }
}
