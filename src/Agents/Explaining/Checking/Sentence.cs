using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>A sentence, cut into <see cref="Unit"/>s that each say one thing.</summary>
internal sealed class Sentence
{
    private readonly Unit[] _unitAt;
    private readonly Unit[] _rootAt;
    private readonly Dictionary<Unit, IReadOnlyList<Party>> _subjects = [];

    public Sentence(IReadOnlyList<Piece> pieces, Parties parties, Sentence? before)
    {
        Pieces = pieces;
        Parties = parties;
        Before = before;
        (_unitAt, Units) = UnitCutter.Cut(this);
        _rootAt = [.. _unitAt.Select(Root)];
    }

    public IReadOnlyList<Piece> Pieces { get; }

    public Parties Parties { get; }

    /// <summary>The sentence before it; null for the first.</summary>
    public Sentence? Before { get; }

    /// <summary>All units, in their order.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>The unit that a place belongs to.</summary>
    public Unit Unit(int at) => _unitAt[at];

    /// <summary>Whether two places belong to one clause with all that hangs on it.</summary>
    public bool SameClause(int one, int other) => _rootAt[one] == _rootAt[other];

    /// <summary>The places of a clause and of all that hangs on it.</summary>
    public IEnumerable<int> Clause(int at) => Enumerable.Range(0, Pieces.Count).Where(i => _rootAt[i] == _rootAt[at]);

    /// <summary>Whether the piece at a place is one of some words.</summary>
    public bool Is(int at, params ReadOnlySpan<string> words) => at >= 0 && at < Pieces.Count && Pieces[at].IsWord && words.Contains(Pieces[at].Lower);

    /// <summary>Whether a word is the name of a kind of attribute, or of the part that a person had.</summary>
    public bool IsKind(int at) => at >= 0 && at < Pieces.Count && Pieces[at].IsWord && (Parties.Kinds.Contains(Pieces[at].Lower) || ClaimWords.Roles.ContainsKey(Pieces[at].Lower));

    /// <summary>Whether a word is one that the evidence calls its items by: film, book, pen.</summary>
    public bool IsCalled(int at) => at >= 0 && at < Pieces.Count && Pieces[at].IsWord && (Parties.Nouns.Contains(Pieces[at].Lower) || Is(at, "title", "titles", "item", "items"));

    /// <summary>Whom the title at a place names; null where no title is.</summary>
    public Party? Title(int at) => at >= 0 && at < Pieces.Count && Pieces[at].Mention is { IsTitle: true } title ? Parties.Named(title) : null;

    /// <summary>Places of titles among places.</summary>
    public IReadOnlyList<int> Titles(IEnumerable<int> places) => [.. places.Where(i => Title(i) is not null)];

    /// <summary>The place after a piece and the quotes around it.</summary>
    public int After(int at)
    {
        do
        {
            at++;
        }
        while (at < Pieces.Count && Pieces[at].Text is "\"");
        return at;
    }

    /// <summary>The places after one and before another, in order; none where there are none.</summary>
    public IEnumerable<int> Between(int one, int other) => Enumerable.Range(one + 1, Math.Max(0, Math.Min(other, Pieces.Count) - one - 1));

    /// <summary>Whom a unit is about: found once; none while it is looked for, as where two clauses speak of each other.</summary>
    public IReadOnlyList<Party> Subject(Unit unit, Func<Sentence, Unit, IReadOnlyList<Party>> find)
    {
        if (!_subjects.TryGetValue(unit, out var subject))
        {
            _subjects[unit] = [];
            _subjects[unit] = subject = find(this, unit);
        }

        return subject;
    }

    private static Unit Root(Unit unit)
    {
        while (unit.Outer is { } outer)
        {
            unit = outer;
        }

        return unit;
    }
}
