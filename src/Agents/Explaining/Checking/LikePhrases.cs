using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a word says of the reader's liking.</summary>
internal enum Liking
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The reader likes, by an act: "you liked", "you took to".</summary>
    Likes,

    /// <summary>The reader dislikes, by an act: "you turned down".</summary>
    Dislikes,

    /// <summary>Something pleases the reader: "won you over", "is one of your likes".</summary>
    Pleases,

    /// <summary>Something displeases the reader: "is among your dislikes".</summary>
    Displeases,
}

/// <summary>The words by which a reader likes something, or something pleases a reader.</summary>
internal static class LikePhrases
{
    private const int Reach = 14;

    private static readonly FrozenSet<string> Likes = Lexicon.Words(
        "like liked love loved enjoy enjoyed appreciate appreciated adore adored favour favoured favor favored approve approved fancied cherish cherished admire admired welcomed embraced relished treasured savoured savored");

    private static readonly FrozenSet<string> Dislikes = Lexicon.Words(
        "dislike disliked hate hated reject rejected detest detested despised abandoned declined disapproved dropped dismissed skipped shunned");

    // Adjectives with the preposition that makes them a liking.
    private static readonly FrozenSet<string> Fond = Lexicon.Words("happy pleased delighted taken satisfied content comfortable impressed fond keen partial sold hooked enthusiastic positive");
    private static readonly FrozenSet<string> Averse = Lexicon.Words("unhappy disappointed dissatisfied displeased bored tired sick let put unimpressed weary fed");

    private static readonly FrozenSet<string> Nouns = Lexicon.Words("like likes liking fondness favourite favourites favorite favorites thumbs-up thumb thumbs approval enjoyment yes favour favor vote pick picks taste");
    private static readonly FrozenSet<string> BadNouns = Lexicon.Words("dislike dislikes thumbs-down disapproval");

    /// <summary>What the reader does by the word at a place, were it the reader's: "liked", "took to", "gave a thumbs-up".</summary>
    public static Liking OfAct(Sentence sentence, int at)
    {
        if (!sentence.IsWordAt(at))
        {
            return Liking.None;
        }

        bool Has(params ReadOnlySpan<string> words)
        {
            for (var i = at + 1; i < Math.Min(at + Reach, sentence.Pieces.Count) && (sentence.Unit(i) == sentence.Unit(at) || sentence.Unit(i).Kind == UnitKind.Fragment) && !sentence.IsMarkAt(i, ";", ":"); i++)
            {
                if (sentence.Is(i, words))
                {
                    return true;
                }
            }

            return false;
        }

        var word = sentence.Pieces[at].Lower;
        return word switch
        {
            "took" or "taken" or "take" or "warmed" or "warm" when sentence.Is(at + 1, "to") => Liking.Likes,
            "fell" or "went" or "fallen" or "care" or "cared" when sentence.Is(at + 1, "for") => Liking.Likes,
            "put" when Has("down") && (sentence.Is(at - 1, "couldn't", "not", "can't", "cannot")) => Liking.Pleases,
            "get" when sentence.Is(at + 1, "enough") => Liking.Pleases,
            "put" when Has("off") => Liking.Dislikes,
            "turned" or "turn" when Has("down") => Liking.Dislikes,
            "gave" or "given" or "give" when sentence.Is(at + 1, "up") => Liking.Dislikes,
            "gave" or "given" or "give" or "giving" when Has("thumbs-down", "dislike", "no") || (Has("thumbs") && Has("down")) => Liking.Dislikes,
            "gave" or "given" or "give" or "giving" when Has("like", "likes", "thumbs-up", "thumb", "thumbs", "yes", "mark", "marks", "rating", "ratings", "approval", "vote", "nod") => Has("bad", "low", "poor", "lowest") ? Liking.Dislikes : Liking.Likes,
            "marked" when Has("don't", "not", "didn't") && Has("like", "liked") => Liking.Dislikes,
            "rated" or "rate" or "scored" or "marked" when Has("low", "down", "badly", "poorly", "disliked", "dislike", "dislikes") => Liking.Dislikes,
            "rated" or "rate" or "scored" or "marked" when Has("highly", "high", "well", "liked", "like", "up") => Liking.Likes,
            "passed" when sentence.Is(at + 1, "on") => Liking.Dislikes,
            "stand" or "bear" or "finish" when sentence.Is(at - 1, "couldn't", "can't", "cannot", "not") => Liking.Displeases,
            "fan" or "fans" when sentence.Is(at + 1, "of") && !sentence.Is(at - 1, "other", "the") => Liking.Likes,
            "into" when sentence.Is(at - 1, "you're", "are", "were", "clearly", "really", "so") => Liking.Likes,
            "said" when sentence.Is(at + 1, "yes") => Liking.Likes,
            "said" when sentence.Is(at + 1, "no") && sentence.Is(at + 2, "to") => Liking.Dislikes,
            "liking" or "loving" or "enjoying" when sentence.Is(at - 1, "to", "for", "of") => Liking.Likes,
            _ when Fond.Contains(word) && sentence.Is(at + 1, "with", "of", "on", "to", "about", "by") && !sentence.Is(at - 1, "be") => Liking.Likes,
            _ when Averse.Contains(word) && (sentence.Is(at + 1, "with", "of", "by", "in", "up") || sentence.Is(at + 2, "by", "with")) && (word is not ("let" or "put") || sentence.Is(at + 1, "down", "off")) => Liking.Dislikes,
            _ => Likes.Contains(word) ? Liking.Likes : Dislikes.Contains(word) ? Liking.Dislikes : Liking.None,
        };
    }

    /// <summary>What something is to the reader by the word at a place: "liked by you", "to your taste", "won you over".</summary>
    public static Liking OfEffect(Sentence sentence, int at)
    {
        if (!sentence.IsWordAt(at))
        {
            return Liking.None;
        }

        var word = sentence.Pieces[at].Lower;
        return word switch
        {
            _ when (Likes.Contains(word) || word is "liking") && sentence.Is(at + 1, "by") && sentence.Is(at + 2, "you") => Liking.Pleases,
            _ when Dislikes.Contains(word) && sentence.Is(at + 1, "by") && sentence.Is(at + 2, "you") => Liking.Displeases,
            "won" or "win" when sentence.Is(at + 1, "you") && sentence.Is(at + 2, "over") => Liking.Pleases,
            "pleased" or "delighted" or "suited" or "convinced" or "charmed" or "please" or "satisfied" when sentence.Is(at + 1, "you") => Liking.Pleases,
            "disappointed" or "bored" or "annoyed" when sentence.Is(at + 1, "you") => Liking.Displeases,
            "appealed" or "agreed" when sentence.Is(at + 1, "to", "with") && sentence.Is(at + 2, "you") => Liking.Pleases,
            "hit" or "success" or "favour" or "favor" when sentence.Is(at + 1, "with") && sentence.Is(at + 2, "you") => Liking.Pleases,
            "taste" or "liking" or "satisfaction" when sentence.Is(at - 1, "your") && sentence.Is(at - 2, "to", "for") => Liking.Pleases,
            "cup" when sentence.Is(at - 1, "your") && sentence.Is(at + 2, "tea") => Liking.Pleases,
            "thing" or "kind" when sentence.Is(at - 1, "your") && sentence.Is(at - 2, "was", "were", "not", "wasn't", "is", "isn't") => Liking.Pleases,
            "for" when sentence.Is(at + 1, "you") && sentence.Is(at - 1, "isn't", "wasn't", "not") => Liking.Pleases,
            "plus" when sentence.Is(at - 1, "your") => Liking.Pleases,
            "minus" when sentence.Is(at - 1, "your") => Liking.Displeases,
            _ when BadNouns.Contains(word) && (IsYours(sentence, at) || (sentence.Is(at - 1, "of") && sentence.Is(at - 2, "list") && sentence.Is(at - 3, "your"))) => Liking.Displeases,
            _ when Nouns.Contains(word) && IsYours(sentence, at) && word is not "taste" => Liking.Pleases,
            _ => Liking.None,
        };
    }

    /// <summary>"Your like", "your two likes", "a like of yours", "a thumbs-up from you".</summary>
    private static bool IsYours(Sentence sentence, int at) =>
        (sentence.Is(at + 1, "of") && sentence.Is(at + 2, "yours")) || (sentence.Is(at + 1, "from") && sentence.Is(at + 2, "you"))
        || (Enumerable.Range(1, 3).Any(back => sentence.Is(at - back, "your") && Enumerable.Range(at - back + 1, back - 1).All(i => sentence.IsWordAt(i) && !sentence.Is(i, "people", "profile", "taste", "tastes", "list", "words"))));
}
