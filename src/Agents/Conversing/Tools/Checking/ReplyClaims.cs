using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Conversing.Tools.Checking;

/// <summary>Words that claim something of items which only evidence of that kind bears out: <see cref="ClaimWords"/>, without those that a conversation needs for other things.</summary>
/// <param name="Name">The claim.</param>
/// <param name="Words">Words that make it.</param>
/// <param name="Holds">Whether an item bears it out.</param>
internal sealed record ReplyClaims(string Name, FrozenSet<string> Words, Func<SpeakableItem, ReplyEvidence, bool> Holds)
{
    private static readonly ReplyClaims[] All =
    [
        new("popularity", Lexicon.Words("popular popularity widely everyone everybody crowd crowds hit hits"), (i, _) => i.Why?.Likes > 0),
        new("what other people do", Lexicon.Words("people users user readers reader viewers viewer customers customer buyers buyer shoppers players player fans fan audience audiences folks community"), (i, _) => i.Why is { } why && (why.Likes > 0 || why.LikedTogether || why.LikedByAlike)),
        new("newness or ratings", Lexicon.Words("newly newness newest fresh freshly recently latest arrived arrival arrivals unrated rating ratings rated review reviews reviewed undiscovered newcomer"), (i, _) => i.Why?.IsNew == true),
        new("what the person did", Lexicon.Words("watched rewatched bought purchased owned reread replayed"), (i, e) => e.State.Seen.Contains(i.Item.Id) || e.State.Likes.Contains(i.Item.Id) || e.State.Dislikes.Contains(i.Item.Id)),
        new("a comparison", Lexicon.Words("better stronger weaker outrank outranks outranked ranks ranked ranking higher"), (_, e) => e.Compared),
    ];

    /// <summary>What is claimed without evidence.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="about">The items that it, or the one before it, names.</param>
    /// <param name="evidence">The evidence.</param>
    public static IEnumerable<string> Faults(ReplySentence sentence, IReadOnlyList<SpeakableItem> about, ReplyEvidence evidence)
    {
        if (about.Count == 0 || (sentence.IsQuestion && !sentence.NamesItem))
        {
            yield break;
        }

        foreach (var piece in sentence.Pieces.Where(p => p.IsWord))
        {
            string[] bases = [.. Inflection.BasesOf(piece.First.Written)];
            foreach (var claim in All.Where(c => c.Words.Contains(piece.First.Written)))
            {
                if (!about.Any(i => claim.Holds(i, evidence) || i.Says(bases)) && !evidence.WasSaid(bases))
                {
                    yield return $"'{piece.First.Written}' claims {claim.Name}, for which there is no evidence.";
                }
            }
        }
    }
}
