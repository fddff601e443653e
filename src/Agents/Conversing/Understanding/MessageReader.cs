using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>
/// Reads a message: links titles, facets and years, finds moves, and says of each what the words around it say of it. What is
/// denied is denied up to the end of its part, and parts end at marks and at words that turn ("I hated X but loved Y").
/// </summary>
/// <param name="titles">Links titles.</param>
internal sealed class MessageReader(TitleLinker titles)
{
    internal const int LongestMessage = 4_000;

    /// <summary>What a message says; empty when nothing is understood.</summary>
    /// <param name="message">The message; what is beyond 4,000 characters is not read.</param>
    /// <param name="known">What can be said of the catalogue.</param>
    public IReadOnlyList<Act> Read(string message, CatalogueLexicon known)
    {
        ArgumentNullException.ThrowIfNull(message);
        message = message.Length > LongestMessage ? message[..LongestMessage] : message;
        var terms = MessageTerm.Of(message);
        if (terms.Count == 0)
        {
            return [];
        }

        var tokens = Tokens(terms, known, titles.Link(terms, known)).ToList();
        var acts = new List<Act>();
        foreach (var part in Parts(tokens))
        {
            acts.AddRange(PartReader.Read(part, message));
        }

        if (acts.All(a => a is MoveAct { Move: Move.Greet or Move.Thank }) && tokens.Any(t => t.IsPlain && (Cues.Wanting.Contains(t.Term) || Cues.Asking.Contains(t.Term))))
        {
            acts.Add(new MoveAct(Move.Request));
        }

        var agrees = acts.RemoveAll(a => a is MoveAct { Move: Move.Agree }) > 0;
        if (agrees && acts.All(a => a is MoveAct { Move: Move.Accept or Move.Thank or Move.Stop or Move.Greet }))
        {
            acts.Insert(0, new MoveAct(Move.Accept));
        }

        if (acts.Count > 1 && acts.Any(a => a is CritiqueAct or NumberAct or AgeAct or FacetAct))
        {
            acts = [.. acts.Select(a => a is ShownAct { Stance: Stance.Chosen } chosen ? chosen with { Stance = Stance.Example } : a)];
        }
        else if (acts is [ShownAct { Stance: Stance.Chosen }])
        {
            acts.Add(new MoveAct(Move.Accept));
        }

        // Who takes something up tells about it with what is left over, and doesn't search.
        return acts.Contains(new MoveAct(Move.Accept)) && !acts.Any(a => a is WishAct { Begins: true }) ? [.. acts.Where(a => a is not WishAct)] : acts;
    }

    private static IEnumerable<Token> Tokens(IReadOnlyList<MessageTerm> terms, CatalogueLexicon known, IReadOnlyList<LinkedTitle> linked)
    {
        for (var at = 0; at < terms.Count;)
        {
            var token = linked.FirstOrDefault(l => l.From == at) is { } title ? new Token(terms, at, title.Length) { Title = title }
                : Ages.At(terms, at) is ( > 0 and var said, { } age) ? new Token(terms, at, said) { Number = age }
                : known.Numbers.At(terms, at) is ( > 0 and var words, { } number) && linked.All(l => l.From < at || l.From >= at + words) ? new Token(terms, at, words) { Number = number }
                : known.Years.At(terms, at) is { Length: > 0 } years && linked.All(l => l.From < at || l.From >= at + years.Length) ? new Token(terms, at, years.Length) { Years = (years.From, years.To) }
                : known.Numbers.LackAt(terms, at) is ( > 0 and var asked, { } lack) ? new Token(terms, at, asked) { Number = lack }
                : FacetAt(terms, at, known, linked) is { Length: > 0 } facet ? new Token(terms, at, facet.Length) { Facets = facet.Facets }
                : CritiqueAt(terms, at, known, linked) is { } critique ? critique
                : Moves.MoveAt(terms, at) is { Length: > 0 } move ? new Token(terms, at, move.Length) { Move = move.Move, Shown = Moves.ShownAt(terms, at) is { Length: > 0 } both ? [both.Place] : null }
                : Moves.ShownAt(terms, at) is { Length: > 0 } shown ? new Token(terms, at, shown.Length) { Shown = [shown.Place] }
                : new Token(terms, at, 1);
            yield return token;
            at += token.Length;
        }
    }

    private static (int Length, IReadOnlyList<Facet> Facets) FacetAt(IReadOnlyList<MessageTerm> terms, int at, CatalogueLexicon known, IReadOnlyList<LinkedTitle> linked)
    {
        var (length, facets) = known.Facets.LongestAt(terms, at);
        // A value that is a plain word of talking ("Like", "Saw") is one only in capitals or behind an article.
        var isThing = at > 0 && terms[at - 1].Written is "a" or "an" or "the" or "some" or "any" or "no";
        var isPlain = length == 1 && !isThing && (Cues.IsAny(terms[at].Term) || Cues.Talk.Contains(terms[at].Term)) && terms[at].Written == terms[at].Term && !(terms[at].IsCapital && !terms[at].BeginsSentence);
        // "Staples" are a brand only where they are written as one.
        var isOrdinary = length == 1 && known.Ordinary.Contains(terms[at].Term) && facets.All(f => f.Kind != Facet.Category)
            && !(terms[at].IsCapital && !terms[at].BeginsSentence) && !(at > 0 && !terms[at].BeginsPart && terms[at - 1].Written is "by" or "from" or "brand");
        return isOrdinary ? (0, [])
            : length == 0 ? known.Abbreviations.At(terms, at) is { Length: > 0 } abbreviated ? abbreviated : known.Surnames.At(terms, at)
            : isPlain || linked.Any(l => l.From > at && l.From < at + length) ? (0, []) : (length, facets);
    }

    private static Token? CritiqueAt(IReadOnlyList<MessageTerm> terms, int at, CatalogueLexicon known, IReadOnlyList<LinkedTitle> linked) =>
        Critiques.At(terms, at, known) is ( > 0 and var length, { } critique) && linked.All(l => l.From <= at || l.From >= at + length)
            ? new(terms, at, length) { Critique = critique }
            : null;

    private static IEnumerable<IReadOnlyList<Token>> Parts(List<Token> tokens)
    {
        var part = new List<Token>();
        foreach (var (i, token) in tokens.Index())
        {
            // "Anything but X" denies X; it doesn't turn.
            var turns = token.IsPlain && Cues.Turning.Contains(token.Term) && part.Count > 0 && part[^1].First.Written is not ("anything" or "everything" or "all" or "nothing")
                && (token.First.Written != "instead" || (i + 1 < tokens.Count && !tokens[i + 1].First.BeginsPart));
            // "No, witty ones": what a move says ends at its comma.
            var answered = token.First.Before.Contains(',', StringComparison.Ordinal) && part.Any(t => t.Move is not null) && part.All(t => t.Move is not null || Cues.Talk.Contains(t.Term));
            if (part.Count > 0 && (token.First.BeginsPart || turns || answered || BeginsClause(tokens, i)))
            {
                yield return part;
                part = [];
            }

            part.Add(token);
        }

        yield return part;
    }

    /// <summary>Behind a comma, someone who speaks or something spoken of begins anew: "…, I prefer X", "…, X was great".</summary>
    private static bool BeginsClause(List<Token> tokens, int at)
    {
        var token = tokens[at];
        return token.First.Before.Contains(',', StringComparison.Ordinal)
            && (Cues.Speaking.Contains(token.First.Written)
                || (at + 1 < tokens.Count && (token.Title is not null || token.Facets is not null) && tokens[at + 1].First.Written is "is" or "was" or "are" or "were" or "isn't" or "wasn't"));
    }
}

/// <summary>A piece of a message: a title, a facet, years, a move, or a plain word.</summary>
internal sealed record Token(IReadOnlyList<MessageTerm> Terms, int At, int Length)
{
    public LinkedTitle? Title { get; init; }

    public IReadOnlyList<Facet>? Facets { get; init; }

    public (int? From, int? To)? Years { get; init; }

    public Move? Move { get; init; }

    public Act? Number { get; init; }

    public CritiqueAct? Critique { get; init; }

    public IReadOnlyList<int?>? Shown { get; init; }

    public MessageTerm First => Terms[At];

    public MessageTerm Last => Terms[At + Length - 1];

    public string Term => First.Term;

    public bool IsPlain => Title is null && Facets is null && Years is null && Move is null && Critique is null && Number is null && Shown is null;
}
