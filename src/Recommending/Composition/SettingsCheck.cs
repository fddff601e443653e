using System.Reflection;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.Configuration;

namespace LlmRec.Recommending.Composition;

/// <summary>
/// Refuses settings that nothing reads: a misspelt name would otherwise be ignored silently.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>Sections that only the API reads: a settings file that both hosts share may hold them.</summary>
    private static readonly string[] OfTheApi = ["Limits", "Auth", "Cors"];

    /// <summary>Checks every setting below a section.</summary>
    /// <param name="root">The section <c>LlmRec</c>.</param>
    /// <param name="known">By subsection (empty for the root itself), the options class that reads it.</param>
    /// <exception cref="ConfigurationException">A setting is unknown; the message names it.</exception>
    public static void Check(IConfigurationSection root, IReadOnlyList<(string Section, Type Options)> known)
    {
        foreach (var (key, value) in root.AsEnumerable(makePathsRelative: true).Where(s => s.Value is not null))
        {
            if (string.IsNullOrEmpty(value) && known.Any(k => NamesOf(k.Section, k.Options).Any(name => Covers(key, name))))
            {
                // A section without settings, such as "Pipeline": {}.
                continue;
            }

            var isAnotherHosts = OfTheApi.Any(section => Covers(section, key) && known.All(k => k.Section != section));
            if (!isAnotherHosts && !known.Any(k => Reads(k.Section, k.Options, key)))
            {
                throw new ConfigurationException(
                    $"The setting LlmRec:{key} is not known. Known: {string.Join(", ", known.SelectMany(k => NamesOf(k.Section, k.Options)).Order())}.");
            }
        }
    }

    private static bool Reads(string section, Type options, string key) =>
        NamesOf(section, options).Any(name => Covers(name, key));

    private static IEnumerable<string> NamesOf(string section, Type options) => options
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.CanWrite)
        .Select(p => section.Length == 0 ? p.Name : $"{section}:{p.Name}");

    private static bool Covers(string name, string key) =>
        key.Equals(name, StringComparison.OrdinalIgnoreCase) || key.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);
}
