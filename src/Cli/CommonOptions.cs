using System.CommandLine;

namespace LlmRec.Cli;

/// <summary>The options that every command takes.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on stdout; progress and logs go to stderr.",
        Recursive = true,
    };

    public static Option<string?> DataDir { get; } = new("--data-dir")
    {
        Description = "The folder of the store (default: as configured, data/ in the working directory).",
        HelpName = "DIR",
        Recursive = true,
    };

    public static Option<int> Limit() => new("--limit")
    {
        Description = "How many items, 1 to 200.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int>() is < 1 or > 200)
                {
                    result.AddError("--limit must be from 1 to 200.");
                }
            },
        },
    };
}
