namespace LlmRec.Recommending.Pipeline;

/// <summary>Turns configured names into parts, once, at start.</summary>
internal static class ByName
{
    public static IReadOnlyList<T> Resolve<T>(string setting, IReadOnlyList<string> names, IReadOnlyDictionary<string, T> known) =>
        [.. names.Distinct().Select(name => known.TryGetValue(name, out var part)
            ? part
            : throw new ConfigurationException($"{setting} names '{name}', which is not known. Known: {string.Join(", ", known.Keys.Order())}."))];
}

/// <summary>A setting that the program cannot start with; the message says what to change.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }
}
