namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>What the words heard so far in a part say of what comes next.</summary>
internal sealed class Mood
{
    private bool _denies;
    private bool _deniedCue;
    private Stance _cue = Stance.Named;
    private bool _wants;

    /// <summary>Whether all that is left over is denied.</summary>
    public bool DeniesAll => _cue switch
    {
        Stance.Disliked => !_deniedCue,
        Stance.Liked or Stance.Named => _denies,
        _ => false,
    };

    /// <summary>Hears the word at a place.</summary>
    public void Hear(IReadOnlyList<Token> part, int at)
    {
        if (CueOf(part[at]) is { } cue)
        {
            (_cue, _deniedCue) = (Resolved(part, at, cue), _denies);
            _wants |= cue == Stance.Example;
        }

        if (part[at].IsPlain || part[at].Move is not null)
        {
            _denies |= Cues.Denying.Contains(part[at].Term) || IsAnythingBut(part, at);
            _wants |= Cues.Wanting.Contains(part[at].Term);
        }
    }

    /// <summary>Whether what stands at a place is unwanted.</summary>
    public bool IsAgainst(IReadOnlyList<Token> part, int at) => StanceTowards(part, at) is Stance.Disliked or Stance.CounterExample || (_cue == Stance.Named && _denies);

    /// <summary>What is said of what stands at a place: by what came before, else by what follows ("X was great").</summary>
    public Stance StanceTowards(IReadOnlyList<Token> part, int at)
    {
        if (_cue != Stance.Named)
        {
            return Denied(_cue, _deniedCue || _denies);
        }

        var denied = false;
        for (var i = at + 1; i < part.Count; i++)
        {
            denied |= part[i].IsPlain && Cues.Denying.Contains(part[i].Term);
            if (CueOf(part[i]) is { } cue && cue != Stance.Example)
            {
                // "Not a Star Wars fan."
                return Denied(cue, denied || (_denies && part[i].First.Written == "fan"));
            }
        }

        return _denies && _wants ? Stance.CounterExample : Stance.Named;
    }

    private static Stance Denied(Stance stance, bool denied) => !denied ? stance : stance switch
    {
        Stance.Liked => Stance.Disliked,
        // "Don't hate" is no praise, but no dislike.
        Stance.Disliked => Stance.Named,
        Stance.Example => Stance.CounterExample,
        // "Haven't seen it" says only that it is named.
        Stance.Seen => Stance.Named,
        _ => stance,
    };

    private static Stance? CueOf(Token token) => !token.IsPlain ? null
        : Cues.Disliking.Contains(token.Term) ? Stance.Disliked
        : Cues.Seeing.Contains(token.Term) ? Stance.Seen
        : Cues.Liking.Contains(token.Term) ? Stance.Liked
        : Cues.Comparing.Contains(token.Term) ? Stance.Example
        : null;

    /// <summary>"Like" is a verb behind someone ("I like X"), else it compares ("something like X"). To have seen and liked is to like.</summary>
    private Stance Resolved(IReadOnlyList<Token> part, int at, Stance cue) =>
        part[at].First.Written is "like" && !IsVerb(part, at) ? Stance.Example
        : cue == Stance.Seen && _cue is Stance.Liked or Stance.Disliked ? _cue
        : cue;

    private static bool IsVerb(IReadOnlyList<Token> part, int at)
    {
        for (var i = at - 1; i >= 0 && at - i <= 4; i--)
        {
            switch (part[i].First.Written)
            {
                case "i" or "we" or "i'd" or "you" or "they" or "he" or "she" or "kids" or "also" or "really" or "to" or "don't" or "dont" or "didn't" or "not" or "do" or "did" or "would" or "both" or "all" or "always" or "never":
                    if (part[i].First.Written is "i" or "we" or "i'd" or "don't" or "dont" or "didn't" or "not" or "never")
                    {
                        return !part.Skip(i).Take(at - i).Any(t => Cues.Wanting.Contains(t.Term) && t.First.Written is not ("would" or "some"));
                    }

                    continue;
                case "something" or "anything" or "more" or "movies" or "films" or "books" or "one" or "things" or "stuff" or "is" or "was" or "feel" or "looks" or "look" or "sounds":
                    return false;
            }
        }

        return at == 0;
    }

    private static bool IsAnythingBut(IReadOnlyList<Token> part, int at) =>
        part[at].First.Written is "but" or "except" && at > 0 && part[at - 1].First.Written is "anything" or "everything" or "all" or "nothing";
}
