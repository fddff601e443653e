using System.Text.Json;
using LlmRec.Testing;

namespace LlmRec.Tests.House.Containers;

/// <summary>The Dockerfile, instruction by instruction; continued lines joined, comments left out.</summary>
internal static class DockerfileText
{
    public static IReadOnlyList<(string Name, string Arguments)> Instructions { get; } = [.. Joined()
        .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
        .Select(parts => (parts[0], parts[1]))];

    /// <summary>The instructions of the last stage: those of the image.</summary>
    public static IReadOnlyList<(string Name, string Arguments)> Image { get; } =
        [.. Instructions.Skip(Instructions.Select((instruction, i) => (instruction, i)).Last(x => x.instruction.Name == "FROM").i)];

    /// <summary>What the health check runs: a program and its arguments.</summary>
    public static string[] HealthCheck
    {
        get
        {
            var text = Image.Single(i => i.Name == "HEALTHCHECK").Arguments;
            return JsonSerializer.Deserialize<string[]>(text[text.IndexOf('[', StringComparison.Ordinal)..])!;
        }
    }

    private static IEnumerable<string> Joined()
    {
        var line = "";
        foreach (var read in File.ReadLines(Path.Combine(SharedFolder.RepoRoot, "Dockerfile")).Where(l => !l.StartsWith('#') && l.Trim().Length > 0))
        {
            line += read.TrimEnd('\\').Trim() + " ";
            if (!read.EndsWith('\\'))
            {
                yield return line.Trim();
                line = "";
            }
        }
    }
}
