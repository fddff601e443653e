using System.Reflection;
using Xunit;

namespace LlmRec.Testing;

/// <summary>Where the repository and the folder of shared data beside it lie on this machine.</summary>
public static class SharedFolder
{
    /// <summary>Absolute path of the repository's root.</summary>
    public static string RepoRoot { get; } = typeof(SharedFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;

    /// <summary>Absolute path of a file or folder under <c>../shared</c>; it need not exist.</summary>
    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(RepoRoot, "..", "shared", relative));
}

/// <summary>A test that needs a path under <c>../shared</c>: skipped, with the reason shown, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="path">What the test needs, relative to <c>../shared</c>.</param>
    public SharedFactAttribute(string path)
    {
        if (!System.IO.Path.Exists(SharedFolder.PathOf(path)))
        {
            Skip = $"needs ../shared/{path}, which is not on this machine";
        }
    }
}
