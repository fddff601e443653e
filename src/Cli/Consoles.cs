using Spectre.Console;

namespace LlmRec.Cli;

/// <summary>Makes consoles: colours and a width on a terminal; elsewhere plain text whose lines are not broken.</summary>
internal static class Consoles
{
    private const int Unbroken = 100_000;

    public static IAnsiConsole On(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected || HasNoColor() ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            // Spectre turns escape sequences back on where it recognises a build server by its variables.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (redirected)
        {
            console.Profile.Width = Unbroken;
        }

        return console;
    }

    /// <summary>https://no-color.org: set to anything but nothing.</summary>
    private static bool HasNoColor() => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
