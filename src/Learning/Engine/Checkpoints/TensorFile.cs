using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace LlmRec.Learning.Engine.Checkpoints;

/// <summary>
/// Named arrays of floats and a JSON header in one file: "LLMREC-T", a version, the header's length and the header, the
/// numbers in little-endian order, SHA-256 of everything before it.
/// </summary>
internal static class TensorFile
{
    private const int Version = 1;

    private static readonly byte[] Magic = "LLMREC-T"u8.ToArray();
    private static readonly JsonSerializerOptions Json = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Writes a file atomically.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="header">What it says of itself.</param>
    /// <param name="arrays">The arrays.</param>
    /// <exception cref="IOException">It can't be written; the old one is untouched.</exception>
    public static void Write<T>(string path, T header, IEnumerable<KeyValuePair<string, float[]>> arrays)
    {
        var all = arrays.ToList();
        var json = JsonSerializer.SerializeToUtf8Bytes(new Contents<T>(header, [.. all.Select(a => new Entry(a.Key, a.Value.Length))]), Json);
        AtomicFile.Write(path, stream =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Append(stream, hash, Magic);
            Append(stream, hash, BitConverter.GetBytes(Version));
            Append(stream, hash, BitConverter.GetBytes(json.Length));
            Append(stream, hash, json);
            foreach (var (_, values) in all)
            {
                Append(stream, hash, MemoryMarshal.AsBytes(values.AsSpan()));
            }

            stream.Write(hash.GetHashAndReset());
        });
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is none of these, of another version, cut off or damaged; the message says which.</exception>
    public static (T Header, IReadOnlyDictionary<string, float[]> Arrays) Read<T>(string path)
    {
        using var stream = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            var start = Next(stream, hash, Magic.Length + (2 * sizeof(int)));
            if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            {
                throw new InvalidDataException($"{path} is no file of weights.");
            }

            if (BitConverter.ToInt32(start, Magic.Length) is var version and not Version)
            {
                throw new InvalidDataException($"{path} has version {version}; this program reads version {Version}.");
            }

            var contents = JsonSerializer.Deserialize<Contents<T>>(Next(stream, hash, BitConverter.ToInt32(start, Magic.Length + sizeof(int))), Json)!;
            var arrays = contents.Arrays.ToDictionary(
                a => a.Name, a => MemoryMarshal.Cast<byte, float>(Next(stream, hash, checked(a.Length * sizeof(float)))).ToArray(), StringComparer.Ordinal);
            var expected = hash.GetHashAndReset();
            var found = new byte[expected.Length];
            stream.ReadExactly(found);
            return found.AsSpan().SequenceEqual(expected) ? (contents.Header, arrays) : throw new InvalidDataException($"{path} is damaged.");
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is cut off or damaged.", e);
        }
    }

    private static void Append(Stream stream, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        stream.Write(bytes);
    }

    private static byte[] Next(FileStream stream, IncrementalHash hash, int length)
    {
        // A damaged length must not become an allocation of gigabytes.
        var bytes = length >= 0 && length <= stream.Length - stream.Position ? new byte[length] : throw new EndOfStreamException();
        stream.ReadExactly(bytes);
        hash.AppendData(bytes);
        return bytes;
    }

    private sealed record Contents<T>(T Header, Entry[] Arrays);

    private sealed record Entry(string Name, int Length);
}
