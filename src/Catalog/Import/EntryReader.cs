using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace LlmRec.Catalog.Import;

/// <summary>An entry as read: where it stood, and the entry or why it can't be read.</summary>
/// <typeparam name="T">The noun.</typeparam>
/// <param name="Position">The line, from 1; or the index in an array, from 0.</param>
/// <param name="Entry">The entry; null when it can't be read.</param>
/// <param name="Reason">Why it can't be read; null otherwise.</param>
public readonly record struct ReadEntry<T>(long Position, T? Entry, string? Reason)
    where T : class
{
    /// <summary>Bytes it was read from, so that what is gathered of entries can be bounded; 0 when not known.</summary>
    public int Size { get; init; }
}

/// <summary>Reads entries of JSON, one a line or in one array, reporting the bad ones where they stand.</summary>
public static class EntryReader
{
    private const string NotUtf8 = "it is not valid UTF-8";
    private const string LoneSurrogate = "it holds a lone surrogate (an unpaired \\uD800–\\uDFFF)";

    /// <summary>Reads NDJSON; the position is the line.</summary>
    public static async IAsyncEnumerable<ReadEntry<T>> LinesAsync<T>(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        await foreach (var (number, line) in LineReader.ReadAsync(stream, cancellationToken))
        {
            yield return line is null
                ? new(number, null, $"the line is longer than {LineReader.LongestLine >> 20} MiB")
                : Read<T>(number, line);
        }
    }

    /// <summary>Reads a JSON array as it comes; the position is the index.</summary>
    /// <exception cref="JsonException">The body is no JSON array, from some point on.</exception>
    public static async IAsyncEnumerable<ReadEntry<T>> ArrayAsync<T>(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var index = 0L;
        await foreach (var element in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, CatalogJson.Options, cancellationToken))
        {
            yield return Guarded(index++, () => element.Deserialize<T>(CatalogJson.Options)) with { Size = JsonMarshal.GetRawUtf8Value(element).Length };
        }
    }

    private static ReadEntry<T> Read<T>(long position, byte[] json)
        where T : class =>
        Utf8.IsValid(json)
            ? Guarded(position, () => JsonSerializer.Deserialize<T>(json, CatalogJson.Options)) with { Size = json.Length }
            : new(position, null, NotUtf8);

    private static ReadEntry<T> Guarded<T>(long position, Func<T?> read)
        where T : class
    {
        try
        {
            return read() is { } entry ? new(position, entry, null) : new(position, null, "it is null");
        }
        catch (JsonException e)
        {
            return new(position, null, ReasonOf(e));
        }
        catch (InvalidOperationException e) when (NoText(e) is { } reason)
        {
            return new(position, null, reason);
        }
    }

    // System.Text.Json has no other way of saying that a string is no text: a wrong type is told by the same exception.
    private static string? NoText(Exception? e) => e is not InvalidOperationException ? null
        : e.Message.Contains("invalid UTF-8", StringComparison.Ordinal) ? NotUtf8
        : e.Message.Contains("UTF-16", StringComparison.Ordinal) ? LoneSurrogate
        : null;

    private static string ReasonOf(JsonException e)
    {
        const string Missing = "missing required properties including:";
        var missing = e.Message.IndexOf(Missing, StringComparison.Ordinal);
        var path = e.Path is { Length: > 2 } inside ? EntryChecks.Shortened(inside[2..], 100) : null;
        var where = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return missing >= 0 ? $"it lacks {e.Message[(missing + Missing.Length)..].Trim().TrimEnd('.')}"
            : NoText(e.InnerException) is { } noText ? noText
            : e.Message.Contains("allow setting null", StringComparison.Ordinal) ? $"{path} is null"
            : !e.Message.Contains("could not be converted", StringComparison.Ordinal) ? $"it is not valid: {(where < 0 ? e.Message : e.Message[..where]).TrimEnd('.')}"
            : path is null ? "it is not an object"
            : e.Message.Contains(nameof(DateTimeOffset), StringComparison.Ordinal) ? $"{path} is not an RFC 3339 time such as 2026-11-23T08:00:00Z"
            : $"{path} has the wrong type";
    }
}
