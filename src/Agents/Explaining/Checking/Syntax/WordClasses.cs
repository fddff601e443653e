using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>What a piece is in its sentence, as far as the pieces around it tell: preposition, relative pronoun, finite verb.</summary>
internal static class WordClasses
{
    private static readonly FrozenSet<string> Auxiliaries = Lexicon.Words(
        "is are was were am has have had do does did can could may might must shall should will would ought isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't cannot couldn't won't wouldn't shouldn't needn't ain't");

    private static readonly FrozenSet<string> PronounsWithVerb = Lexicon.Words(
        "it's that's this's he's she's they're you're you've you'd you'll we're we've we'd we'll i'm i've i'd i'll here's there's what's who's it'll it'd that'd they've they'd they'll that'll who've who'd let's where's");

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

    private static readonly FrozenSet<string> PastForms = Lexicon.Words(
        "wrote made brought came led gave got took went won found met saw said told kept held stood ran put drew left became began bore built bought caught chose dealt fell felt grew knew laid lay lent let lost meant paid read rose sent set shone showed sat spoke spent spread struck thought threw understood wore");

    private static readonly FrozenSet<string> MoreVerbs = Lexicon.Words("like love enjoy share direct star adore dislike hate design publish develop star lack prefer rank want wish ask produce compose score compare appreciate differ resemble overlap echo outrank predate precede postdate surpass mirror");

    public static bool IsAuxiliary(this Sentence sentence, int at) => sentence.IsOf(at, Auxiliaries) || sentence.IsOf(at, PronounsWithVerb);

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

    /// <summary>Whether a finite verb stands at a place.</summary>
    public static bool IsFinite(this Sentence sentence, int at)
    {
        if (!sentence.IsWordAt(at))
        {
            return false;
        }

        if (sentence.IsAuxiliary(at))
        {
            return true;
        }

        if (!sentence.LooksLikeVerb(at) || sentence.Is(at + 1, "of") && !sentence.Is(at, "approve", "approved", "speaks", "speak"))
        {
            return false;
        }

        var before = at - 1;
        while (before >= 0 && (sentence.IsQuote(before) || (sentence.IsAdverb(before) && !sentence.IsPronoun(before)) || sentence.IsMarkAt(before, ")")))
        {
            before--;
        }

        if (before < 0)
        {
            return false;
        }

        var word = sentence.Pieces[at].Lower;
        if (word == "like" && !(sentence.IsReader(before) || sentence.IsWriter(before) || sentence.IsPerson(before) || sentence.Is(before, "and", "do", "did") || sentence.IsTitleAfterPerson(before)))
        {
            return false;
        }

        // "The skin type dry": the name of a kind.
        if (sentence.IsKind(at) && sentence.IsWordAt(before) && !sentence.IsPronoun(before) && !sentence.Is(before, "which", "who", "that", "and", "but"))
        {
            return false;
        }

        // "Heat, directed by F" and "the film made by F": no finite verb.
        var isPassive = sentence.Is(at + 1, "by") && (word.EndsWith("ed", StringComparison.Ordinal) || word is "made" or "written" or "brought");
        return !isPassive && ((sentence.Is(before, "like", "liked") && sentence.IsReader(before - 1) && word is "liked" or "like" or "enjoy" or "enjoyed") || sentence.Title(before) is not null || sentence.IsFacet(before) || sentence.IsPronoun(before) || sentence.IsReader(before) || sentence.IsWriter(before) || sentence.IsPerson(before)
            || sentence.Is(before, "which", "who", "that", "and", "but", "one", "ones", "what", "nothing", "something", "other") || (sentence.IsNoun(before) && !word.EndsWith("ed", StringComparison.Ordinal) && !sentence.IsPlainNounVerb(at)));
    }

    /// <summary>"Those who like X often like Y".</summary>
    private static bool IsTitleAfterPerson(this Sentence sentence, int at) => sentence.Title(at) is not null && Enumerable.Range(0, at).Any(i => sentence.IsPerson(i));

    /// <summary>Whether a word stands where a noun does, by itself or with an article.</summary>
    public static bool IsNoun(this Sentence sentence, int at) => sentence.IsWordAt(at) && !sentence.IsPreposition(at) && !sentence.IsAuxiliary(at) && !sentence.IsDeterminer(at)
        && (NeutralWords.IsNoun(sentence.Pieces[at].Lower) || sentence.IsKind(at) || sentence.IsCalled(at) || ClaimWords.Any.Contains(sentence.Pieces[at].Lower));

    /// <summary>Whether a word has the form of a finite verb, whatever it is here.</summary>
    public static bool LooksLikeVerb(this Sentence sentence, int at)
    {
        if (!sentence.IsWordAt(at))
        {
            return false;
        }

        var word = sentence.Pieces[at].Lower;
        return PastForms.Contains(word) || (!word.EndsWith("ing", StringComparison.Ordinal) && (NeutralWords.IsVerb(word) || Inflection.OfVerb(word).Any(MoreVerbs.Contains)));
    }

    // Nouns that look like verbs: after a noun they go on with it ("the search words").
    private static bool IsPlainNounVerb(this Sentence sentence, int at) => NeutralWords.IsNoun(sentence.Pieces[at].Lower) && !(at + 1 < sentence.Pieces.Count && (sentence.Pieces[at + 1].Mention is not null || sentence.IsDeterminer(at + 1) || sentence.IsPreposition(at + 1)));

    /// <summary>Whether a word of a set stands at a place.</summary>
    public static bool IsOf(this Sentence sentence, int at, FrozenSet<string> words) => sentence.IsWordAt(at) && words.Contains(sentence.Pieces[at].Lower);
}
