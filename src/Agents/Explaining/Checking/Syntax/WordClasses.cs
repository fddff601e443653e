using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>What a piece is in its sentence, as far as the pieces around it tell: preposition, relative pronoun, finite verb.</summary>
internal static class WordClasses
{
    private static readonly FrozenSet<string> Readers = Lexicon.Words("you you've you're you'd you'll");
    private static readonly FrozenSet<string> Writers = Lexicon.Words("we we've we're we'd we'll i i've i'm i'd i'll");
    private static readonly FrozenSet<string> Persons = [.. People.All, .. Lexicon.Words("those nobody everyone everybody anyone somebody someone who he she they they're they've they'd")];

    private static readonly FrozenSet<string> Its = Lexicon.Words("it it's it'll it'd this that that's these they they're both former latter");

    private static readonly FrozenSet<string> Prepositions = Lexicon.Words(
        "of in on at by with from to into onto upon toward towards through throughout over under beneath about around among amongst between across along alongside behind beside besides beyond within before after during per via against above below near inside outside past like unlike as than for without despite except including following concerning regarding off since until till");

    private static readonly FrozenSet<string> Determiners = Lexicon.Words(
        "a an the this these those each every any some all both no its his her their your our my another such one two three many more most other same much few");

    private static readonly FrozenSet<string> Adverbs = Lexicon.Words(
        "also everywhere anywhere seldom sometimes too likewise again both all even just only still now then once already always often usually clearly once more altogether first second third as well otherwise indeed though however yet simply mainly mostly equally similarly never not hardly really quite there here itself themselves each alike together further too");

    public static bool IsReader(this Sentence sentence, int at) => sentence.IsOf(at, Readers);

    public static bool IsWriter(this Sentence sentence, int at) => sentence.IsOf(at, Writers);

    public static bool IsPerson(this Sentence sentence, int at) => sentence.IsOf(at, Persons) && !(sentence.Is(at, "those", "others") && sentence.Is(at + 1, "are", "have", "of", "two"));

    public static bool IsPreposition(this Sentence sentence, int at) => sentence.IsOf(at, Prepositions);

    public static bool IsDeterminer(this Sentence sentence, int at) => sentence.IsOf(at, Determiners);

    public static bool IsAdverb(this Sentence sentence, int at) => sentence.IsOf(at, Adverbs) || (sentence.IsWordAt(at) && sentence.Pieces[at].Lower.EndsWith("ly", StringComparison.Ordinal));

    public static bool IsWordAt(this Sentence sentence, int at) => at >= 0 && at < sentence.Pieces.Count && sentence.Pieces[at].IsWord;

    public static bool IsFacet(this Sentence sentence, int at) => at >= 0 && at < sentence.Pieces.Count && sentence.Pieces[at].Mention is { IsTitle: false };

    public static bool IsMarkAt(this Sentence sentence, int at, params ReadOnlySpan<string> marks) => at >= 0 && at < sentence.Pieces.Count && sentence.Pieces[at].IsMark && marks.Contains(sentence.Pieces[at].Text);

    public static bool IsQuote(this Sentence sentence, int at) => sentence.IsMarkAt(at, "\"", "'", "*");

    /// <summary>The genitive after a name: the piece "s" of "Heat's".</summary>
    public static bool IsGenitive(this Sentence sentence, int at) => sentence.Is(at, "s") && sentence.IsMarkAt(at - 1, "'") && !sentence.Is(at + 1, "a", "an", "also", "not", "from", "by", "the");

    /// <summary>"It", "this", "the former": what stands for an item; "this film" and "that of" don't, or not by themselves.</summary>
    public static bool IsPronoun(this Sentence sentence, int at) => (sentence.Is(at, "first", "second", "last", "other") && sentence.Is(at - 1, "the") && (!sentence.IsNoun(at + 1) || sentence.LooksLikeVerb(at + 1)) && !sentence.Is(at + 1, "of")) || sentence.IsOf(at, Its) && (!sentence.Is(at, "that", "these") || (sentence.Is(at + 1, "one", "is", "was", "has", "does", "two", "are") && !sentence.Is(at + 2, "what", "why", "how", "where", "because"))) && !(sentence.Is(at, "both") && (sentence.IsNamed(at + 1) || sentence.IsCalled(at + 1) || sentence.Is(at + 1, "of")));

    /// <summary>Whether a title or a value stands at a place, or after quotes and an article.</summary>
    public static bool IsNamed(this Sentence sentence, int at)
    {
        while (sentence.IsQuote(at) || sentence.Is(at, "the", "a", "an"))
        {
            at++;
        }

        return at >= 0 && at < sentence.Pieces.Count && sentence.Pieces[at].Mention is not null;
    }

    /// <summary>The place of the name that stands at a place, or after quotes and an article.</summary>
    public static int NamedAt(this Sentence sentence, int at)
    {
        while (sentence.IsQuote(at) || sentence.Is(at, "the", "a", "an"))
        {
            at++;
        }

        return at;
    }

    /// <summary>"Which", "who", "whose"; "that" where a clause follows the noun before it.</summary>
    public static bool IsRelative(this Sentence sentence, int at) => sentence.Is(at, "which", "whom", "whose") || (sentence.Is(at, "who", "where") && at > 0)
        || (sentence.Is(at, "that") && at > 0 && (sentence.Pieces[at - 1].Mention is not null || (sentence.IsWordAt(at - 1) && !sentence.IsPreposition(at - 1) && (NeutralWords.IsNoun(sentence.Pieces[at - 1].Lower) || sentence.Is(at - 1, "one", "ones", "something", "nothing", "anything", "everything", "all", "film", "book", "game", "product", "movie", "tool"))) || sentence.IsQuote(at - 1))
            && (sentence.IsReader(at + 1) || sentence.IsWriter(at + 1) || sentence.IsAuxiliary(at + 1) || sentence.IsNamed(at + 1) || sentence.Is(at + 1, "people", "others", "also", "it", "both") || sentence.LooksLikeVerb(at + 1)));

    /// <summary>Whether a word stands where a noun does, by itself or with an article.</summary>
    public static bool IsNoun(this Sentence sentence, int at) => sentence.IsWordAt(at) && !sentence.IsPreposition(at) && !sentence.IsAuxiliary(at) && !sentence.IsDeterminer(at)
        && (NeutralWords.IsNoun(sentence.Pieces[at].Lower) || sentence.IsKind(at) || sentence.IsCalled(at) || ClaimWords.Any.Contains(sentence.Pieces[at].Lower));

    /// <summary>Whether a word of a set stands at a place.</summary>
    public static bool IsOf(this Sentence sentence, int at, FrozenSet<string> words) => sentence.IsWordAt(at) && words.Contains(sentence.Pieces[at].Lower);
}
