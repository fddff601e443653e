using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>A sentence cut into clauses, each of which says one thing, and these into segments between their commas.</summary>
internal sealed class Sentence
{
    private static readonly FrozenSet<string> Openers = Lexicon.Words("while whereas but though although because since so yet hence therefore when if");
    private static readonly FrozenSet<string> Pronouns = Lexicon.Words("it it's its this you you've you'll you'd your we we've i they people others those nobody here here's there there's that's he she what's");
    private static readonly FrozenSet<string> Inverted = Lexicon.Words("does do did is are was were has have had can will says said");
    private static readonly FrozenSet<string> Singular = Lexicon.Words(
        "is was has had does did isn't wasn't hasn't doesn't didn't shares comes came fits matches ranks stands belongs keeps brings brought offers takes goes can will would may might could should also likewise ranked led leads adds carries holds meets answers points rests counts appears works");

    private static readonly FrozenSet<string> Finite = Lexicon.Words(
        "is was are were has have had does do did share shares liked like likes comes come came directed wrote made belongs belong stands stand fits fit matches match ranks rank led leads brought brings suits loved enjoyed asked wanted shared link links disliked published designed");

    private readonly int[] _clause;
    private readonly int[] _segment;
    private (Unit[] At, IReadOnlyList<Unit> All)? _units;

    public Sentence(IReadOnlyList<Piece> pieces, Parties parties, Sentence? before)
    {
        Pieces = pieces;
        Parties = parties;
        Before = before;
        _clause = new int[pieces.Count];
        _segment = new int[pieces.Count];
        for (int i = 1, start = 0; i < pieces.Count; i++)
        {
            var opens = OpensClause(i, start);
            start = opens ? i : start;
            _clause[i] = _clause[i - 1] + (opens ? 1 : 0);
            _segment[i] = _segment[i - 1] + (opens || EndsSegment(i - 1) ? 1 : 0);
        }
    }

    public IReadOnlyList<Piece> Pieces { get; }

    public Parties Parties { get; }

    /// <summary>The sentence before it; null for the first.</summary>
    public Sentence? Before { get; }

    /// <summary>The unit that a place belongs to.</summary>
    public Unit Unit(int at) => (_units ??= UnitCutter.Cut(this)).At[at];

    /// <summary>All units, in their order.</summary>
    public IReadOnlyList<Unit> Units => (_units ??= UnitCutter.Cut(this)).All;

    /// <summary>Whether a word is one that the evidence calls its items by: film, book, pen.</summary>
    public bool IsCalled(int at) => at >= 0 && at < Pieces.Count && Pieces[at].IsWord && (Parties.Nouns.Contains(Pieces[at].Lower) || Is(at, "title", "titles", "item", "items"));

    public bool SameClause(int one, int other) => _clause[one] == _clause[other];

    public bool SameSegment(int one, int other) => _segment[one] == _segment[other];

    /// <summary>The places of a clause.</summary>
    public IEnumerable<int> Clause(int at) => Enumerable.Range(0, Pieces.Count).Where(i => _clause[i] == _clause[at]);

    /// <summary>The places of a segment.</summary>
    public IEnumerable<int> Segment(int at) => Enumerable.Range(0, Pieces.Count).Where(i => _segment[i] == _segment[at]);

    /// <summary>Whether the piece at a place is one of some words.</summary>
    public bool Is(int at, params ReadOnlySpan<string> words) => at >= 0 && at < Pieces.Count && Pieces[at].IsWord && words.Contains(Pieces[at].Lower);

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

    private bool OpensClause(int at, int start)
    {
        var before = Pieces[at - 1];
        var piece = Pieces[at];
        if (before.IsMark && before.Text is ";" or ":" or "–" or "—" or "-")
        {
            return true;
        }

        if (piece.IsWord && Openers.Contains(piece.Lower))
        {
            return !(piece.Lower == "yet" && before.Text != ",") && !(piece.Lower == "so" && at + 1 < Pieces.Count && Pieces[at + 1].IsWord && Inverted.Contains(Pieces[at + 1].Lower));
        }

        if (Is(at, "and", "or"))
        {
            return BeginsAnother(After(at), start, at);
        }

        // "In Comedy, there is …": what stands in front is no clause yet.
        return before.IsMark && before.Text == "," && BeginsAnother(at, start, at)
            && Enumerable.Range(start, at - start).Any(i => Title(i) is not null || IsFinite(i, start));
    }

    /// <summary>Whether a subject of its own follows, with a verb, after a clause that has one already.</summary>
    private bool BeginsAnother(int at, int start, int end)
    {
        if (at >= Pieces.Count)
        {
            return false;
        }

        if (Pieces[at].IsWord)
        {
            return Pronouns.Contains(Pieces[at].Lower) && !Is(at + 1, "included");
        }

        var next = After(at);
        return Pieces[at].Mention is not null && next < Pieces.Count && Pieces[next].IsWord && Singular.Contains(Pieces[next].Lower)
            && Enumerable.Range(start, end - start).Any(i => IsFinite(i, start));
    }

    /// <summary>Whether a verb stands at a place; "Directed by X, Y is …" opens with none.</summary>
    private bool IsFinite(int at, int start) => Pieces[at].IsWord && Finite.Contains(Pieces[at].Lower) && !(at == start && Is(at + 1, "by", "in", "of", "from", "for", "under"));

    /// <summary>"The material (cork)": what is in brackets is the value itself.</summary>
    private bool IsOfKind(int bracket)
    {
        var open = bracket;
        while (open > 0 && Pieces[open].Text != "(")
        {
            open--;
        }

        return IsKind(open - 1);
    }

    public bool IsKind(int at) => at >= 0 && at < Pieces.Count && Pieces[at].IsWord && (Parties.Kinds.Contains(Pieces[at].Lower) || ClaimWords.Roles.ContainsKey(Pieces[at].Lower));

    /// <summary>Whether the comma at a place parts more than members of a list.</summary>
    private bool EndsSegment(int at)
    {
        if (Pieces[at].Mention is null && Pieces[at].Text is "(" or ")")
        {
            return !IsOfKind(at);
        }

        if (Pieces[at].Mention is not null || Pieces[at].Text is not ",")
        {
            return false;
        }

        var left = Math.Max(0, at - 1);
        while (left > 0 && Pieces[left].Text is "\"" or ")" or "(")
        {
            left--;
        }

        var right = at + 1;
        while (right < Pieces.Count && (Pieces[right].Text is "\"" or "(" || Is(right, "and", "or", "the", "a", "an", "by", "in") || IsKind(right)))
        {
            right++;
        }

        var isList = right < Pieces.Count && Pieces[left].Mention is { } one && Pieces[right].Mention is { } other && one.IsTitle == other.IsTitle;
        // "After X, Y is …": two titles are a list only where something joins them.
        var next = right < Pieces.Count ? After(right) : right;
        isList &= !(right < Pieces.Count && Pieces[right].Mention is { IsTitle: true }) || Is(at + 1, "and", "or") || (next < Pieces.Count && (Pieces[next].Text is "," || Is(next, "and", "or")));
        var goesOn = Is(at + 1, "like", "just", "as", "so") || (Is(at + 1, "and") && Is(at + 2, "so"));
        return !isList && !goesOn && !(IsKind(left) && right < Pieces.Count && Pieces[right].Mention is { IsTitle: false });
    }
}
