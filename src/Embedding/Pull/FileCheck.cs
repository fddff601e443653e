using System.Security.Cryptography;
using System.Text;

namespace LlmRec.Embedding.Pull;

/// <summary>Whether a file is the one that the hub states: by SHA-256 or, for small files, by Git's hash.</summary>
internal static class FileCheck
{
    /// <summary>Checks a file; one that is something else is deleted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stated">What the hub lists.</param>
    /// <param name="linkedHash">SHA-256 that the hub stated with the content, if it did.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PullException">It is something else.</exception>
    public static async Task AssertAsync(string path, HubFile stated, string? linkedHash, CancellationToken cancellationToken)
    {
        // A link's tag is SHA-256 for large files only; for the others it is Git's, which is checked anyway.
        var expected = stated.Sha256 ?? (linkedHash is { Length: 64 } ? linkedHash : null);
        var (fits, kind) = expected is not null ? (expected.Equals(await Sha256Async(path, cancellationToken), StringComparison.OrdinalIgnoreCase), "SHA-256")
            : stated.GitSha1 is not null ? (stated.GitSha1.Equals(await GitSha1Async(path, stated.Size, cancellationToken), StringComparison.OrdinalIgnoreCase), "Git hash")
            : throw new PullException($"The hub states no hash of {stated.Name}: it can't be checked, and is not taken.");
        if (!fits)
        {
            File.Delete(path);
            throw new PullException($"{stated.Name} is not what the hub states: its {kind} differs. It was deleted; try again, and do not use a mirror that keeps sending it.");
        }
    }

    /// <summary>SHA-256 of a file, in hexadecimal.</summary>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static async Task<string> GitSha1Async(string path, long size, CancellationToken cancellationToken)
    {
#pragma warning disable CA5350 // Git names its objects so: it tells whether the file is the listed one, no more.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {size}\0"));
        hash.AppendData(await File.ReadAllBytesAsync(path, cancellationToken));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
