using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LlmRec.Api.Access;

/// <summary>
/// The keys in force. They follow the settings: a change that makes no sense, or would leave no key at all and so open the
/// service to everyone on the machine, is told and the former keys stay.
/// </summary>
internal sealed partial class ApiKeys : IDisposable
{
    private static readonly string[] Known = [nameof(ApiKeyOptions.Name), nameof(ApiKeyOptions.Scope), nameof(ApiKeyOptions.Key)];

    private readonly IConfigurationSection _settings;
    private readonly IConfigurationRoot? _file;
    private readonly ILogger<ApiKeys> _logger;
    private readonly List<IDisposable> _followed = [];
    private volatile ApiKeySet _current;

    /// <exception cref="OptionsValidationException">A key is malformed.</exception>
    public ApiKeys(IConfiguration configuration, ILogger<ApiKeys> logger)
    {
        _logger = logger;
        _settings = configuration.GetSection("LlmRec:Auth");
        _file = _settings[nameof(AuthOptions.KeysFile)] is { Length: > 0 } path ? Open(path) : null;
        _current = Read();
        if (_current.Faults.Count > 0)
        {
            throw new OptionsValidationException("Auth", typeof(AuthOptions), _current.Faults);
        }

        Tell(_current);
        foreach (var source in new[] { configuration, _file }.OfType<IConfiguration>())
        {
            _followed.Add(ChangeToken.OnChange(source.GetReloadToken, Change));
        }
    }

    /// <summary>The keys in force now.</summary>
    public ApiKeySet Current => _current;

    public void Dispose()
    {
        _followed.ForEach(f => f.Dispose());
        (_file as IDisposable)?.Dispose();
    }

    private static IConfigurationRoot Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new OptionsValidationException("Auth", typeof(AuthOptions), [$"There is no file {full} (Auth:KeysFile)."]);
        }

        return new ConfigurationBuilder()
            .AddJsonFile(new PhysicalFileProvider(Path.GetDirectoryName(full)!), Path.GetFileName(full), optional: false, reloadOnChange: true)
            .Build();
    }

    private ApiKeySet Read()
    {
        List<string> unknown = [.. UnknownIn(_settings, nameof(AuthOptions.KeysFile)), .. _file is null ? [] : UnknownIn(_file)];
        return unknown.Count > 0
            ? ApiKeySet.Faulty(unknown)
            : ApiKeySet.Of((_settings.Get<AuthOptions>() ?? new()).ApiKeys.Concat(_file?.Get<AuthOptions>()?.ApiKeys ?? []));
    }

    /// <summary>Names that nothing reads: a misspelt one, such as <c>Scopes</c>, would otherwise be ignored.</summary>
    private static IEnumerable<string> UnknownIn(IConfiguration section, params string[] others) => section.AsEnumerable(makePathsRelative: true)
        .Where(s => s.Value is not null && !others.Contains(s.Key, StringComparer.OrdinalIgnoreCase) && !IsOfAKey(s.Key.Split(':')))
        .Select(s => $"'{s.Key}' is not known in Auth; it holds {nameof(AuthOptions.ApiKeys)}, a list of keys with {string.Join(", ", Known)}.");

    private static bool IsOfAKey(string[] path) =>
        path[0].Equals(nameof(AuthOptions.ApiKeys), StringComparison.OrdinalIgnoreCase) && (path.Length < 3 || (path.Length == 3 && Known.Contains(path[2], StringComparer.OrdinalIgnoreCase)));

    private void Change()
    {
        try
        {
            var changed = Read();
            if (changed.Faults.Count > 0)
            {
                LogKept(_logger, string.Join(" ", changed.Faults));
            }
            else if (changed.IsEmpty && !_current.IsEmpty)
            {
                LogKept(_logger, "They name no key any more; to serve this machine without keys, start again.");
            }
            else if (!changed.IsEmpty)
            {
                _current = changed;
                Tell(changed);
            }
        }
        catch (InvalidOperationException e)
        {
            LogKept(_logger, e.Message);
        }
    }

    private void Tell(ApiKeySet keys)
    {
        foreach (var warning in keys.Warnings)
        {
            LogWarning(_logger, warning);
        }

        if (!keys.IsEmpty)
        {
            LogKeys(_logger, keys.Description);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "API keys: {Keys}")]
    private static partial void LogKeys(ILogger logger, string keys);

    [LoggerMessage(2, LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);

    [LoggerMessage(3, LogLevel.Error, "The changed API keys are not taken, the former ones stay: {Reason}")]
    private static partial void LogKept(ILogger logger, string reason);
}
