using System.Text.RegularExpressions;
using System.Xml.Linq;
using LlmRec.Testing;

namespace LlmRec.Tests.House;

/// <summary>Holds the projects to the floors of docs/house.md: one way down.</summary>
public sealed partial class RoomTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Onnx"] = [],
        ["Storage"] = [],
        ["Text"] = [],
        ["Catalog"] = ["Storage", "Text"],
        ["Vectors"] = ["Storage"],
        ["Embedding"] = ["Onnx", "Storage", "Text", "Catalog", "Vectors"],
        ["Learning"] = ["Onnx", "Text"],
        ["Language"] = ["Onnx", "Text"],
        ["Recommending"] = ["Storage", "Text", "Catalog", "Vectors", "Embedding", "Learning"],
        ["Agents"] = ["Recommending", "Learning", "Language", "Embedding", "Vectors", "Catalog", "Text", "Storage"],
        ["Evaluation"] = ["Onnx", "Storage", "Text", "Catalog", "Vectors", "Embedding", "Learning", "Language", "Recommending", "Agents"],
        ["Api"] = ["Onnx", "Storage", "Text", "Catalog", "Vectors", "Embedding", "Learning", "Language", "Recommending", "Agents", "Evaluation"],
        ["Cli"] = ["Onnx", "Storage", "Text", "Catalog", "Vectors", "Embedding", "Learning", "Language", "Recommending", "Agents", "Evaluation"],
    };

    public static TheoryData<string> Rooms() => [.. Directory.GetDirectories(Path.Combine(SharedFolder.RepoRoot, "src")).Select(d => Path.GetFileName(d))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_below_it(string room)
    {
        Assert.True(MayUse.ContainsKey(room), $"src/{room} is no room of the house.");
        var references = XDocument.Load(Path.Combine(SharedFolder.RepoRoot, "src", room, $"LlmRec.{room}.csproj"))
            .Descendants("ProjectReference")
            .Select(r => RoomName().Match(r.Attribute("Include")!.Value))
            .Where(m => m.Success)
            .Select(m => m.Groups[1].Value);

        Assert.Empty(references.Except(MayUse[room]));
    }

    [Fact]
    public void The_recipe_of_the_language_model_uses_what_it_needs_and_no_host()
    {
        var references = XDocument.Load(Path.Combine(SharedFolder.RepoRoot, "models", "llm", "reclm", "recipe", "LlmRec.Reclm.csproj"))
            .Descendants("ProjectReference")
            .Select(r => RoomName().Match(r.Attribute("Include")!.Value).Groups[1].Value);

        Assert.Equal(["Agents", "Language", "Learning", "Text"], references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_answers_one_question_and_is_not_long()
    {
        var tooLong = Directory.EnumerateFiles(Path.Combine(SharedFolder.RepoRoot, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(f => (File: Path.GetRelativePath(SharedFolder.RepoRoot, f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > 300);

        Assert.Empty(tooLong);
    }

    [GeneratedRegex(@"/([A-Z]\w+)/LlmRec\.\1\.csproj")]
    private static partial Regex RoomName();
}
