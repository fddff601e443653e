using System.Buffers.Binary;
using System.Text;

namespace LlmRec.Language.Gguf;

/// <summary>Reads the head of a GGUF file, front to back. Every length is checked against the file before anything is allocated for it.</summary>
internal sealed class GgufReader(Stream stream)
{
    private const int LongestString = 1 << 22;
    private const int DeepestArray = 4;

    // The largest vocabularies have 300,000 tokens, each with a text, a kind, a score, and a merge.
    private const int MostValues = 1 << 23;

    private readonly byte[] _buffer = new byte[8];
    private int _values;

    public long Position => stream.Position;

    public long Left => stream.Length - stream.Position;

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    /// <summary>A count of things that take at least so many bytes each.</summary>
    public int Count(string of, int leastBytes)
    {
        var count = UInt64();
        return count <= (ulong)Left / (ulong)leastBytes && count <= int.MaxValue
            ? (int)count
            : throw new GgufException($"it states {count:n0} {of}, more than its {stream.Length:n0} bytes can hold");
    }

    public string String()
    {
        var length = Count("characters in a text", 1);
        if (length > LongestString)
        {
            throw new GgufException($"it states a text of {length:n0} bytes; at most {LongestString:n0} are read");
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A value of the metadata: a number as <see cref="double"/> or <see cref="long"/>, a bool, a string, or an array of these.</summary>
    public object Value() => Value(UInt32(), 0);

    private object Value(uint type, int depth) => type switch
    {
        0 => (long)Bytes(1)[0],
        1 => (long)(sbyte)Bytes(1)[0],
        2 => (long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2)),
        3 => (long)BinaryPrimitives.ReadInt16LittleEndian(Bytes(2)),
        4 => (long)UInt32(),
        5 => (long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4)),
        6 => (double)BinaryPrimitives.ReadSingleLittleEndian(Bytes(4)),
        7 => Bytes(1)[0] != 0,
        8 => String(),
        9 => Array(depth),
        10 => (long)Math.Min(UInt64(), long.MaxValue),
        11 => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8)),
        12 => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8)),
        _ => throw new GgufException($"its metadata holds a value of the unknown type {type}"),
    };

    private object[] Array(int depth)
    {
        if (depth == DeepestArray)
        {
            throw new GgufException("its metadata nests arrays too deep");
        }

        var type = UInt32();
        var count = Count("entries in an array", 1);
        if (count > MostValues - _values)
        {
            throw new GgufException($"its metadata holds more than {MostValues:n0} values");
        }

        _values += count;
        var values = new object[count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(type, depth + 1);
        }

        return values;
    }

    private ReadOnlySpan<byte> Bytes(int count)
    {
        stream.ReadExactly(_buffer, 0, count);
        return _buffer.AsSpan(0, count);
    }
}
