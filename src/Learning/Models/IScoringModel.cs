namespace LlmRec.Learning.Models;

/// <summary>A trained model that says how well each item follows a history. Safe for concurrent use.</summary>
public interface IScoringModel : IDisposable
{
    /// <summary>Its name, as in <c>train</c> and <c>evaluate</c>.</summary>
    string Name { get; }

    /// <summary>Scores every item for each history.</summary>
    /// <param name="histories">Each oldest first, not empty.</param>
    /// <param name="scores">Receives history × item, row-major; higher is better, comparable within a row; finite.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken);
}

/// <summary>Trains a model. Stateless: everything it needs comes with the call, so that the same call gives the same model.</summary>
public interface IModelTrainer
{
    /// <summary>The name of the models it trains.</summary>
    string Name { get; }

    /// <summary>Trains a model from scratch.</summary>
    /// <param name="data">The data.</param>
    /// <param name="run">Seed, threads, progress and checkpoints of this run.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="TrainingException">The data can't be trained on; the message says what to do.</exception>
    IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken);
}

/// <summary>The circumstances of a training.</summary>
public sealed record TrainingRun
{
    /// <summary>Where all randomness comes from; the same seed gives the same bits on any number of threads.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads at most, 1 or more; they change no bit of the result. Default: one a processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told now and then how far it is; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Folder for checkpoints, to go on from after a kill; null for none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Time between checkpoints. Default: a minute.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock of progress and estimates.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>How far a training is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all, at most.</param>
/// <param name="Loss">Mean loss of late; NaN where the model has none.</param>
/// <param name="TokensPerSecond">Events a second of late.</param>
/// <param name="Eta">Time left at that rate; null when unknown.</param>
public sealed record TrainingProgress(long Step, long Steps, double Loss, double TokensPerSecond, TimeSpan? Eta)
{
    /// <summary>The latest score on validation data, higher is better; null when there is none yet.</summary>
    public double? Validation { get; init; }
}

/// <summary>A training that can't be done; the message says why and what to do.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why, and what to do.</param>
    public TrainingException(string message)
        : base(message)
    {
    }

    /// <summary>Whether it is a checkpoint that can't be gone on from: without it the training can begin anew.</summary>
    public bool IsOfCheckpoint { get; init; }

    /// <summary>Whether something can't be written: nothing is wrong with the data, and with room on the disk the training goes on.</summary>
    public bool IsOfDisk { get; init; }
}
