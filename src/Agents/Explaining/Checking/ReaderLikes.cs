using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a text says that the reader likes or dislikes: "you liked X", "X won you over", "your like for X", "X, which you turned down".</summary>
internal static class ReaderLikes
{
    private static readonly FrozenSet<string> Likes = Lexicon.Words(
        "like liked love loved enjoy enjoyed appreciate appreciated adore adored favour favoured favor favored approve approved fancied rated fond fan cherished admired welcomed");

    private static readonly FrozenSet<string> LikeNouns = Lexicon.Words("like likes liking fondness favourite favourites favorite favorites thumbs-up thumb approval enjoyment yes favor favour");
    private static readonly FrozenSet<string> Dislikes = Lexicon.Words("dislike dislikes disliked disliking hate hated reject rejected thumbs-down declined");
    private static readonly FrozenSet<string> Promises = Lexicon.Words("may might could should would will can you'll you'd to whether whatever anything what");
    private static readonly FrozenSet<string> Towards = Lexicon.Words("the both film films movie book game product title one another such and or for of to a an like likes two namely included including in particular first also with as well already said you these things item items something yours down a an low");

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
            if (said.Targets.Count == 0 && !(said.Liked && IsDenied(sentence, i))
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
        if (OfVerb(sentence, at, word) is { } isLiked)
        {
            // "Not something you like".
            isLiked ^= Enumerable.Range(at - 3, 3).Any(i => sentence.Is(i, "you") && sentence.Is(i - 1, "something", "one", "anything") && Enumerable.Range(i - 3, 2).Any(j => sentence.Is(j, "not", "isn't", "wasn't")));
            var verb = word == "having" ? at + 1 : at;
            return new(isLiked, IsRelative(sentence, at) ? Behind(sentence, at) : Ahead(sentence, verb) ?? Behind(sentence, at));
        }

        if (IsPassive(sentence, at, word) is { } liked)
        {
            return new(liked, Behind(sentence, at) is { Count: > 0 } behind ? behind : (sentence.Is(at + 2, "yours") && (at + 3 >= sentence.Pieces.Count || sentence.Pieces[at + 3].Text != ",") ? null : Ahead(sentence, at)) ?? []);
        }

        if (LikeNouns.Contains(word) && IsYours(sentence, at) && !IsWithout(sentence, at))
        {
            // "X is one of your likes", but "one of your likes, X, …".
            var isAmong = Enumerable.Range(at - 4, 4).Any(i => sentence.Is(i, "of", "among", "on", "in")) && sentence.Titles(sentence.Clause(at)).Any(i => i < at);
            return new(!IsDenied(sentence, at), (isAmong || sentence.Is(at + 1, "to") || Enumerable.Range(at - 4, 4).Any(i => sentence.Is(i, "got", "has", "had", "have", "won", "earned", "received", "gained", "found", "met")) ? null : Ahead(sentence, at)) ?? Behind(sentence, at));
        }

        return null;
    }

    /// <summary>"You liked", "you didn't like", "you took to", "you turned down"; null when the reader does nothing of the kind here.</summary>
    private static bool? OfVerb(Sentence sentence, int at, string word)
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
        var isYours = you is not null && !before.Any(i => i > you && sentence.Is(i, "who", "people", "they", "we", "it", "liked", "by", "here", "like", "also liked"))
            || (you is null && word == "having");
        if (!isYours || (you is { } place && sentence.Is(place - 1, "like", "unlike", "to", "near", "resemble") && word != "having") || before.Any(i => i >= (you ?? at) - 1 && sentence.Pieces[i].IsWord && Promises.Contains(sentence.Pieces[i].Lower) && !(sentence.Is(i, "what", "anything") && word.EndsWith('d'))))
        {
            return null;
        }

        return before.Any(i => i > (you ?? -1) && sentence.Is(i, "not", "never", "didn't", "don't", "haven't", "did not")) ? !isLiked : isLiked;
    }

    /// <summary>"Liked by you", "to your taste", "won you over", "your cup of tea".</summary>
    private static bool? IsPassive(Sentence sentence, int at, string word) => word switch
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

    private static string Next(Sentence sentence, int at) => at + 1 < sentence.Pieces.Count ? sentence.Pieces[at + 1].Lower : "";

    private static bool Within(Sentence sentence, int at, int reach, params string[] words) =>
        Enumerable.Range(at + 1, reach).TakeWhile(i => i < sentence.Pieces.Count && sentence.SameClause(i, at)).Any(i => sentence.Is(i, words));

    private static bool IsYours(Sentence sentence, int at) => Enumerable.Range(1, 3).Any(back => sentence.Is(at - back, "your"))
        && !Enumerable.Range(1, 2).Any(back => sentence.Is(at - back, "people", "profile", "taste", "tastes"));

    /// <summary>"Nothing in your likes", "no like of yours": nothing is liked or disliked by that.</summary>
    private static bool IsWithout(Sentence sentence, int at) => Enumerable.Range(Math.Max(0, at - 8), Math.Min(8, at))
        .Any(i => sentence.SameSegment(i, at) && sentence.Is(i, "no", "none", "nothing", "without", "don't", "neither"))
        || (sentence.Parties.Picks.Any(p => p.IsBare) && Denials.IsNear(sentence, at));

    private static bool IsDenied(Sentence sentence, int at) => Enumerable.Range(Math.Max(0, at - 6), Math.Min(6, at))
        .Any(i => sentence.SameSegment(i, at) && sentence.Is(i, "not", "never", "isn't", "wasn't", "no", "hasn't", "didn't", "doesn't", "none", "don't", "without", "haven't", "nothing"));

    /// <summary>"X, which you liked", "the film you liked", "a title that you liked".</summary>
    private static bool IsRelative(Sentence sentence, int at)
    {
        for (var i = at - 1; i >= Math.Max(0, at - 6); i--)
        {
            if (sentence.Is(i, "you", "you've", "you're"))
            {
                return sentence.Is(i - 1, "which", "that", "whom", "what") || sentence.Title(i - 1) is not null || sentence.Pieces[Math.Max(0, i - 1)].Text == "\""
                    || sentence.Is(i - 1, "one", "ones", "two", "film", "films", "book", "books", "game", "games", "product", "products", "title", "titles", "item", "items", "things", "something");
            }
        }

        return false;
    }

    /// <summary>The titles that follow; null when something else comes first, none when a word stands for them.</summary>
    private static IReadOnlyList<Party>? Ahead(Sentence sentence, int at)
    {
        for (var i = at + 1; i < sentence.Pieces.Count; i++)
        {
            if (sentence.Title(i) is { } title)
            {
                return [title, .. Further(sentence, i)];
            }

            var piece = sentence.Pieces[i];
            if (sentence.Is(i, "former", "latter"))
            {
                Party[] named = [.. Enumerable.Range(0, i).Select(sentence.Title).OfType<Party>()];
                return named.Length < 2 ? [] : [sentence.Is(i, "former") ? named[^2] : named[^1]];
            }

            if (sentence.Is(i, "it", "them", "that", "those", "both", "either", "these", "neither") && sentence.Title(sentence.After(i)) is null)
            {
                return [];
            }

            if (!(piece.Mention is not null || (piece.Text == "," && sentence.Is(i - 1, "yours")) || piece.Text is "\"" or "'" or "(" or ":" || sentence.Is(i, "s") || (piece.IsWord && Towards.Contains(piece.Lower))))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The titles of a list beyond the first.</summary>
    private static IEnumerable<Party> Further(Sentence sentence, int first)
    {
        var isLast = false;
        for (var i = sentence.After(first); i < sentence.Pieces.Count && !isLast;)
        {
            var joined = i;
            while (joined < sentence.Pieces.Count && (sentence.Pieces[joined].Text is "," or "\"" || sentence.Is(joined, "and", "or", "also", "both")))
            {
                isLast |= sentence.Is(joined, "and", "or");
                joined++;
            }

            // A word that goes on after the title begins another clause: "You liked X, and Y shares …".
            var next = joined < sentence.Pieces.Count ? sentence.After(joined) : joined;
            if (joined == i || sentence.Title(joined) is not { } title || !sentence.SameClause(joined, first)
                || (next < sentence.Pieces.Count && !(sentence.Pieces[next].Text is "," or "." or ";" or ":" or "(" or ")" or "–" || sentence.Is(next, "and", "or", "so", "both", "too", "as", "which") || (isLast && sentence.Is(next, "because")))))
            {
                yield break;
            }

            yield return title;
            i = next;
        }
    }

    /// <summary>The title before; where it says "both" or "two", that and the ones it is listed with.</summary>
    private static IReadOnlyList<Party> Behind(Sentence sentence, int at)
    {
        for (var i = at - 1; i >= 0; i--)
        {
            if (sentence.Title(i) is { } title)
            {
                return Enumerable.Range(i, at - i).Any(j => sentence.Is(j, "both", "all")) ? [title, .. JoinedBefore(sentence, i)] : [title];
            }

            if (sentence.Is(i, "it", "them", "its", "what", "things", "everything", "first", "former", "latter") || (sentence.Is(i, "one", "ones") && !sentence.Is(i - 1, "that") && !sentence.Is(i + 1, "of")) || sentence.Pieces[i].Text is ";" or ":")
            {
                return sentence.Is(i, "one") && Enumerable.Range(0, i).Reverse().Select(sentence.Title).FirstOrDefault(t => t is not null) is { } behind && sentence.Pieces[Math.Max(0, i - 1)].Text == "," ? [behind] : [];
            }
        }

        return [];
    }

    /// <summary>The titles that a list names before its last.</summary>
    private static IEnumerable<Party> JoinedBefore(Sentence sentence, int last)
    {
        for (var i = last - 1; i >= 0; i--)
        {
            if (sentence.Title(i) is { } title)
            {
                yield return title;
            }
            else if (sentence.Pieces[i].Text is not ("\"" or ",") && !sentence.Is(i, "and"))
            {
                yield break;
            }
        }
    }

    /// <param name="Liked">Whether the reader is said to like them, or to dislike them.</param>
    /// <param name="Targets">What; empty when no title says so.</param>
    private sealed record Like(bool Liked, IReadOnlyList<Party> Targets);
}
