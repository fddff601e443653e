using System.Text;

namespace LlmRec.Language.Generation;

/// <summary>
/// The text of an answer, token by token: a character whose bytes are spread over several tokens appears with its last one, and
/// what may be the beginning of a stop text is held back until it is known to be none.
/// </summary>
/// <param name="stops">Texts that end the answer and are no part of it.</param>
internal sealed class AnswerText(IReadOnlyList<string> stops)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _held = new();

    /// <summary>Whether a stop text was reached.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Adds a token's bytes.</summary>
    /// <returns>What is now certain to be part of the answer; may be empty.</returns>
    public string Add(ReadOnlySpan<byte> bytes) => Take(bytes, flush: false);

    /// <summary>What was held back and turned out to be part of the answer; a character cut in two is U+FFFD.</summary>
    public string End() => Take([], flush: true);

    private string Take(ReadOnlySpan<byte> bytes, bool flush)
    {
        if (Stopped)
        {
            return "";
        }

        Span<char> characters = stackalloc char[256];
        int used, written;
        bool completed;
        do
        {
            _decoder.Convert(bytes, characters, flush, out used, out written, out completed);
            bytes = bytes[used..];
            _held.Append(characters[..written]);
        }
        while (!completed);
        if (stops.Count == 0)
        {
            return Release(_held.Length);
        }

        var text = _held.ToString();
        var reached = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (reached >= 0)
        {
            Stopped = true;
            return Release(reached);
        }

        return Release(flush ? text.Length : text.Length - stops.Max(stop => Overlap(text, stop)));
    }

    private string Release(int length)
    {
        var released = _held.ToString(0, length);
        _held.Remove(0, length);
        return released;
    }

    /// <summary>How many characters at the text's end begin the stop text.</summary>
    private static int Overlap(string text, string stop)
    {
        for (var length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
