using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.TwoTower;

/// <summary>
/// Trains <c>two-tower</c>: a history tower and an item tower that meet in one space of unit vectors, for nearest-neighbour
/// recall (Yi et al., Sampling-Bias-Corrected Neural Modeling, RecSys 2019; views after CL4SRec, Xie et al., ICDE 2022).
/// The history tower is a causal transformer over item-tower vectors, so a user's vector comes from the live history.
/// </summary>
public sealed class TwoTowerTrainer : IModelTrainer
{
    private readonly SequenceTraining _training;

    /// <param name="sessions">Opens graphs.</param>
    /// <param name="options">The settings.</param>
    public TwoTowerTrainer(OnnxSessions sessions, SequenceOptions options) => _training = new(sessions, options);

    /// <inheritdoc/>
    public string Name => "two-tower";

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken) => _training.Train(
        new(Name, IsMasked: false, AsksAgainstAll: false, (setting, validate) => new TwoTowerTask(setting, validate), Catalogue), data, run, cancellationToken);

    private static float[] Catalogue(SequenceSetting setting, Weights trained, OnnxSessions sessions)
    {
        var (items, width) = (setting.Data.ItemCount, setting.Shape.Width);
        var own = new float[items * width];
        for (var row = 0; row < setting.Items.Items.Length; row++)
        {
            trained[ItemVectors.Own].Values.AsSpan(row * width, width).CopyTo(own.AsSpan(setting.Items.Items[row] * width));
        }

        var tape = new Tape("item tower", training: false);
        var vectors = tape.Frozen(ItemVectors.Own, items, width);
        if (setting.TextWidth > 0)
        {
            vectors = tape.Add(vectors, TowerVectors.Text(tape, tape.Frozen(ItemVectors.Text, items, setting.TextWidth), width));
        }

        tape.Output("vectors", tape.Normalise(vectors));
        var values = trained.Learning.ToDictionary(w => w.Spec.Name, w => w.Values, StringComparer.Ordinal);
        values[ItemVectors.Own] = own;
        values[ItemVectors.Text] = setting.Data.TextVectors ?? [];
        return OneRun.Of(tape.Build(), values, "vectors", sessions);
    }
}
