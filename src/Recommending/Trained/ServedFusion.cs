using LlmRec.Learning.Models.Fusion;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Items;

namespace LlmRec.Recommending.Trained;

/// <summary>The fusion in use, and which of its numbers is which item of the catalogue.</summary>
/// <param name="Manifest">What its folder says of it.</param>
/// <param name="Learned">Its weights.</param>
/// <param name="Numbers">By key of an item, its number.</param>
internal sealed record ServedFusion(ModelManifest Manifest, LearnedFusion Learned, IReadOnlyDictionary<int, int> Numbers)
{
    /// <summary>Loads a fusion.</summary>
    /// <exception cref="SavedModelException">It is not intact.</exception>
    public static ServedFusion Load(ModelFolder folder, OnnxSessions sessions, ItemTable items) => new(
        folder.Manifest,
        folder.Load(sessions) as LearnedFusion ?? throw new SavedModelException($"'{folder.Manifest.Model}' is no fusion."),
        items.KeysOf(folder.ItemIds()).Index().Where(k => k.Item >= 0).ToDictionary(k => k.Item, k => k.Index));
}
