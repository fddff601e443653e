using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>The words by which a reader is said to like or dislike something.</summary>
internal static class LikeWords
{
    private static readonly FrozenSet<string> Likes = Lexicon.Words(
        "like liked love loved enjoy enjoyed appreciate appreciated adore adored favour favoured favor favored approve approved fancied rated fond fan cherished admired welcomed");
    private static readonly FrozenSet<string> Dislikes = Lexicon.Words("dislike dislikes disliked disliking hate hated reject rejected thumbs-down declined");
    private static readonly FrozenSet<string> Promises = Lexicon.Words("may might could should would will can you'll you'd to whether whatever anything what");

    /// <summary>"You liked", "you didn't like", "you took to", "you turned down"; null when the reader does nothing of the kind here.</summary>
    public static bool? OfVerb(Sentence sentence, int at, string word)
    {
        var phrase = word switch
        {
            "took" or "taken" or "warmed" when sentence.Is(at + 1, "to") => true,
            "turned" when sentence.Is(at + 1, "down") || sentence.Is(at + 2, "down") => false,
            "rated" when Within(sentence, at, 4, "low", "down", "badly", "poorly") => false,
            "marked" when Within(sentence, at, 9, "disliked", "dislike", "dislikes") => false,
            "gave" or "given" or "give" when Within(sentence, at, 14, "thumbs-down") => false,
            "gave" or "given" or "give" when Within(sentence, at, 14, "like", "likes", "thumbs-up", "thumb", "yes") => true,
            "marked" when Within(sentence, at, 9, "liked", "like") => true,
            "having" when Likes.Contains(Next(sentence, at)) || Dislikes.Contains(Next(sentence, at)) => Likes.Contains(Next(sentence, at)),
            _ => Likes.Contains(word) ? true : Dislikes.Contains(word) ? false : (bool?)null,
        };
        if (phrase is not { } isLiked || sentence.Is(at - 1, "as", "people", "others", "players", "those", "who", "a", "by") || (word == "like" && !sentence.Is(at - 1, "you", "also", "do", "did", "don't", "didn't", "already", "really", "both", "all", "not", "always", "still", "and", "too", "never", "haven't")))
        {
            return word == "having" ? phrase : null;
        }

        int[] before = [.. Enumerable.Range(Math.Max(0, at - 6), Math.Min(6, at)).Reverse().TakeWhile(i => sentence.Pieces[i].Mention is null && sentence.Pieces[i].Text is not ("," or ";" or ":"))];
        var you = before.Cast<int?>().FirstOrDefault(i => sentence.Is(i!.Value, "you", "you've", "you're"));
        var isYours = you is not null && !before.Any(i => i > you && sentence.Is(i, "who", "people", "they", "we", "it", "liked", "by", "here", "like"))
            || (you is null && word == "having");
        if (!isYours || (you is { } place && sentence.Is(place - 1, "like", "unlike", "to", "near", "resemble") && word != "having") || before.Any(i => i >= (you ?? at) - 1 && sentence.Pieces[i].IsWord && Promises.Contains(sentence.Pieces[i].Lower) && !(sentence.Is(i, "what", "anything") && word.EndsWith('d'))))
        {
            return null;
        }

        return before.Any(i => i > (you ?? -1) && sentence.Is(i, "not", "never", "didn't", "don't", "haven't")) ? !isLiked : isLiked;
    }

    /// <summary>"Liked by you", "to your taste", "won you over", "your cup of tea".</summary>
    public static bool? IsPassive(Sentence sentence, int at, string word) => word switch
    {
        "liked" or "loved" or "enjoyed" or "favoured" or "favored" when sentence.Is(at + 1, "by") && sentence.Is(at + 2, "you") => !IsDenied(sentence, at),
        "disliked" when sentence.Is(at + 1, "by") && sentence.Is(at + 2, "you") => false,
        "won" or "win" when sentence.Is(at + 1, "you") => !IsDenied(sentence, at),
        "please" when sentence.Is(at + 1, "you") && sentence.Is(at - 1, "not", "didn't") => false,
        "pleased" or "delighted" when sentence.Is(at + 1, "you") => !IsDenied(sentence, at),
        "appealed" when sentence.Is(at + 1, "to") && sentence.Is(at + 2, "you") => !IsDenied(sentence, at),
        "taste" or "liking" when sentence.Is(at - 1, "your") && sentence.Is(at - 2, "to") => !IsDenied(sentence, at),
        "cup" or "thing" or "kind" when sentence.Is(at - 1, "your") && (word != "cup" || sentence.Is(at + 2, "tea")) && (word == "cup" || sentence.Is(at - 2, "was", "not")) => !IsDenied(sentence, at),
        "for" when sentence.Is(at + 1, "you") && sentence.Is(at - 1, "isn't", "wasn't", "not") => false,
        "plus" when sentence.Is(at - 1, "your") => true,
        "minus" when sentence.Is(at - 1, "your") => false,
        "dislikes" or "dislike" or "thumbs-down" when sentence.Is(at - 1, "your") || sentence.Is(at - 2, "your") => false,
        "likes" or "like" or "favorite" or "favourite" or "favorites" or "favourites" when sentence.Is(at + 1, "of") && sentence.Is(at + 2, "yours") => true,
        "like" or "likes" or "thumbs-up" when sentence.Is(at + 1, "from") && sentence.Is(at + 2, "you") => true,
        "dislike" or "dislikes" or "thumbs-down" when sentence.Is(at + 1, "from") && sentence.Is(at + 2, "you") => false,
        "things" when sentence.Is(at + 2, "don't", "didn't") => false,
        _ => null,
    };

    public static string Next(Sentence sentence, int at) => at + 1 < sentence.Pieces.Count ? sentence.Pieces[at + 1].Lower : "";

    public static bool Within(Sentence sentence, int at, int reach, params string[] words) =>
        Enumerable.Range(at + 1, reach).TakeWhile(i => i < sentence.Pieces.Count && sentence.SameClause(i, at)).Any(i => sentence.Is(i, words));

    public static bool IsYours(Sentence sentence, int at) => Enumerable.Range(1, 3).Any(back => sentence.Is(at - back, "your"))
        && !Enumerable.Range(1, 2).Any(back => sentence.Is(at - back, "people", "profile", "taste", "tastes"));

    /// <summary>"Nothing in your likes", "no like of yours": nothing is liked or disliked by that.</summary>
    public static bool IsWithout(Sentence sentence, int at) => Enumerable.Range(Math.Max(0, at - 8), Math.Min(8, at))
        .Any(i => sentence.SameSegment(i, at) && sentence.Is(i, "no", "none", "nothing", "without", "don't", "neither"))
        || (sentence.Parties.Picks.Any(p => p.IsBare) && Denials.IsNear(sentence, at));

    public static bool IsDenied(Sentence sentence, int at) => Enumerable.Range(Math.Max(0, at - 6), Math.Min(6, at))
        .Any(i => sentence.SameSegment(i, at) && sentence.Is(i, "not", "never", "isn't", "wasn't", "no", "hasn't", "didn't", "doesn't", "none", "don't", "without", "haven't", "nothing"));
}
