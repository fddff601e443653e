using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What is said to be shared by its kind alone, "the same director", "by the author of L", is shared.</summary>
internal static class KindRules
{
    private static readonly string[] Makers = ["brand", "maker", "manufacturer", "developer", "publisher", "producer", "nursery", "artist", "label", "designer", "director", "author"];

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            if (!sentence.IsKind(i) || sentence.IsFacet(i + 1) || sentence.IsFacet(i - 1) || sentence.IsKind(i + 1) || IsDenied(sentence, i) || Kinds(sentence.Pieces[i].Lower) is not { Length: > 0 } kinds)
            {
                continue;
            }

            // "The skin type": the second word of a kind.
            if (sentence.IsKind(i - 1) && sentence.IsFacet(i + 1))
            {
                continue;
            }

            Party[] sharing = [.. Who(sentence, i)];
            if (sharing.Length > 1 && sharing.Any(p => p.Pick is not null) && !sharing[0].Item.Facets.Where(f => kinds.Contains(FacetKinds.Singular(f.Kind))).Any(f => sharing.All(p => p.Has(f.Value))))
            {
                yield return $"'{sentence.Pieces[i].Text}' is said to be shared by {string.Join(" and ", sharing.Select(p => p.Item.Title))}; the evidence doesn't.";
            }
        }
    }

    /// <summary>Who is said to share the kind at a place; fewer than two when nothing of the sort is said.</summary>
    private static IEnumerable<Party> Who(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        // "By the director of L", "from the maker of L".
        if (sentence.Is(at + 1, "of", "behind") && sentence.Title(sentence.NamedAt(at + 2)) is { } owner && sentence.Is(at - 1, "the") && sentence.Is(at - 2, "by", "from", "with", "has", "shares") && unit.Verb >= 0)
        {
            return Subjects.Of(sentence, unit).Append(owner).Distinct();
        }

        // "X and L have the same director", "X shares its director with L".
        var isShared = sentence.Is(at - 1, "same") || (sentence.Is(at - 1, "its", "a", "the", "their", "one") && sentence.Is(at - 2, "share", "shares"));
        return isShared && Subjects.Of(sentence, unit) is { Count: > 0 } subject
            ? subject.Concat(unit.Places.Where(p => p > at && !Lacking.IsExcluded(sentence, p)).Select(sentence.Title).OfType<Party>()).Concat(Sharing.Comparisons(sentence, unit).Where(c => c.Places[0] > at && !sentence.Is(c.Places[0], "unlike", "than")).SelectMany(c => c.Places).Select(sentence.Title).OfType<Party>()).Distinct()
            : [];
    }

    private static bool IsDenied(Sentence sentence, int at) => Negation.IsIn(sentence, sentence.Unit(at)) || sentence.Clause(at).Any(p => p < at && sentence.Is(p, "different", "another", "other"));

    private static string[] Kinds(string word) => word is "genre" or "genres" ? ["category"] : word is "maker" or "makers" or "house" or "studio" ? Makers : ClaimWords.Roles.TryGetValue(word, out var kinds) ? kinds : [word, Inflection.Singular(word)];
}
