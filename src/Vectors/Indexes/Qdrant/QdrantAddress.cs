using System.Diagnostics.CodeAnalysis;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>The setting <c>qdrant:URL</c>, or several nodes of a cluster: <c>qdrant:URL,URL,URL</c>.</summary>
internal static class QdrantAddress
{
    private const string Scheme = "qdrant:";

    /// <summary>Whether the setting asks for Qdrant, well written or not.</summary>
    public static bool Is(string setting) => setting.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>The nodes, in order; false when one of them is no http or https address without a path.</summary>
    public static bool TryParse(string setting, [NotNullWhen(true)] out Uri[]? nodes)
    {
        nodes = null;
        if (!Is(setting))
        {
            return false;
        }

        var parsed = new List<Uri>();
        foreach (var part in setting[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(part, UriKind.Absolute, out var node) || node.Scheme is not ("http" or "https") || node.PathAndQuery != "/" || node.UserInfo.Length > 0)
            {
                return false;
            }

            parsed.Add(node);
        }

        nodes = [.. parsed];
        return true;
    }
}
