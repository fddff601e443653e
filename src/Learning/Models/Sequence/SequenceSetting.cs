using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Everything a training of a sequence network is settled on.</summary>
internal sealed record SequenceSetting
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The data.</summary>
    public required TrainingData Data { get; init; }

    /// <summary>The items in it.</summary>
    public required TrainedItems Items { get; init; }

    /// <summary>The network's size.</summary>
    public required SequenceShape Shape { get; init; }

    /// <summary>Width of text vectors; 0 when no item has one.</summary>
    public required int TextWidth { get; init; }

    /// <summary>Rows in a shard of a batch.</summary>
    public required int RowsOfAShard { get; init; }

    /// <summary>Shards in a batch.</summary>
    public required int Shards { get; init; }

    /// <summary>Sampled negatives; 0 for the full softmax.</summary>
    public required int Negatives { get; init; }

    /// <summary>Where all randomness comes from.</summary>
    public required int Seed { get; init; }

    /// <summary>Names model, settings and data, the data by hash.</summary>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var history in Data.Histories)
            {
                hash.AppendData(BitConverter.GetBytes(history.Length));
                hash.AppendData(MemoryMarshal.AsBytes(history.AsSpan()));
            }

            foreach (var held in Data.Validation)
            {
                hash.AppendData(MemoryMarshal.AsBytes(held.History.AsSpan()));
                hash.AppendData(BitConverter.GetBytes(held.Target));
            }

            hash.AppendData(MemoryMarshal.AsBytes((Data.TextVectors ?? []).AsSpan()));
            var data = Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
            return $"{Name} {JsonSerializer.Serialize(Shape)}, batches of {Shards} × {RowsOfAShard}, {Negatives} negatives, {Data.ItemCount} items, data {data}";
        }
    }
}
