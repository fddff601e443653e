using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Recommending.Dialogues;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Lessons;

/// <summary>Begins replays of conversations, as they are understood today.</summary>
/// <param name="lexicon">What can be said of the catalogue.</param>
/// <param name="reader">Reads messages.</param>
/// <param name="update">Puts them into the state.</param>
internal sealed class DialogueReplays(CurrentLexicon lexicon, SpeltReader reader, StateUpdate update)
{
    /// <summary>A replay at its beginning.</summary>
    public DialogueReplay Begin() => new(lexicon.Get(), reader, update);
}

/// <summary>
/// Goes through a conversation once more: what was taken up or liked of what was shown, and where the conversation stood when
/// it was shown. What is taken back later teaches nothing.
/// </summary>
/// <param name="known">What can be said of the catalogue.</param>
/// <param name="reader">Reads messages.</param>
/// <param name="update">Puts them into the state.</param>
internal sealed class DialogueReplay(CatalogueLexicon known, SpeltReader reader, StateUpdate update)
{
    private readonly Dictionary<string, RecommendationRequest> _shown = new(StringComparer.Ordinal);
    private readonly List<string> _named = [];
    private readonly List<RecordedMoment> _moments = [];

    /// <summary>What the conversation has come to.</summary>
    public DialogueState State { get; private set; } = DialogueState.Empty;

    /// <summary>What the person says.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task HearAsync(string message, CancellationToken cancellationToken)
    {
        var before = State;
        var acts = await reader.ReadAsync(message, known, cancellationToken);
        State = update.Apply(before, acts);
        string[] had = [.. before.Likes, .. before.Examples];
        string[] has = [.. State.Likes, .. State.Examples];
        if (!acts.Contains(new MoveAct(Move.StartOver)))
        {
            TakeBack([.. had.Except(has)]);
        }

        string[] taken = [.. has.Except(had).Concat(Accepted(before, acts)).Except(_named)];
        _moments.AddRange(taken.Where(_shown.ContainsKey).Select(id => new RecordedMoment(_shown[id], id)));
        Name(taken);
    }

    /// <summary>What is named, whoever names it.</summary>
    /// <param name="ids">Ids of the items.</param>
    public void Name(IEnumerable<string> ids) => _named.AddRange(ids.Except(_named).ToList());

    /// <summary>What someone recommends who knows what they are doing: rightly, unless the person says that they dislike it.</summary>
    /// <param name="ids">Ids of the items.</param>
    public void Recommend(IReadOnlyList<string> ids)
    {
        _moments.AddRange(ids.Distinct().Where(id => !_named.Contains(id)).Select(id => new RecordedMoment(StateRequest.Of(State, null, ids.Count), id)));
        Name(ids);
        Show(ids);
    }

    /// <summary>What the person is shown.</summary>
    /// <param name="ids">Ids of the items; none where nothing is.</param>
    public void Show(IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            _shown[id] = StateRequest.Of(State, null, ids.Count);
        }

        State = State.Showing(ids);
    }

    /// <summary>What can be learned from it.</summary>
    /// <param name="person">Who seeks in it.</param>
    public RecordedDialogue End(string person) => new(person, [.. _named], [.. _moments.Where(m => !State.Dislikes.Contains(m.Item))]);

    /// <summary>"I'll take it", of the only one that was shown.</summary>
    private static IEnumerable<string> Accepted(DialogueState before, IReadOnlyList<Act> acts) =>
        acts.Contains(new MoveAct(Move.Accept)) && before.LastShown.Count == 1 && acts.All(a => a is MoveAct) ? before.LastShown : [];

    private void TakeBack(string[] ids)
    {
        _named.RemoveAll(ids.Contains);
        _moments.RemoveAll(m => ids.Contains(m.Item));
    }
}
