using System.Collections.Frozen;
using LlmRec.Learning.Models.Behaviour;
using LlmRec.Learning.Models.Ease;
using LlmRec.Learning.Models.Masked;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Learning.Models.TextAdapter;
using LlmRec.Learning.Models.TwoTower;
using LlmRec.Learning.Models.Vectors;
using LlmRec.Learning.Models.Words;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models;

/// <summary>The trainers by name: one line for each model.</summary>
public static class ModelTrainers
{
    /// <summary>All trainers of single models.</summary>
    /// <param name="sessions">Opens the graphs that training and scoring run.</param>
    /// <param name="sequence">Settings of the models that are trained on sequences; null for the defaults.</param>
    /// <param name="ease">Settings of <c>ease</c>; null for the defaults.</param>
    /// <param name="adapter">Settings of <c>text-adapter</c>; null for the defaults.</param>
    public static FrozenDictionary<string, IModelTrainer> All(
        OnnxSessions sessions, SequenceOptions? sequence = null, EaseOptions? ease = null, TextAdapterOptions? adapter = null)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        IModelTrainer[] trainers =
        [
            new PopularTrainer(),
            new ItemKnnTrainer(),
            new TransitionsTrainer(),
            new EaseTrainer(sessions, ease ?? new()),
            new LexicalTrainer(),
            new LexicalTransitionsTrainer(),
            new TextTrainer(sessions),
            new SequenceTrainer(sessions, sequence ?? new()),
            new MaskedTrainer(sessions, sequence ?? new()),
            new TwoTowerTrainer(sessions, sequence ?? new()),
            new TextAdapterTrainer(sessions, adapter ?? new()),
        ];
        return trainers.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    }
}
