using Spectre.Console;

namespace LlmRec.Cli;

/// <summary>Progress where there is no terminal, for logs: a line every few seconds.</summary>
internal sealed class ProgressLines(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _toldAt = time.GetTimestamp();

    public void Tell(string what, long done, long total, double? rate)
    {
        if (time.GetElapsedTime(_toldAt) >= Interval)
        {
            _toldAt = time.GetTimestamp();
            console.WriteLine(Of(what, done, total, rate));
        }
    }

    /// <summary>How far something is, in words.</summary>
    public static string Of(string what, long done, long total, double? rate) => rate is { } perSecond
        ? $"{what} {done:n0}/{total:n0} ({perSecond:n0}/s)"
        : $"{what} {100 * done / Math.Max(1, total)} %";
}
