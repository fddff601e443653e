using System.Text.Json;
using LlmRec.Catalog.Interactions;
using LlmRec.Learning.Models;
using LlmRec.Recommending.Trained;
using LlmRec.Vectors.Spaces;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Training;

/// <summary>
/// What a training leaves on disk while it is under way: the snapshot it began with, and checkpoints. A training that was
/// interrupted goes on with both; one that failed, for want of room, hands them on to the next if the store has not changed.
/// </summary>
internal sealed class TrainingWork(
    TrainedFolder folder, SnapshotReader reader, SpaceDefinition definition, IOptions<TrainingOptions> options, IOptions<LikeOptions> likes)
{
    private string SnapshotPath => Path.Combine(folder.Work, "snapshot.bin");

    /// <summary>What the snapshot and checkpoints depend on beside the store.</summary>
    private string Settings => JsonSerializer.Serialize(new { options.Value.Seed, options.Value.Sequence, options.Value.TextAdapter, likes.Value.Types, definition.Name });

    /// <summary>The folder for a model's checkpoints.</summary>
    public string CheckpointsOf(string model) => Path.Combine(folder.Work, model);

    /// <summary>The snapshot of a training: the one it began with, or a new one.</summary>
    /// <exception cref="TrainingException">It can't be written.</exception>
    public async Task<Snapshot> SnapshotAsync(string job, CancellationToken cancellationToken)
    {
        if (Stored() is { } stored && stored.About.Settings == Settings)
        {
            if (stored.About.Job == job)
            {
                return stored;
            }

            if (stored.About.Point == await reader.PointAsync(cancellationToken))
            {
                return Written(stored, job);
            }
        }

        Delete();
        return Written(await reader.ReadAsync(options.Value.Seed, cancellationToken), job);
    }

    /// <summary>Deletes everything.</summary>
    public void Delete()
    {
        if (Directory.Exists(folder.Work))
        {
            Directory.Delete(folder.Work, recursive: true);
        }
    }

    /// <summary>Deletes a model's checkpoints.</summary>
    public void DeleteCheckpoints(string model)
    {
        if (Directory.Exists(CheckpointsOf(model)))
        {
            Directory.Delete(CheckpointsOf(model), recursive: true);
        }
    }

    private Snapshot? Stored()
    {
        try
        {
            return File.Exists(SnapshotPath) ? SnapshotFile.Read(SnapshotPath) : null;
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException)
        {
            return null;
        }
    }

    private Snapshot Written(Snapshot snapshot, string job)
    {
        snapshot = snapshot with { About = snapshot.About with { Job = job, Settings = Settings } };
        try
        {
            SnapshotFile.Write(SnapshotPath, snapshot);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"The data to train on can't be written to {folder.Work}: {e.Message.TrimEnd('.')}. Make room on the disk, or check the permissions, and train again.") { IsOfDisk = true };
        }

        return snapshot;
    }
}
