using System.Reflection;

namespace LlmRec.Bench;

/// <summary>One run: its options, its report, and a folder that goes with it.</summary>
internal sealed class BenchRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmrec-bench-").FullName;

    public BenchRun(BenchOptions options)
    {
        Options = options;
        Report = new(options.IsSmall);
    }

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = typeof(BenchRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;

    public BenchOptions Options { get; }

    public Report Report { get; }

    /// <summary>One of two numbers, by the size of the run.</summary>
    public int Sized(int small, int full) => Options.IsSmall ? small : full;

    /// <summary>A path in the run's folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
