using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What is said of an item outright is something that evidence can hold, or that it is suggested; "it has a happy end" is neither.</summary>
internal static class PredicateRules
{
    // What makes a clause a suggestion, a reason or a reference to what was said.
    private static readonly FrozenSet<string> Suggesting = Lexicon.Words(
        "may might could should would will can must another same too also likewise so both one ones next here list lists page shelf catalogue catalog look try chance choice pick bet candidate suggestion recommendation option alternative answer match fit case reason link thing mind view way place turn idea company company's line sense exactly just it this that these them those like as well either neither nor not both alike there again question step start side itself name word words hit matter point mention worth back");

    // Of two items held against each other, where they stand.
    private static readonly FrozenSet<string> Standing = Lexicon.Words("first second top placed considered listed shown ahead behind higher lower");

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        foreach (var unit in sentence.Units.Where(u => u.Kind is UnitKind.Main or UnitKind.Continued && u.Verb >= 0 && !sentence.Is(u.Places[0], "that", "that's", "this")))
        {
            int[] said = [.. sentence.Clause(unit.Places[0]).Where(p => p > unit.Verb || sentence.Unit(p) != unit)];
            if (Subjects.Of(sentence, unit) is { Count: > 0 } subject && subject.All(p => p.Pick is not null) && said.Any(p => IsContent(sentence, p)) && said.All(p => IsEmpty(sentence, p)) && IsEmpty(sentence, unit.Verb))
            {
                yield return $"'{sentence.Pieces[unit.Verb].Text}' says something of {subject[0].Item.Title} that the evidence doesn't.";
            }
        }
    }

    private static bool IsContent(Sentence sentence, int at) => sentence.IsWordAt(at) && !sentence.IsAuxiliary(at) && !SmallWords.All.Contains(sentence.Pieces[at].Lower);

    /// <summary>Whether a piece neither names anything, nor claims anything that a rule looks at, nor suggests.</summary>
    private static bool IsEmpty(Sentence sentence, int at) => sentence.Pieces[at].Mention is null && !sentence.Pieces[at].IsNumber && !sentence.IsKind(at) && !sentence.IsReader(at) && !sentence.IsWriter(at) && !People.Is(sentence, at)
        && !sentence.Is(at, "your", "yours", "our", "us", "everyone") && !sentence.IsOf(at, Suggesting) && !(sentence.Parties.Versus is not null && sentence.IsOf(at, Standing)) && !(sentence.Is(at, "added", "now") && sentence.Parties.Picks.Any(p => p.IsNew))
        && (!sentence.IsWordAt(at) || (ClaimWords.MadeBy(sentence.Pieces[at].Lower).Count == 0 && LikePhrases.OfAct(sentence, at) == Liking.None && !Lexicon.Praise.Contains(sentence.Pieces[at].Lower)));
}
