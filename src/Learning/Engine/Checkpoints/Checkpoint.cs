using LlmRec.Learning.Models;

namespace LlmRec.Learning.Engine.Checkpoints;

/// <summary>Where a training stands; with weights, averages and the optimiser's memory it goes on from there bit by bit.</summary>
internal sealed record TrainingState
{
    /// <summary>What is trained on what, with which settings and seed: another training's checkpoint differs here.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Steps done in the epoch under way.</summary>
    public int StepOfEpoch { get; init; }

    /// <summary>Steps done in all: with the seed, the whole state of all randomness.</summary>
    public long Step { get; init; }

    /// <summary>Best validation score so far.</summary>
    public double BestScore { get; init; } = double.MinValue;

    /// <summary>The epoch of that score, from 1; 0 when there is none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Whether the training is over.</summary>
    public bool Finished { get; init; }
}

/// <summary>The checkpoint of a training: one file, replaced as a whole.</summary>
internal static class Checkpoint
{
    /// <summary>Its name in the folder.</summary>
    public const string FileName = "checkpoint.bin";

    /// <summary>Writes it.</summary>
    /// <exception cref="TrainingException">It can't be written; the one before is untouched.</exception>
    public static void Write(string folder, TrainingState state, IEnumerable<KeyValuePair<string, float[]>> arrays)
    {
        try
        {
            Directory.CreateDirectory(folder);
            TensorFile.Write(Path.Combine(folder, FileName), state, arrays);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"The checkpoint can't be written to {folder}: {e.Message} The one before it is intact: make room and start the training again, it goes on from there.")
            { IsOfDisk = true };
        }
    }

    /// <summary>Reads it back into the arrays.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="TrainingException">It is damaged, or of another training.</exception>
    public static TrainingState? Read(string folder, string fingerprint, IEnumerable<KeyValuePair<string, float[]>> arrays)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var (state, saved) = TensorFile.Read<TrainingState>(path);
            if (state.Fingerprint != fingerprint)
            {
                throw new TrainingException(
                    $"{path} is of another catalogue, other settings or another seed ({state.Fingerprint}; this training is {fingerprint}). Delete it or choose another checkpoint folder.")
                { IsOfCheckpoint = true };
            }

            foreach (var (name, values) in arrays)
            {
                saved[name].CopyTo(values, 0);
            }

            return state;
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException or ArgumentException)
        {
            throw new TrainingException($"The checkpoint can't be read: {e.Message} Delete it to start anew.") { IsOfCheckpoint = true };
        }
    }
}
