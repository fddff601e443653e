namespace LlmRec.Bench;

/// <summary>What to run.</summary>
/// <param name="Names">The benches.</param>
/// <param name="IsSmall">Whether only to show that it runs: figures of this size mean little.</param>
/// <param name="Out">Where the figures go as JSON.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Names, bool IsSmall, string Out)
{
    /// <summary>Reads the command line; null, with the reason said, when it can't be read.</summary>
    public static BenchOptions? Parse(string[] args, IReadOnlyList<string> known)
    {
        var options = new BenchOptions([], false, Path.Combine(BenchRun.Root, "bench", "results.json"));
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--size" when i + 1 < args.Length && args[i + 1] is "small" or "full":
                    options = options with { IsSmall = args[++i] == "small" };
                    break;
                case "--out" when i + 1 < args.Length:
                    options = options with { Out = Path.GetFullPath(args[++i]) };
                    break;
                case var name when known.Contains(name):
                    options = options with { Names = [.. options.Names, name] };
                    break;
                default:
                    Console.Error.WriteLine($"'{args[i]}' is not known. Usage: bench/run.sh [{string.Join("|", known)} …] [--size small|full] [--out FILE]");
                    return null;
            }
        }

        return options.Names.Count > 0 ? options : options with { Names = known };
    }
}
