using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Items;

namespace LlmRec.Recommending.Trained;

/// <summary>A promoted model in memory, and which of its numbers is which item of the catalogue.</summary>
internal sealed class ServedModel : IDisposable
{
    /// <summary>The name under which a model keeps what its text vectors were centred by.</summary>
    public const string TextMean = "text mean";

    /// <summary>The name under which a model that hears wishes keeps what their vectors are centred by.</summary>
    public const string QueryMean = "query mean";

    /// <summary>The fact that names the space of the text vectors.</summary>
    public const string Space = "space";

    private readonly string[] _ids;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly int[] _keys;

    private ServedModel(ModelManifest manifest, IScoringModel model, string[] ids, IReadOnlyDictionary<string, float[]> arrays, ItemTable items)
    {
        (Manifest, Model, _ids, Arrays) = (manifest, model, ids, arrays);
        _keys = items.KeysOf(ids);
        foreach (var (number, key) in _keys.Index().Where(k => k.Item >= 0))
        {
            // An item that was away and came back stands twice: the later number counts.
            _numbers[key] = number;
        }
    }

    /// <summary>What the model's folder says of it.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The model.</summary>
    public IScoringModel Model { get; }

    /// <summary>What was kept with it.</summary>
    public IReadOnlyDictionary<string, float[]> Arrays { get; }

    /// <summary>Items it knows, those that came later included.</summary>
    public int Count => _ids.Length;

    /// <summary>Whether it can make a vector of a text.</summary>
    public bool KnowsTexts => Model is IKnowsTexts { TextWidth: > 0 };

    /// <summary>Loads a model.</summary>
    /// <exception cref="SavedModelException">It is not intact.</exception>
    public static ServedModel Load(ModelFolder folder, OnnxSessions sessions, ItemTable items) => new(
        folder.Manifest,
        folder.Load(sessions) as IScoringModel ?? throw new SavedModelException($"'{folder.Manifest.Model}' does not score items."),
        [.. folder.ItemIds()],
        folder.Arrays(),
        items);

    /// <summary>The same model with items that came after its training.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="texts">Their text vectors, centred as the model wants them: item × width.</param>
    /// <param name="items">The catalogue.</param>
    public ServedModel With(IReadOnlyList<string> ids, float[] texts, ItemTable items) =>
        new(Manifest, ((IKnowsTexts)Model).WithItems(texts), [.. _ids, .. ids], Arrays, items);

    /// <summary>The key of a number; −1 when the item is not in the catalogue.</summary>
    public int KeyOf(int number) => _keys[number];

    /// <summary>The number of a key; −1 when the model does not know the item.</summary>
    public int NumberOf(int key) => _numbers.GetValueOrDefault(key, -1);

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
