using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a reader is said to like: the titles that follow the words, or stand before them.</summary>
internal static class LikeTargets
{
    private static readonly FrozenSet<string> Towards = Lexicon.Words("the both film films movie book game product title one another such and or for of to a an like likes two namely included including in particular first also with as well already said you these things item items something yours down a an low");

    /// <summary>"X, which you liked", "the film you liked", "a title that you liked".</summary>
    public static bool IsRelative(Sentence sentence, int at)
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
    public static IReadOnlyList<Party>? Ahead(Sentence sentence, int at)
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
    public static IEnumerable<Party> Further(Sentence sentence, int first)
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
    public static IReadOnlyList<Party> Behind(Sentence sentence, int at)
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
    public static IEnumerable<Party> JoinedBefore(Sentence sentence, int last)
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
}
