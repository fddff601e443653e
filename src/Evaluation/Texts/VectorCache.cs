using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LlmRec.Evaluation.Texts;

/// <summary>
/// Text vectors on disk, by encoder version and hash of the text: one file for each encoder, replaced as a whole, so that a
/// kill leaves the old one. A file that is damaged is made anew.
/// </summary>
public sealed class VectorCache
{
    private const int HashBytes = 32;

    private readonly string _folder;

    /// <param name="folder">Where the files lie; made when needed.</param>
    public VectorCache(string folder) => _folder = folder;

    /// <summary>Where vectors are kept when nothing else is asked for: below the user's cache folder.</summary>
    public static string DefaultFolder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? xdg
                : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(cache, "llmrec", "vectors");
        }
    }

    /// <summary>The vectors of texts, from the cache or, where it has none, embedded and kept.</summary>
    /// <param name="version">The encoder's version: vectors of another are never mixed in.</param>
    /// <param name="dimension">Numbers in a vector.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="embed">Embeds texts, in their order.</param>
    /// <param name="cancellationToken">Stops the embedding.</param>
    public async Task<float[][]> GetAsync(
        string version, int dimension, IReadOnlyList<string> texts, Func<IReadOnlyList<string>, CancellationToken, Task<float[][]>> embed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(embed);
        var path = Path.Combine(_folder, $"{version}.vectors");
        var known = await ReadAsync(path, dimension, cancellationToken);
        var keys = texts.Select(t => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(t)))).ToArray();
        var missing = keys.Select((key, i) => (Key: key, Text: texts[i])).Where(m => !known.ContainsKey(m.Key)).DistinctBy(m => m.Key).ToList();
        if (missing.Count > 0)
        {
            var vectors = await embed([.. missing.Select(m => m.Text)], cancellationToken);
            for (var i = 0; i < missing.Count; i++)
            {
                known[missing[i].Key] = vectors[i];
            }

            await WriteAsync(path, known, cancellationToken);
        }

        return [.. keys.Select(k => known[k])];
    }

    private static async Task<Dictionary<string, float[]>> ReadAsync(string path, int dimension, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, float[]>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return known;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        var record = HashBytes + (dimension * sizeof(float));
        // Its last bytes are the hash of all before them: a file that was cut off or changed counts as none.
        var body = bytes.Length - HashBytes;
        if (body < 0 || body % record != 0 || !SHA256.HashData(bytes.AsSpan(0, body)).AsSpan().SequenceEqual(bytes.AsSpan(body)))
        {
            return known;
        }

        for (var at = 0; at < body; at += record)
        {
            known[Convert.ToHexString(bytes, at, HashBytes)] = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(at + HashBytes, record - HashBytes)).ToArray();
        }

        return known;
    }

    private async Task WriteAsync(string path, Dictionary<string, float[]> known, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        var temporary = Path.Combine(_folder, Path.GetRandomFileName());
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
            {
                foreach (var (key, vector) in known)
                {
                    byte[] record = [.. Convert.FromHexString(key), .. MemoryMarshal.AsBytes(vector.AsSpan())];
                    hash.AppendData(record);
                    await file.WriteAsync(record, cancellationToken);
                }

                await file.WriteAsync(hash.GetHashAndReset(), cancellationToken);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
