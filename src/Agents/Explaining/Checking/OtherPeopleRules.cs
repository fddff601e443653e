using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a text says that other people do: that they like something, and only where the evidence knows it of such people.</summary>
internal static class OtherPeopleRules
{
    private static readonly FrozenSet<string> Alike = Lexicon.Words("taste tastes profile profiles similar similarly alike resemble resembles preferences preference like-minded likes kindred mind");

    // What people may do: like something, in one way or another; anything else nobody knows of them.
    private static readonly FrozenSet<string> Liking = Lexicon.Words(
        "like love enjoy appreciate adore favour favor embrace welcome go take give find tend be have do seem agree happen end turn come share resemble match mark show think feel lie count include express join follow add say know mean care point stand look get tend cast put leave record collect gather lead bring speak warm fancy pick choose click respond turn overlap need make pair keep start continue grow become recognise recognize");

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        var picks = sentence.Parties.Picks.ToArray();
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            // "Loom for those who liked Thread": advice.
            if (!People.Is(sentence, i) || People.AreMakers(sentence, i) || (sentence.Is(i, "those", "anyone", "someone", "somebody") && sentence.Is(i - 1, "for", "as")))
            {
                continue;
            }

            var word = sentence.Pieces[i].Text;
            int[] said = [.. Said(sentence, i)];
            var of = sentence.Parties.Versus is null ? picks : Of(sentence, i, picks);
            var mayOnly = said.Any(p => sentence.Is(p, "may", "might", "could", "should", "would", "will"));
            if (!sentence.Is(i - 1, "of", "from", "by", "among", "with", "between") && said.FirstOrDefault(p => IsVerb(sentence, p) && !Inflection.OfVerb(sentence.Pieces[p].Lower).Any(Liking.Contains) && !IsIrregular(sentence.Pieces[p].Lower), -1) is >= 0 and var act)
            {
                yield return $"'{sentence.Pieces[act].Text}' claims what other people do, for which there is no evidence.";
            }

            if (said.Any(p => sentence.Title(p) is { Kind: MentionKind.Liked }) && !mayOnly && !of.Any(f => f.LikedTogether))
            {
                yield return $"'{word}' claims that the same people like both, for which there is no evidence.";
            }

            // That people alike like it speaks of the item, not of what the reader likes.
            if (!mayOnly && said.Any(p => IsAlike(sentence, p)) && said.Any(p => sentence.Title(p) is { Kind: MentionKind.Liked } && sentence.Unit(p) == sentence.Unit(i) && sentence.Is(p - 1, "liked", "like", "enjoyed", "loved")))
            {
                yield return $"'{word}' claims that people alike like what the reader does, for which there is no evidence.";
            }

            if (said.Any(p => IsAlike(sentence, p)) && !mayOnly && !of.Any(f => f.LikedByAlike || (f.LikedTogether && (sentence.Clause(i).Any(p => sentence.Title(p) is { Kind: MentionKind.Liked }) || sentence.Before is not null))))
            {
                yield return $"'{word}' claims that people alike like it, for which there is no evidence.";
            }

            if (said.Any(p => sentence.Is(p, "here", "popular") && !sentence.Is(p - 1, "is")) && !sentence.Is(i, "those", "ones") && !picks.Any(f => f.Likes is not null || f.LikedByAlike || f.LikedTogether))
            {
                yield return $"'{word}' claims popularity, for which there is no evidence.";
            }
        }
    }

    /// <summary>The places of what is said of people: the rest of their clause, and the relative clauses in it.</summary>
    private static IEnumerable<int> Said(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        return sentence.Between(at, sentence.Pieces.Count).TakeWhile(i => !sentence.IsMarkAt(i, ";", ":", "–", "—"))
            .Where(i => sentence.Unit(i) == unit || (sentence.Unit(i) is { Kind: UnitKind.Relative } relative && relative.Outer == unit && IsOn(sentence, relative, at)) || (sentence.Unit(i).Kind == UnitKind.Comparison && sentence.Unit(i).Outer == unit && sentence.Unit(i).Places.Any(sentence.IsReader)))
            .TakeWhile(i => !(sentence.IsReader(i) && sentence.Unit(i) == unit && i > at + 1 && !sentence.Is(i - 1, "like", "to", "by", "as", "included")));
    }

    /// <summary>Whether a relative clause is of the people: the name it hangs on is theirs.</summary>
    private static bool IsOn(Sentence sentence, Unit relative, int at) => sentence.Title(relative.Head) is null && (relative.Head >= at || relative.Head < 0 || sentence.Is(relative.Places[0], "who", "whose"));

    private static PickFacts[] Of(Sentence sentence, int at, PickFacts[] picks)
    {
        PickFacts[] of = [.. ClaimRules.PicksOf(sentence, at)];
        return of.Length > 0 ? of : picks;
    }

    private static bool IsAlike(Sentence sentence, int at) => (sentence.Is(at, "as") && sentence.Is(at - 1, "same") && sentence.IsReader(at + 1)) || sentence.IsOf(at, Alike) && !(sentence.Is(at, "likes") && !sentence.Is(at - 1, "whose")) || (sentence.Is(at, "like", "to", "unlike") && sentence.Is(at + 1, "you", "yours", "yourself") && !sentence.Is(at - 1, "recommended", "suggested", "next", "due", "would", "may"));

    private static bool IsVerb(Sentence sentence, int at) => sentence.LooksLikeVerb(at) && !sentence.IsAuxiliary(at) && !sentence.IsComparison(at)
        && (sentence.IsFinite(at) || (sentence.Pieces[at].Lower.EndsWith("ed", StringComparison.Ordinal) && !sentence.Is(at + 1, "by") && !sentence.IsDeterminer(at - 1) && !sentence.IsPreposition(at - 1)) || ((sentence.IsAuxiliary(at - 1) || sentence.Is(at - 1, "to", "also", "often", "already", "never")) && !sentence.Is(at - 1, "is", "are", "was", "were")))
        && !(NeutralWords.IsNoun(sentence.Pieces[at].Lower) && (sentence.IsDeterminer(at - 1) || sentence.IsPreposition(at - 1)));

    private static bool IsIrregular(string word) => word is "took" or "taken" or "gave" or "given" or "went" or "gone" or "found" or "had" or "came" or "got" or "said" or "thought" or "felt" or "knew" or "chose" or "chosen" or "led" or "brought" or "made" or "cast" or "left" or "put" or "stood" or "meant" or "spoke" or "shown";
}
