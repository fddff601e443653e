using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Masked;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Learning.Models.TwoTower;

namespace LlmRec.Tests.Learning.Models;

/// <summary>Trains small models fast.</summary>
internal static class Tiny
{
    public static IScoringModel Train(TrainingData data, SequenceOptions options, TrainingRun? run = null, CancellationToken cancellationToken = default) =>
        Train("sequence", data, options, run, cancellationToken);

    public static IScoringModel Train(string model, TrainingData data, SequenceOptions options, TrainingRun? run = null, CancellationToken cancellationToken = default)
    {
        options.Width = 16;
        options.TokensPerBatch = 128;
        options.Dropout ??= 0.1;
        options.LearningRate = 0.005;
        IModelTrainer trainer = model switch
        {
            "masked" => new MaskedTrainer(TestSessions.Create(), options),
            "two-tower" => new TwoTowerTrainer(TestSessions.Create(), options),
            _ => new SequenceTrainer(TestSessions.Create(), options),
        };
        return trainer.Train(data, run ?? new(), cancellationToken);
    }

    public static float[] Scores(IScoringModel model, int[] history)
    {
        var scores = new float[TinyData.Items];
        model.Score([history], scores, default);
        return scores;
    }
}
