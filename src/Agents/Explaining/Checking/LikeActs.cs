using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What the reader is said to have done with an item by a verb of liking, and with which.</summary>
internal static class LikeActs
{
    private static readonly FrozenSet<string> Promises = Lexicon.Words("may might could should would will can you'll you'd whether must");

    /// <summary>The place of the reader who likes something by the verb at a place; null where nobody does, or only might.</summary>
    public static int? Reader(Sentence sentence, int at)
    {
        // "Nothing that you liked" says nothing of what is liked.
        if (sentence.Is(at - 1, "as", "a", "the", "who", "those") || (sentence.Unit(at) is { Kind: UnitKind.Relative } relative && sentence.Is(relative.Head, "nothing", "anything", "none", "neither")))
        {
            return null;
        }

        for (var i = at - 1; i >= 0 && sentence.Unit(i) == sentence.Unit(at); i--)
        {
            if (sentence.IsOf(i, Promises) || (sentence.Is(i, "to") && !sentence.Is(i - 1, "admit", "came", "up") && !sentence.Is(at, "liking", "loving", "enjoying")))
            {
                return null;
            }

            // "We can't say what you like".
            if (sentence.IsReader(i) && Enumerable.Range(0, i).Any(j => sentence.Unit(j) == sentence.Unit(i) && sentence.IsWriter(j)) && Enumerable.Range(0, i).Any(j => sentence.Unit(j) == sentence.Unit(i) && DenialKinds.IsDenial(sentence, j)))
            {
                return null;
            }

            if (sentence.IsReader(i))
            {
                var isOther = sentence.Is(i - 1, "like", "unlike", "to", "near", "resemble", "by", "for", "with", "than", "from", "over") || (sentence.Is(i - 1, "as") && sentence.IsPerson(i - 2));
                // "Had you not liked L": what would have been.
                isOther |= sentence.Is(i - 1, "had");
                // "Players who like what you like also liked X".
                isOther |= sentence.Between(i, at).Any(j => sentence.IsFinite(j) && !sentence.IsAuxiliary(j) && !sentence.Between(j, at).Any(k => sentence.Is(k, "and", "but", "or")) && !sentence.Is(j, "said", "say", "know", "think", "found", "told"));
                return isOther || Enumerable.Range(0, i).Any(j => sentence.Unit(j) == sentence.Unit(i) && sentence.Is(j, "whether")) ? null : i;
            }

            if (sentence.IsPerson(i) || sentence.IsWriter(i) || sentence.Is(i, "it", "they") || (sentence.Title(i) is not null && sentence.Unit(i).Verb > i && sentence.Unit(i).Verb <= at && !sentence.Is(i + 1, "and")))
            {
                return null;
            }
        }

        var unit = sentence.Unit(at);
        // "You liked X and enjoyed Y"; "having liked X"; "Liked X? Then …".
        return unit is { Kind: UnitKind.Continued, Before: { } before } && before.Places.FirstOrDefault(p => p <= before.Verb && sentence.IsReader(p), -1) is >= 0 and var subject && !before.Places.Any(p => p < before.Verb && sentence.IsOf(p, Promises)) ? subject
            : sentence.Is(at - 1, "having", "after", "not") || (at == 0 && sentence.IsNamed(at + 1) && sentence.Title(sentence.NamedAt(at + 1)) is not null && sentence.Pieces[at].Lower.EndsWith('d')) ? at : null;
    }

    /// <summary>Whether the verb is denied between the reader and it.</summary>
    public static bool IsDenied(Sentence sentence, int at, int reader)
    {
        var isOne = Enumerable.Range(reader - 4, 4).Any(i => sentence.Is(i, "something", "one", "anything", "thing") && Enumerable.Range(i - 3, 3).Any(j => sentence.Is(j, "not", "isn't", "wasn't")));
        var isFirst = reader > 0 && sentence.Is(0, "not") && reader == at;
        return (Enumerable.Range(reader, at - reader).Any(i => sentence.Is(i, "not", "never", "didn't", "don't", "haven't", "hardly", "weren't", "aren't", "wouldn't")) || sentence.Is(at + 1, "neither") || isFirst) != isOne;
    }

    /// <summary>"Liked everything by F", "liked a drama": all of a kind, or one where none of the likes is of it.</summary>
    public static bool IsBeyond(Sentence sentence, int at)
    {
        var after = sentence.Between(at, sentence.Pieces.Count).TakeWhile(i => sentence.Unit(i) == sentence.Unit(at) && !sentence.IsMarkAt(i, ",")).Take(6).ToArray();
        return sentence.Is(at + 1, "everything", "all", "every", "anything", "most", "many", "several") && !sentence.Is(at + 2, "of", "three", "two")
            || (after.Any(i => sentence.Is(i, "a", "an", "another")) && !after.Any(i => sentence.Title(i) is not null) && after.Where(sentence.IsFacet).Any(i => !sentence.Parties.Liked.Any(l => l.Has(sentence.Pieces[i].Mention!.Value))));
    }

    /// <summary>What is liked by the verb at a place; empty when no title says so.</summary>
    public static IReadOnlyList<Party> Objects(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        for (var i = at + 1; i < sentence.Pieces.Count; i++)
        {
            if (sentence.Unit(i) != unit && !(sentence.Unit(i) is { Kind: UnitKind.Fragment, Verb: < 0 } hung && hung.Outer == unit))
            {
                break;
            }

            if (sentence.Title(i) is { } title)
            {
                return [title, .. TitleLists.After(sentence, i)];
            }

            if (Antecedents.IsOrdinal(sentence, i))
            {
                return Antecedents.Of(sentence, i);
            }

            if (sentence.Is(i, "it", "them", "that", "those", "both", "either", "these", "neither", "this") && !sentence.IsNamed(i + 1) && !sentence.IsNoun(i + 1) && !sentence.IsCalled(i + 1))
            {
                return sentence.Is(i, "both") && Antecedents.Of(sentence, i) is { Count: 2 } two ? two : [];
            }

            if (unit.Kind == UnitKind.Relative && sentence.Is(i, "and", "but"))
            {
                break;
            }

            if (sentence.IsAuxiliary(i) || sentence.Is(i, "because", "since", "if", "than", "more", "another", "other", "others") || (i > at + 1 && sentence.Is(i, "for") && !sentence.Is(i - 1, "like", "likes", "thumbs-up", "liking")) || sentence.IsMarkAt(i, ";", "–", "—") || (sentence.IsMarkAt(i, ",") && !sentence.Is(i - 1, "likes", "namely", "yours", "titles") && !sentence.IsCalled(i - 1)) || (sentence.IsFinite(i) && !sentence.IsFinite(at)))
            {
                break;
            }
        }

        // "L is what you liked".
        return unit.Kind == UnitKind.Relative ? Heads(sentence, unit) : unit.Places.Any(p => p < at && sentence.Is(p, "what") && sentence.Is(p - 1, "is", "was", "are", "were")) ? [.. unit.Places.Where(p => p < at).Select(sentence.Title).OfType<Party>().TakeLast(1)] : [];
    }

    /// <summary>The titles that a relative clause hangs on: "X, which …", "X, one that …", "the film that …, X".</summary>
    public static IReadOnlyList<Party> Heads(Sentence sentence, Unit relative)
    {
        var isPlural = relative.Places.Any(p => sentence.Is(p, "both", "all", "two"));
        if (sentence.Title(relative.Head) is { } head)
        {
            return isPlural ? [head, .. TitleLists.Before(sentence, relative.Head)] : [head];
        }

        if (relative.Head < 0)
        {
            return [];
        }

        var noun = sentence.Unit(relative.Head);
        if (noun is { Kind: UnitKind.Fragment, Verb: < 0 } && sentence.Title(noun.Head) is { } named && !noun.Places.Any(p => sentence.Title(p) is not null))
        {
            return sentence.Is(relative.Head - 1, "two", "both") || sentence.Is(relative.Head, "two") ? [named, .. TitleLists.Before(sentence, noun.Head)] : [named];
        }

        // "The film you liked, X": the title comes after.
        var next = relative.Places[^1] + 1;
        if (sentence.Pieces[relative.Places[^1]].Text == "," && sentence.IsNamed(next) && sentence.Title(sentence.NamedAt(next)) is { } after && sentence.Unit(sentence.NamedAt(next)) is { Verb: < 0 })
        {
            return [after, .. TitleLists.After(sentence, sentence.NamedAt(next))];
        }

        // "X is one that you liked".
        return noun.Verb >= 0 && noun.Verb < relative.Head && sentence.Is(noun.Verb, "is", "was", "are", "were", "isn't", "wasn't") && sentence.Is(relative.Head, "one", "ones", "something", "thing", "things", "titles", "title", "film", "book", "game") ? Subjects.Of(sentence, noun) : [];
    }
}
