using System.Text;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Reads a part of a message, within which a mood holds: what is liked, disliked, denied, compared with or asked for.</summary>
internal static class PartReader
{
    private const int LongestMoveSpeech = 4;

    /// <summary>What a part says.</summary>
    /// <param name="part">The part.</param>
    /// <param name="message">The message it is of.</param>
    public static IEnumerable<Act> Read(IReadOnlyList<Token> part, string message)
    {
        if (Asides.Of(part) is { } aside)
        {
            yield return aside;
            yield break;
        }

        if (part[0].Shown is [{ } only] && part is [_] or [_, { First.Written: "please" }])
        {
            // "The second one": taken, or with more said of it ("…, but funnier") an example.
            yield return new ShownAct(only, Stance.Chosen);
            yield break;
        }

        if (Acceptances.In(part) is { } taken)
        {
            foreach (var act in Chosen(part, taken))
            {
                yield return act;
            }

            yield break;
        }

        var hasEntity = part.Any(t => t.Title is not null || t.Facets is not null || t.Critique is not null || t.Number is not null || t.Years is not null);
        var mood = new Mood();
        var (wished, averse) = (new List<Token>(), new List<Token>());
        for (var i = 0; i < part.Count; i++)
        {
            var token = part[i];
            mood.Hear(part, i);
            if (IsTelling(token))
            {
                (mood.DeniesAll ? averse : wished).Add(token);
            }

            if (token.Title is { } title)
            {
                yield return new ItemAct(title.Items, mood.StanceTowards(part, i), title.IsSure);
            }
            else if (token.Number is { } number)
            {
                yield return number;
            }
            else if (token.Critique is { } critique)
            {
                yield return critique;
            }
            else if (token.Facets is { } facets)
            {
                yield return new FacetAct(facets, !mood.IsAgainst(part, i)) { IsAlternative = IsAlternative(part, i), Replaces = part.Any(t => t.First.Written == "instead") };
            }
            else if (token.Years is { } years)
            {
                yield return new YearsAct(years.From, years.To, !mood.IsAgainst(part, i));
            }
            else if (token.Shown is { } shown && !hasEntity && mood.StanceTowards(part, i) is var stance && (stance != Stance.Named || (shown[0] is not null && part.Any(t => t.Move == Move.Why))))
            {
                yield return new ShownAct(shown[0], stance);
            }
        }

        if (!hasEntity && part.Count <= LongestMoveSpeech && mood.DeniesAll && wished.Count + averse.Count == 0 && part.Any(t => t.Shown is not null) && part.All(t => t.IsPlain || t.Shown is not null) && !part.Any(t => t.IsPlain && Cues.IsCue(t.Term)))
        {
            // "Not that one."
            yield return new MoveAct(Move.Decline);
        }

        if (part.Any(t => t.Move == Move.Forget) && part.Any(t => t.IsPlain && t.First.Written is "year" or "years" or "decade" or "era" or "date" or "age"))
        {
            yield return new YearsAct(null, null, true);
        }

        foreach (var move in MovesOf(part, hasEntity))
        {
            yield return move;
        }

        // Disliked by what follows ("gore is awful") is disliked, too.
        if (mood.DeniesAll && averse.Count == 0)
        {
            (wished, averse) = (averse, wished);
        }

        if (wished.Count > 0)
        {
            yield return new WishAct(Text(wished, message), part.Any(t => t.IsPlain && Cues.Wanting.Contains(t.Term)));
        }

        if (averse.Count > 0)
        {
            yield return new AversionAct(Text(averse, message));
        }
    }

    /// <summary>Whether a token is a word to search by: one that says something, and was not understood as anything else.</summary>
    internal static bool IsTelling(Token token) =>
        token.IsPlain && !Cues.IsAny(token.Term) && SearchTerms.IsTelling(token.Term) && token.Term.Length >= 3 && !Cues.Talk.Contains(token.Term) && !Asides.IsAbuse(token.First.Written);

    /// <summary>"Horror or a western": the one or the other.</summary>
    private static bool IsAlternative(IReadOnlyList<Token> part, int at)
    {
        var or = at > 0 && part[at - 1].First.Written is "a" or "an" or "some" or "maybe" ? at - 2 : at - 1;
        return or > 0 && part[or].First.Written == "or" && part[or - 1].Facets is not null;
    }

    /// <summary>What is taken up, and that it is.</summary>
    private static IEnumerable<Act> Chosen(IReadOnlyList<Token> part, Move taken)
    {
        foreach (var token in part)
        {
            if (token.Title is { } title)
            {
                yield return new ItemAct(title.Items, Stance.Chosen, title.IsSure);
            }
            else if (token.Shown is [{ } place])
            {
                yield return new ShownAct(place, Stance.Chosen);
            }
        }

        foreach (var move in part.Select(t => t.Move).OfType<Move>().Where(m => m is not (Move.Accept or Move.Agree)))
        {
            yield return new MoveAct(move);
        }

        yield return new MoveAct(taken);
    }

    /// <summary>Moves: alone, or at the beginning of what says nothing else.</summary>
    private static IEnumerable<Act> MovesOf(IReadOnlyList<Token> part, bool hasEntity) => part
        .Where((t, i) => t.Move is not null && (!hasEntity || (i == 0 && t.Move != Move.NoMatter) || (t.Move == Move.Decline && t.Length > 1)))
        .Where(t => t.Move != Move.Agree || t == part[0])
        // "More like the second" asks for likeness.
        .Where(t => t.Move != Move.More || !part.Any(s => s.Shown is [not null] || ((s.Shown is not null || s.Title is not null) && part.Any(c => c.IsPlain && Cues.Comparing.Contains(c.Term)))))
        // "Any suggestions?" doesn't say that nothing matters.
        .Where(t => t.Move != Move.NoMatter || t.Length > 1 || part.Count == 1 || (t.First.Written != "any" && part.All(o => o == t || o.Move is not null || Cues.Talk.Contains(o.Term))))
        .Where(t => part.Count <= LongestMoveSpeech || t.Length > 1 || t.Move is Move.Why or Move.Forget or Move.Greet)
        .Select(t => new MoveAct(t.Move!.Value));

    /// <summary>The words in order; "black and white" keeps its "and".</summary>
    private static string Text(List<Token> tokens, string message)
    {
        var text = new StringBuilder();
        foreach (var (i, token) in tokens.Index())
        {
            var last = i > 0 ? tokens[i - 1] : null;
            var between = last is not null && token.At == last.At + last.Length + 1 && token.Terms[token.At - 1].Written is "and" or "of";
            text.Append(last is null ? "" : between ? message[last.Last.End..token.First.Start] : " ").Append(message, token.First.Start, token.Last.End - token.First.Start);
        }

        return text.ToString();
    }
}
