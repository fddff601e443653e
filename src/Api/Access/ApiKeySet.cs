using System.Security.Cryptography;
using System.Text;

namespace LlmRec.Api.Access;

/// <summary>The keys of one reading of the settings; immutable.</summary>
internal sealed class ApiKeySet
{
    private const string HashPrefix = "sha256:";
    private const int ShortestKey = 16;

    private readonly (Caller Caller, byte[] Hash)[] _keys;

    private ApiKeySet(IReadOnlyList<(Caller Caller, byte[] Hash)> keys, IReadOnlyList<string> faults, IReadOnlyList<string> warnings)
    {
        _keys = [.. keys];
        Faults = faults;
        Warnings = warnings;
    }

    /// <summary>What is wrong with the settings, never with a key's value in it; empty when nothing.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>What had better be changed.</summary>
    public IReadOnlyList<string> Warnings { get; }

    public bool IsEmpty => _keys.Length == 0;

    /// <summary>Names and scopes, for the log.</summary>
    public string Description => string.Join(", ", _keys.Select(k => $"{k.Caller.Name} ({k.Caller.Scope.ToString().ToLowerInvariant()})"));

    /// <summary>No keys, for settings that can't be read as any.</summary>
    public static ApiKeySet Faulty(IReadOnlyList<string> faults) => new([], faults, []);

    /// <summary>Reads keys as they are configured.</summary>
    public static ApiKeySet Of(IEnumerable<ApiKeyOptions> settings)
    {
        var keys = new List<(Caller, byte[])>();
        List<string> faults = [], warnings = [];
        foreach (var (at, key) in settings.Index())
        {
            var label = key.Name.Length > 0 ? $"The API key '{key.Name}'" : $"Auth:ApiKeys:{at}";
            if (key.Name.Length is 0 or > 64 || !key.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            {
                faults.Add($"Auth:ApiKeys:{at} needs a Name of 1 to 64 letters, digits, dots, dashes and underscores.");
            }
            else if (!Enum.TryParse<Scope>(key.Scope, ignoreCase: true, out var scope) || !Enum.IsDefined(scope) || char.IsAsciiDigit(key.Scope.Trim()[0]))
            {
                faults.Add($"{label} has the Scope '{key.Scope}'; known: read, write, admin.");
            }
            else if (HashOf(key.Key) is not { } hash)
            {
                faults.Add($"{label} needs a Key: {HashPrefix} and 64 hexadecimal digits, as `llmrec keys new` prints them.");
            }
            else if (keys.Any(k => k.Item2.AsSpan().SequenceEqual(hash)))
            {
                faults.Add($"{label} is a key that another entry has too; each needs its own.");
            }
            else
            {
                keys.Add((new(key.Name, scope), hash));
                if (!IsHashed(key.Key))
                {
                    warnings.Add($"{label} stands in the settings as it is{(key.Key.Length < ShortestKey ? " and is short enough to be guessed" : "")}. Keep its hash there instead: `llmrec keys new` makes both.");
                }
            }
        }

        return new(keys, faults, warnings);
    }

    /// <summary>Whose key it is; null when it is none. Takes the same time whichever it is.</summary>
    public Caller? Find(string presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented), hash);
        Caller? found = null;
        foreach (var (caller, known) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, known) ? caller : found;
        }

        return found;
    }

    private static bool IsHashed(string key) => key.StartsWith(HashPrefix, StringComparison.OrdinalIgnoreCase);

    private static byte[]? HashOf(string key)
    {
        if (!IsHashed(key))
        {
            return string.IsNullOrWhiteSpace(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));
        }

        var hex = key.AsSpan(HashPrefix.Length).Trim();
        var hash = new byte[SHA256.HashSizeInBytes];
        return hex.Length == 2 * hash.Length && Convert.FromHexString(hex, hash, out _, out _) == System.Buffers.OperationStatus.Done ? hash : null;
    }
}
