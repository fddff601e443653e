using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Agents.Conversing.Tools.Functions;
using LlmRec.Agents.Explaining;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Agents.Conversing.Tools;

/// <summary>What a turn has come to while the model calls functions. Nothing of it is kept before the turn's end.</summary>
/// <param name="said">The message, and the conversation before it.</param>
/// <param name="turns">The turns before it that the model is told of.</param>
internal sealed class TurnWork(Said said, IReadOnlyList<ConversationTurn> turns)
{
    private readonly List<FoundItem> _found = [];
    private readonly Dictionary<string, CatalogItem> _spoken = new(StringComparer.Ordinal);
    private readonly List<Explanation> _explanations = [];
    private int _lists;
    private DialogueState _state = said.Conversation.State with { Question = null };

    /// <summary>The message, and the conversation before it.</summary>
    public Said Said => said;

    /// <summary>The turns before it that the model is told of.</summary>
    public IReadOnlyList<ConversationTurn> Turns => turns;

    /// <summary>The user; null for a visitor.</summary>
    public string? UserId => said.Conversation.UserId;

    /// <summary>What the person said, the latest last.</summary>
    public IEnumerable<string> Messages => turns.Select(t => t.Message).Append(said.Message);

    /// <summary>What is believed now.</summary>
    public DialogueState State
    {
        get => _state;
        set => (_state, Version) = (value, Version + 1);
    }

    /// <summary>Another number after every change of the state: the same call may then answer otherwise.</summary>
    public int Version { get; private set; }

    /// <summary>What functions returned to be suggested, the latest list last; an item once.</summary>
    public IReadOnlyList<FoundItem> Found => _found;

    /// <summary>What may be spoken of besides.</summary>
    public IEnumerable<CatalogItem> Spoken => _spoken.Values;

    /// <summary>What is asked; null for nothing.</summary>
    public OpenQuestion? Question { get; set; }

    /// <summary>Explanations that were asked for.</summary>
    public IReadOnlyList<Explanation> Explanations => _explanations;

    /// <summary>Whether items were compared.</summary>
    public bool Compared { get; set; }

    /// <summary>Whether a part was down and left out.</summary>
    public bool Degraded { get; set; }

    /// <summary>Whether the person knows an item: then it is not shown.</summary>
    public bool IsKnown(string id) => _state.Likes.Contains(id) || _state.Dislikes.Contains(id) || _state.Examples.Contains(id) || _state.Seen.Contains(id);

    /// <summary>An item that may be spoken of.</summary>
    public void Speak(CatalogItem item) => _spoken[item.Id] = item;

    /// <summary>An explanation that was asked for.</summary>
    public void Explained(Explanation explanation) => _explanations.Add(explanation);

    /// <summary>Takes in what a function found.</summary>
    /// <param name="list">The list.</param>
    /// <param name="source">The function.</param>
    /// <param name="data">The same items as the model got them.</param>
    public void Find(RecommendationList list, Source source, IReadOnlyList<ItemData> data)
    {
        Degraded |= list.Degraded;
        foreach (var pick in list.Items)
        {
            _found.RemoveAll(f => f.Pick.Id == pick.Id);
            if (data.FirstOrDefault(d => d.Id == pick.Id) is { } told)
            {
                _found.Add(new(pick, list.Profile, source, _lists, told));
            }
        }

        _lists++;
    }
}

/// <summary>An item that a function returned.</summary>
/// <param name="Pick">The item, and why it was found.</param>
/// <param name="Profile">What the function went by.</param>
/// <param name="Source">Which function.</param>
/// <param name="List">The number of the list that it came in last.</param>
/// <param name="Data">The item as the model got it.</param>
internal sealed record FoundItem(Recommendation Pick, Profile Profile, Source Source, int List, ItemData Data);

/// <summary>Functions that return items to be suggested.</summary>
internal enum Source
{
    Search,
    Similar,
    Recommend,
}
