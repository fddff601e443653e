using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using LlmRec.Embedding.Encoders;
using LlmRec.Storage.Jobs;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.AI;

namespace LlmRec.Embedding.Backfill;

/// <summary>What came of a batch.</summary>
/// <param name="Rows">What to store.</param>
/// <param name="Embedded">How many were embedded.</param>
/// <param name="Emptied">Keys of those that have a vector and no text any more.</param>
/// <param name="Failures">What failed and is skipped.</param>
internal sealed record EmbeddedBatch(IReadOnlyList<VectorRow> Rows, int Embedded, IReadOnlyList<int> Emptied, IReadOnlyList<JobFailure> Failures);

/// <summary>Embeds those entries of a batch whose vector is missing or made from another text.</summary>
internal sealed class BatchEmbedder(IEmbeddingGenerator<string, Embedding<float>> encoder, EncoderFolder folder)
{
    public async Task<EmbeddedBatch> EmbedAsync(
        IReadOnlyList<BackfillEntry> entries, IReadOnlyDictionary<int, StoredVector> stored, bool force, CancellationToken cancellationToken)
    {
        var rows = new List<VectorRow>();
        var stale = new List<(BackfillEntry Entry, string Hash)>();
        foreach (var entry in entries.Where(e => e.Text.Length > 0))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Text)));
            var known = stored.GetValueOrDefault(entry.Key);
            if (force || known?.TextHash != hash)
            {
                stale.Add((entry, hash));
            }
            else if (known.Year != entry.Year || !known.Tags.SequenceEqual(entry.Tags))
            {
                rows.Add(Row(entry, hash, null));
            }
        }

        var failures = new List<JobFailure>();
        var vectors = await VectorsAsync([.. stale.Select(s => s.Entry)], failures, cancellationToken);
        rows.AddRange(stale.Zip(vectors).Where(s => s.Second is not null).Select(s => Row(s.First.Entry, s.First.Hash, s.Second)));
        var emptied = entries.Where(e => e.Text.Length == 0 && stored.ContainsKey(e.Key)).Select(e => e.Key).ToList();
        return new(rows, stale.Count - failures.Count, emptied, failures);
    }

    private async Task<float[]?[]> VectorsAsync(IReadOnlyList<BackfillEntry> entries, List<JobFailure> failures, CancellationToken cancellationToken)
    {
        try
        {
            var vectors = await encoder.GenerateAsync(entries.Select(TextOf), cancellationToken: cancellationToken);
            return [.. entries.Select((entry, i) => Finite(entry, vectors[i].Vector.ToArray(), failures))];
        }
#pragma warning disable CA1031 // One text that breaks the encoder must not stop the others: it is found by trying them singly.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (entries.Count == 1)
            {
                failures.Add(new(entries[0].Id, e.Message));
                return [null];
            }

            var vectors = new List<float[]?>();
            foreach (var entry in entries)
            {
                vectors.AddRange(await VectorsAsync([entry], failures, cancellationToken));
            }

            return [.. vectors];
        }
    }

    private string TextOf(BackfillEntry entry) => folder.Settings.PassagePrefix + entry.Text;

    private static float[]? Finite(BackfillEntry entry, float[] vector, List<JobFailure> failures)
    {
        if (float.IsFinite(TensorPrimitives.SumOfSquares<float>(vector)))
        {
            return vector;
        }

        failures.Add(new(entry.Id, "the encoder gave NaN or infinity for this text"));
        return null;
    }

    private static VectorRow Row(BackfillEntry entry, string hash, float[]? vector) => new(entry.Key, entry.Id, hash, vector, entry.Year, entry.Tags);
}
