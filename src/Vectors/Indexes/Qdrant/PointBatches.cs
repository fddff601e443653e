using System.Buffers;
using System.Text.Json;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>Cuts changes into bodies of upserts that stay far below what Qdrant takes.</summary>
internal sealed class PointBatches(VectorSpace space, int mostPoints)
{
    private const int MostBytes = 4 << 20;

    /// <summary>Bodies with the points of changed owners, in order; the last change of an owner counts, deletions are left out.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Of(IEnumerable<VectorChange> changes)
    {
        using var left = changes.Where(c => c.Vector is not null).GetEnumerator();
        var more = left.MoveNext();
        while (more)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartObject();
            json.WriteStartArray("points");
            for (var points = 0; more && points < mostPoints && buffer.WrittenCount + json.BytesPending < MostBytes; points++)
            {
                Write(json, left.Current);
                more = left.MoveNext();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.Flush();
            yield return buffer.WrittenMemory;
        }
    }

    private void Write(Utf8JsonWriter json, VectorChange change)
    {
        var vector = change.Vector!;
        space.Transform(vector);
        json.WriteStartObject();
        json.WriteString("id", PointIds.Of(change.OwnerId));
        json.WritePropertyName("vector");
        QdrantBodies.Vector(json, vector);
        json.WriteStartObject("payload");
        json.WriteNumber(QdrantBodies.KeyField, change.OwnerKey);
        json.WriteString(QdrantBodies.IdField, change.OwnerId);
        if (change.Year is { } year)
        {
            json.WriteNumber(QdrantBodies.YearField, year);
        }

        json.WriteStartArray(QdrantBodies.TagsField);
        foreach (var tag in change.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
