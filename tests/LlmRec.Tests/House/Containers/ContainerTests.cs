using System.Text.RegularExpressions;
using LlmRec.Recommending.Pipeline;
using LlmRec.Testing;
using LlmRec.Tests.Recommending;
using YamlDotNet.Serialization;

namespace LlmRec.Tests.House.Containers;

/// <summary>Dockerfile and compose.yaml as far as they can be checked without an engine.</summary>
public sealed partial class ContainerTests
{
    private static readonly Dictionary<object, object> Compose =
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(SharedFolder.RepoRoot, "compose.yaml")));

    [Fact]
    public void Everything_the_dockerfile_copies_is_there_and_not_ignored()
    {
        var ignored = File.ReadLines(Path.Combine(SharedFolder.RepoRoot, ".dockerignore")).Select(l => l.Trim('/')).ToHashSet();
        var sources = DockerfileText.Instructions
            .Where(i => i.Name == "COPY" && !i.Arguments.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(i => i.Arguments.Split(' ')[..^1])
            .ToList();

        Assert.Contains("src", sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(SharedFolder.RepoRoot, source)), $"{source} is not there."));
        Assert.DoesNotContain(sources, ignored.Contains);
    }

    [Fact]
    public void Everything_that_the_published_projects_refer_to_is_copied()
    {
        var copied = DockerfileText.Instructions.Where(i => i.Name == "COPY").SelectMany(i => i.Arguments.Split(' ')).ToHashSet();
        var projects = new Queue<string>(DockerfileText.Instructions.SelectMany(i => PublishedProject().Matches(i.Arguments)).Select(m => m.Groups[1].Value)
            .SelectMany(folder => Directory.GetFiles(Path.Combine(SharedFolder.RepoRoot, folder), "*.csproj")));
        var seen = new HashSet<string>(projects);
        Assert.Equal(2, seen.Count);

        while (projects.TryDequeue(out var project))
        {
            Assert.Contains(Path.GetRelativePath(SharedFolder.RepoRoot, project).Split(Path.DirectorySeparatorChar)[0], copied);
            var text = File.ReadAllText(project).Replace("$(RepoRoot)", SharedFolder.RepoRoot + "/", StringComparison.Ordinal);
            foreach (Match reference in ReferredTo().Matches(text))
            {
                var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference.Groups[1].Value));
                Assert.True(File.Exists(path), $"{project} refers to {path}.");
                if (seen.Add(path))
                {
                    projects.Enqueue(path);
                }
            }
        }
    }

    [Fact]
    public void Every_setting_that_is_given_is_one_the_service_reads()
    {
        var variables = DockerfileText.Image.Where(i => i.Name == "ENV").SelectMany(i => i.Arguments.Split(' ')).Select(v => v.Split('=', 2))
            .Select(v => (Name: v[0], Value: v[1]))
            .Concat(Map(Service("api")["environment"]).Select(v => (Name: (string)v.Key, Value: (string)v.Value)))
            .Where(v => v.Name.StartsWith("LlmRec__", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(3, variables.Count);
        Assert.All(variables, v => AssertKnown(v.Name.Replace("__", ":", StringComparison.Ordinal), v.Value));
        Assert.Throws<ConfigurationException>(() => AssertKnown("LlmRec:Pipline", "x"));
    }

    [Fact]
    public void The_image_runs_without_rights_and_writes_to_its_volume_only()
    {
        Assert.Matches("^[1-9][0-9]*$", DockerfileText.Image.Last(i => i.Name == "USER").Arguments);
        Assert.Equal("/data", DockerfileText.Image.Single(i => i.Name == "VOLUME").Arguments);
        Assert.Contains("/data/", DockerfileText.Image.Single(i => i.Name == "ENV").Arguments, StringComparison.Ordinal);
        Assert.Contains("LlmRec.Api.dll", DockerfileText.Image.Single(i => i.Name == "ENTRYPOINT").Arguments, StringComparison.Ordinal);
        var api = Service("api");
        Assert.Equal("true", api["read_only"]);
        Assert.Equal(["/tmp"], List(api["tmpfs"]));
        Assert.Contains(List(api["volumes"]), volume => volume.EndsWith(":/data", StringComparison.Ordinal));
        Assert.Equal(["ALL"], List(api["cap_drop"]));
    }

    [Fact]
    public void Services_name_only_what_is_declared_images_are_pinned_and_postgres_waits_behind_a_profile()
    {
        var services = Map(Compose["services"]);
        foreach (var (name, service) in services.Select(s => ((string)s.Key, Map(s.Value))))
        {
            Assert.All(List(service.GetValueOrDefault("volumes")), v => Assert.Contains(v.Split(':')[0], Map(Compose["volumes"]).Keys));
            Assert.All(List(service.GetValueOrDefault("secrets")), s => Assert.Contains(s, Map(Compose["secrets"]).Keys));
            Assert.All(Map(service.GetValueOrDefault("depends_on")).Keys, s => Assert.True(services.ContainsKey(s)));
            Assert.True(service.ContainsKey("build") || PinnedImage().IsMatch((string)service["image"]), $"{name} takes whatever image is the latest.");
            Assert.Equal(name == "postgres", service.ContainsKey("profiles"));
        }

        Assert.Equal(["api", "postgres", "qdrant"], services.Keys.Cast<string>().Order(StringComparer.Ordinal));
        Assert.True(int.Parse((string)Map(Service("api")["deploy"])["replicas"], System.Globalization.CultureInfo.InvariantCulture) > 1);
    }

    private static Dictionary<object, object> Service(string name) => Map(Map(Compose["services"])[name]);

    private static Dictionary<object, object> Map(object? node) => node as Dictionary<object, object> ?? [];

    private static IEnumerable<string> List(object? node) => (node as List<object> ?? []).Cast<string>();

    private static void AssertKnown(string setting, string value)
    {
        using var folder = new TempFolder();
        Assert.NotEmpty(World.Services(folder["x.db"], new Dictionary<string, string?> { [setting] = value }));
    }

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex PublishedProject();

    [GeneratedRegex("(?:<ProjectReference Include|<Import Project)=\"([^\"$]+)\"")]
    private static partial Regex ReferredTo();

    [GeneratedRegex(@":v?\d+\.\d+")]
    private static partial Regex PinnedImage();
}
