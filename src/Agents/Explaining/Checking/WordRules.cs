using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Every word is the evidence's or the lexicon's.</summary>
internal sealed class WordRules
{
    private static readonly string[][] Idioms = [["cup", "of", "tea"], ["in", "light", "of"], ["in", "that", "light"], ["your", "history"], ["history", "of", "likes"], ["we", "saw"], ["you", "saw"], ["i", "saw"], ["on", "the", "strength", "of"], ["on", "top"], ["liked", "best"], ["like", "best"], ["off", "the", "press"], ["no", "telling"], ["hot", "off"], ["same", "pen"], ["the", "pen", "of"], ["brand", "new"], ["ring", "a", "bell"], ["rings", "a", "bell"], ["arrives", "at"], ["arrive", "at"], ["as", "high", "as"], ["as", "high", "for", "you"]];

    // Of two words that each say nothing, a compound may say much ("must-see"); around these it doesn't.
    private static readonly FrozenSet<string> Joints = Lexicon.Words("like same of for by in to on the and well up out off two three four one new first second third so non hand long");

    private readonly IReadOnlySet<string> _ofKinds;
    private readonly IReadOnlySet<string> _nouns;
    private readonly HashSet<string> _wordsOfKinds;

    /// <param name="parties">The evidence: its kinds of attributes are words, and what its items are called.</param>
    public WordRules(Parties parties)
    {
        _ofKinds = parties.Kinds;
        _nouns = parties.Nouns;
        _wordsOfKinds = [.. KindWords.Of(ItemNouns.Kinds(parties.Facts))];
    }

    public IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            var piece = sentence.Pieces[i];
            if (IsQuoted(sentence, i))
            {
                yield return $"'{piece.Text}' is in quotes, and is no word of the wish.";
                continue;
            }

            if (!piece.IsWord)
            {
                continue;
            }

            if (!IsKnown(piece.Lower) && !IsPreferring(sentence, i) && !IsOfIdiom(sentence, i) && LikePhrases.OfAct(sentence, i) == Liking.None && LikePhrases.OfEffect(sentence, i) == Liking.None && !(piece.Lower is "moving" or "striking" or "touching" or "opening" && sentence.Is(i + 1, "to", "on", "from", "into", "over", "along", "away", "back", "up")))
            {
                yield return $"'{piece.Text}' is neither in the evidence nor a word that says nothing.";
            }
            else if (IsFitting(piece.Lower) && LikePhrases.OfAct(sentence, i) == Liking.None && !IsOfFit(sentence, i))
            {
                yield return $"'{piece.Text}' praises or measures an item; the evidence doesn't.";
            }
            else if (IsCompound(sentence, i))
            {
                yield return $"'{sentence.Pieces[i - 1].Text} {piece.Text}' says what kind of thing it is; the evidence doesn't.";
            }
            else if (IsNameBeforeVerb(sentence, i))
            {
                yield return $"'{piece.Text}' stands like a name, and is none of the evidence.";
            }
            else if (char.IsUpper(piece.Text[0]) && !piece.BeginsSentence && piece.Text != "I" && !piece.Text.StartsWith("I'", StringComparison.Ordinal) && !_ofKinds.Contains(piece.Lower) && !_nouns.Contains(piece.Lower))
            {
                yield return $"'{piece.Text}' looks like a name, and none of the evidence.";
            }
        }
    }

    /// <summary>"You'd prefer": what the reader might do.</summary>
    private static bool IsPreferring(Sentence sentence, int at) => sentence.Is(at, "prefer") && (sentence.IsReader(at - 1) || sentence.Is(at - 1, "to"));

    private bool IsKnown(string word)
    {
        if (word.EndsWith("'s", StringComparison.Ordinal) && !NeutralWords.Contains(word))
        {
            word = word[..^2];
        }

        return NeutralWords.Contains(word) || ClaimWords.MadeBy(word).Count > 0 || Lexicon.Negations.Contains(word) || Lexicon.Numbers.ContainsKey(word)
            || Lexicon.Praise.Contains(word) || IsFitting(word) || _ofKinds.Contains(word) || _nouns.Contains(word) || _wordsOfKinds.Contains(word)
            || (ClaimWords.Roles.TryGetValue(word, out var roles) && roles.Any(_ofKinds.Contains))
            || (word.Contains('-', StringComparison.Ordinal) && word.Split('-') is var parts && parts.Any(Joints.Contains) && parts.All(part => part.Length > 0 && IsKnown(part)));
    }

    /// <summary>"A card game", "a cutting board": of two words that say nothing by themselves, the pair says what an item is.</summary>
    private bool IsCompound(Sentence sentence, int at)
    {
        bool IsPlain(int i) => sentence.IsWordAt(i) && (NeutralWords.IsNoun(sentence.Pieces[i].Lower) || sentence.Pieces[i].Lower.EndsWith("ing", StringComparison.Ordinal)) && !SmallWords.All.Contains(sentence.Pieces[i].Lower)
            && !_ofKinds.Contains(sentence.Pieces[i].Lower) && !_nouns.Contains(sentence.Pieces[i].Lower) && !ClaimWords.Any.Contains(sentence.Pieces[i].Lower) && !NeutralWords.IsQualifier(sentence.Pieces[i].Lower);
        var isItem = _nouns.Contains(sentence.Pieces[at].Lower) && !sentence.Is(at, "read", "title", "work") && !SmallWords.All.Contains(sentence.Pieces[at].Lower) && !_ofKinds.Contains(sentence.Pieces[at].Lower);
        return IsPlain(at - 1) && (isItem ? !sentence.Pieces[at - 1].Lower.EndsWith("ing", StringComparison.Ordinal) && !sentence.IsFinite(at - 1) && !sentence.Is(at - 1, "kind", "sort", "type", "series", "brand", "companion", "sister", "fellow", "number")
            : NeutralWords.IsNoun(sentence.Pieces[at].Lower) && !Lexicon.Things.Contains(sentence.Pieces[at].Lower) && (sentence.Is(at - 2, "a", "an", "this") || (sentence.Is(at - 3, "a", "an") && ClaimWords.Any.Contains(sentence.Pieces[at - 2].Lower))) && IsPredicate(sentence, at));
    }

    /// <summary>"X is a cutting board", "a cutting board, X", ": a cutting board": what an item is said to be.</summary>
    private static bool IsPredicate(Sentence sentence, int at) => (sentence.Title(sentence.After(at)) is not null || (at + 1 < sentence.Pieces.Count && sentence.IsMarkAt(at + 1, ",", ":") && sentence.Title(sentence.After(at + 1)) is not null)
        || sentence.Is(at - 3, "is", "was", "it's", "also") && Subjects.Of(sentence, sentence.Unit(at)).Count > 0 || (sentence.Unit(at) is { Kind: UnitKind.Fragment, Verb: < 0 } fragment && fragment.Places[0] >= at - 4));

    /// <summary>"Fold is …": a noun or verb in front of the verb, without an article, is a name, whatever it would mean as a word.</summary>
    private bool IsNameBeforeVerb(Sentence sentence, int at)
    {
        var word = sentence.Pieces[at];
        if (at > 0 && at == sentence.Pieces.Count - 1 && char.IsUpper(word.Text[0]) && sentence.Pieces[at - 1].Text == ":")
        {
            return true;
        }

        return word.BeginsSentence && char.IsUpper(word.Text[0]) && !SmallWords.All.Contains(word.Lower) && !ClaimWords.Any.Contains(word.Lower) && !_ofKinds.Contains(word.Lower) && !_nouns.Contains(word.Lower)
            && !Lexicon.Negations.Contains(word.Lower) && !Lexicon.Numbers.ContainsKey(word.Lower) && !word.Lower.EndsWith("ing", StringComparison.Ordinal)
            && (sentence.Is(at + 1, "is", "isn't", "was", "wasn't", "has", "hasn't", "does", "doesn't", "shares", "comes", "ranks", "belongs", "fits", "matches", "stands", "keeps", "brings", "offers", "goes", "s") || (at + 2 < sentence.Pieces.Count && sentence.Pieces[at + 1].Text == "'" && sentence.Is(at + 2, "s")));
    }

    private static bool IsOfIdiom(Sentence sentence, int at) =>
        Idioms.Any(idiom => Enumerable.Range(0, idiom.Length).Any(k => idiom.Index().All(word => sentence.Is(at - k + word.Index, word.Item))));

    /// <summary>Whether something is in quotes that is neither a name nor a word of the wish.</summary>
    private static bool IsQuoted(Sentence sentence, int at)
    {
        if (sentence.Pieces[at].IsMark || sentence.Pieces[at].Mention is { IsTitle: true } or { Kind: MentionKind.WishWord })
        {
            return false;
        }

        // A name in quotes that is none of the evidence.
        if (sentence.Pieces[at].Mention is null && char.IsUpper(sentence.Pieces[at].Text[0]) && sentence.IsMarkAt(at - 1, "\""))
        {
            return true;
        }

        if (sentence.Parties.Picks.All(p => p.Words.Count == 0))
        {
            return false;
        }

        var quotes = Enumerable.Range(0, at).Count(i => sentence.Pieces[i].Text == "\"");
        var isWish = sentence.Pieces[at].Mention is { } facet && sentence.Parties.Picks.Any(p => p.Words.Contains(facet.Text, StringComparer.OrdinalIgnoreCase));
        return quotes % 2 == 1 && !isWish && sentence.Pieces.Skip(at).Any(p => p.Text == "\"");
    }

    private static bool IsFitting(string word) => Inflection.OfAdjective(word).Any(Lexicon.Fitting.Contains) && !SmallWords.All.Contains(word) && !ClaimWords.Any.Contains(word) && !word.EndsWith("ly", StringComparison.Ordinal) && !word.EndsWith("est", StringComparison.Ordinal);

    /// <summary>"A good match" praises the match.</summary>
    private static bool IsOfFit(Sentence sentence, int at) =>
        at + 1 < sentence.Pieces.Count && sentence.Pieces[at + 1].IsWord && sentence.Pieces[at + 1].Lower is var next
            && (Lexicon.Fits.Contains(next) || Lexicon.Fitting.Contains(next) || (NeutralWords.IsNoun(next) && !Lexicon.Things.Contains(next)) || next is "change" or "difference" or "contrast" or "wish" or "request" or "departure")
        || (sentence.Is(at - 1, "as", "so") && (!sentence.Is(at + 1, "as") || sentence.Is(at, "good", "long", "short", "high", "low", "simple", "easy"))) || sentence.Is(at - 1, "all", "in", "at") || sentence.Pieces[at].Lower is "right" or "worthy" || (sentence.Is(at, "wrong") && sentence.Is(at - 1, "go", "be")) || (sentence.Is(at + 1, "to") && sentence.LooksLikeVerb(at + 2))
        || (sentence.Is(at, "short", "long") && sentence.Is(at + 1, "while", "time", "moment", "way"))
        || (sentence.Is(at, "long", "short") && sentence.Is(at - 1, "here", "for", "so", "how", "before") && !sentence.IsCalled(at + 1) && !(at + 1 < sentence.Pieces.Count && Lexicon.Things.Contains(sentence.Pieces[at + 1].Lower)))
        || (sentence.Is(at - 1, "is", "was", "seems", "looks", "be") && sentence.Unit(at).Verb <= at && Subjects.Of(sentence, sentence.Unit(at)).Count == 0 && !sentence.Unit(at).Places.Any(p => p < at && (sentence.IsPronoun(p) || sentence.IsCalled(p) || sentence.Is(p, "one")))) || (sentence.Is(at, "happy") && sentence.Is(at + 1, "with", "to", "that"));
}
