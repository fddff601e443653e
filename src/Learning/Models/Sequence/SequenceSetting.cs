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

    /// <summary>Share of a history's items that are hidden and asked for, with sight to both sides; 0 to ask for the next one.</summary>
    public required float MaskedShare { get; init; }

    /// <summary>Where all randomness comes from.</summary>
    public required int Seed { get; init; }

    /// <summary>Names model, settings and data, the data by hash.</summary>
    public string Fingerprint =>
        $"{Name} {JsonSerializer.Serialize(Shape)}, batches of {Shards} × {RowsOfAShard}, {Negatives} negatives, {Data.ItemCount} items, data {DataHash.Of(Data)}";
}
