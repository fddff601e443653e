using System.Text.Json;

namespace LlmRec.Embedding.Pull;

/// <summary>A file on a hub.</summary>
/// <param name="Name">Its path in the repository.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of its content, in hexadecimal; null for small files, which the hub keeps in Git.</param>
/// <param name="GitSha1">Git's hash of it; null where the hub doesn't state it.</param>
public sealed record HubFile(string Name, long Size, string? Sha256, string? GitSha1);

/// <summary>What a repository holds at a commit.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Files">Its files.</param>
internal sealed record HubListing(string Commit, IReadOnlyList<HubFile> Files)
{
    /// <summary>Reads the hub's answer to <c>api/models/OWNER/NAME/revision/REVISION?blobs=true</c>.</summary>
    /// <exception cref="PullException">It is no such answer, or names a file outside of the repository.</exception>
    public static HubListing Read(byte[] answer, Uri from)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return new(
                document.RootElement.GetProperty("sha").GetString()!,
                [.. document.RootElement.GetProperty("siblings").EnumerateArray().Select(File)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PullException($"{from} did not answer as a Hugging Face hub does: {e.Message} Check the endpoint.");
        }
    }

    private static HubFile File(JsonElement sibling)
    {
        var name = sibling.GetProperty("rfilename").GetString()!;
        if (name.Length == 0 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal) || name.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new PullException($"The hub names a file '{name}', which would lie outside of the model's folder: nothing was fetched.");
        }

        var stored = sibling.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object ? lfs : (JsonElement?)null;
        return new(
            name,
            stored is { } large && large.TryGetProperty("size", out var largeSize) ? largeSize.GetInt64() : sibling.GetProperty("size").GetInt64(),
            stored is { } s ? s.GetProperty("sha256").GetString() : null,
            stored is null && sibling.TryGetProperty("blobId", out var blob) ? blob.GetString() : null);
    }
}
