using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Wording.Acts;
using LlmRec.Catalog.Items;
using LlmRec.Reclm.Catalogues;

namespace LlmRec.Reclm.Corpus;

/// <summary>Draws acts of a conversation over invented items.</summary>
/// <param name="catalogues">Where items come from.</param>
internal sealed class ActMaker(IReadOnlyList<IItems> catalogues)
{
    // So many values are drawn to find some of one kind.
    private const int Drawn = 12;

    /// <summary>An act.</summary>
    public DialogueAct Draw(Random random)
    {
        var items = catalogues[random.Next(catalogues.Count)];
        string Title() => items.Title(random) is var (title, year) ? new ItemFacts("", title, year, []).Spoken : "";
        string Value() => random.Next(3) > 0 ? items.Category(random).Value : items.Attribute(random).Value;
        string[] Several(Func<string> draw, int most) => [.. Enumerable.Range(0, random.Next(most > 2 ? 1 : most == 2 ? 1 : 0, most + 1)).Select(_ => draw()).Distinct()];
        switch (random.Next(20))
        {
            case < 8:
                return new Recommend([.. Several(Title, 3).Select(title => (Because)random.Next(3) is var because
                    ? new Suggestion(title, because, because switch { Because.Liked => Title(), Because.Has => Value(), _ => $"“{items.WishWord(random)}”" }) : null!)]);
            case < 11:
                var first = random.Next(2) == 0 ? items.Category(random) : items.Attribute(random);
                string[] options = [.. Enumerable.Range(0, Drawn)
                    .Select(_ => first.Kind == Facet.Category ? items.Category(random) : items.Attribute(random))
                    .Where(f => f.Kind == first.Kind)
                    .Select(f => f.Value).Prepend(first.Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(random.Next(2, 4))];
                return options.Length > 1 ? new Ask(first.Kind == Facet.Category ? first.Kind : FacetKinds.Singular(first.Kind), options) : new Decline();
            case < 15:
                return new Acknowledge((Stance)random.Next(4), random.Next(2) == 0 ? Title() : Value());
            case < 16:
                return new Decline();
            case < 18:
                string[] likes = Several(Title, 2), values = Several(Value, 2);
                return new Summarise(likes, values, random.Next(3) == 0 ? Value() : null);
            default:
                return new NothingFits(random.Next(3) > 0 ? Value() : null, Value());
        }
    }
}
