using System.Text;

namespace LlmRec.Tests.Language.Gguf;

/// <summary>Writes GGUF files for tests, sound ones and, by overriding what they state of themselves, hostile ones.</summary>
internal sealed class GgufWriter
{
    private readonly List<(string Key, object Value)> _metadata = [];
    private readonly List<(string Name, ulong[] Dimensions, uint Type, byte[] Data)> _tensors = [];

    public uint Magic { get; set; } = 0x46554747;

    public uint Version { get; set; } = 3;

    public ulong? StatedTensors { get; set; }

    public ulong? StatedMetadata { get; set; }

    /// <summary>Replaces the offset that a tensor states.</summary>
    public Func<string, ulong, ulong> Offset { get; set; } = (_, offset) => offset;

    public int Alignment { get; set; } = 32;

    public IEnumerable<(string Name, uint Type, byte[] Data)> Stored => _tensors.Select(t => (t.Name, t.Type, t.Data));

    public GgufWriter Set(string key, object value)
    {
        _metadata.RemoveAll(m => m.Key == key);
        _metadata.Add((key, value));
        return this;
    }

    public GgufWriter SetAgain(string key, object value)
    {
        _metadata.Add((key, value));
        return this;
    }

    public GgufWriter Remove(string key)
    {
        _metadata.RemoveAll(m => m.Key == key);
        _tensors.RemoveAll(t => t.Name == key);
        return this;
    }

    public GgufWriter Tensor(string name, uint type, byte[] data, params ulong[] dimensions)
    {
        _tensors.Add((name, dimensions, type, data));
        return this;
    }

    /// <summary>Changes what is stated of a tensor, and leaves its data.</summary>
    public GgufWriter Restate(string name, uint type, params ulong[] dimensions)
    {
        var at = _tensors.FindIndex(t => t.Name == name);
        _tensors[at] = _tensors[at] with { Type = type, Dimensions = dimensions };
        return this;
    }

    public GgufWriter Redo(string name, Func<byte[], byte[]> change)
    {
        var at = _tensors.FindIndex(t => t.Name == name);
        _tensors[at] = _tensors[at] with { Data = change([.. _tensors[at].Data]) };
        return this;
    }

    public byte[] Build() => Build(out _);

    /// <param name="regions">Where each part ends: magic, version, counts, every metadata entry, every tensor's head and data.</param>
    public byte[] Build(out List<int> regions)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var ends = new List<int>();
        void End() => ends.Add((int)stream.Position);
        writer.Write(Magic);
        End();
        writer.Write(Version);
        End();
        writer.Write(StatedTensors ?? (ulong)_tensors.Count);
        End();
        writer.Write(StatedMetadata ?? (ulong)_metadata.Count);
        End();
        foreach (var (key, value) in _metadata)
        {
            Text(writer, key);
            Value(writer, value);
            End();
        }

        var offset = 0UL;
        foreach (var (name, dimensions, type, data) in _tensors)
        {
            Text(writer, name);
            writer.Write((uint)dimensions.Length);
            Array.ForEach(dimensions, writer.Write);
            writer.Write(type);
            writer.Write(Offset(name, offset));
            offset += (ulong)((data.Length + Alignment - 1) / Alignment * Alignment);
            End();
        }

        foreach (var (_, _, _, data) in _tensors)
        {
            writer.Write(new byte[(Alignment - (stream.Position % Alignment)) % Alignment]);
            writer.Write(data);
            End();
        }

        regions = ends;
        return stream.ToArray();
    }

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Value(BinaryWriter writer, object value)
    {
        if (value is Raw raw)
        {
            writer.Write(raw.Type);
            writer.Write(raw.Bytes);
        }
        else if (value is Array array)
        {
            writer.Write(9u);
            writer.Write(TypeOf(array.GetType().GetElementType()!));
            writer.Write((ulong)array.Length);
            foreach (var entry in array)
            {
                Plain(writer, entry);
            }
        }
        else
        {
            writer.Write(TypeOf(value.GetType()));
            Plain(writer, value);
        }
    }

    private static uint TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => 0,
        TypeCode.UInt32 => 4,
        TypeCode.Int32 => 5,
        TypeCode.Single => 6,
        TypeCode.Boolean => 7,
        TypeCode.String => 8,
        TypeCode.UInt64 => 10,
        TypeCode.Double => 12,
        _ => throw new ArgumentException($"no value of metadata: {type}"),
    };

    private static void Plain(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case byte v: writer.Write(v); break;
            case uint v: writer.Write(v); break;
            case int v: writer.Write(v); break;
            case float v: writer.Write(v); break;
            case bool v: writer.Write(v); break;
            case ulong v: writer.Write(v); break;
            case double v: writer.Write(v); break;
            default: Text(writer, (string)value); break;
        }
    }

    /// <summary>A value as it is to stand in the file.</summary>
    public sealed record Raw(uint Type, byte[] Bytes);
}
