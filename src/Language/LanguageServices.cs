using LlmRec.Language.Endpoint;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Language;

/// <summary>Registers this room.</summary>
public static class LanguageServices
{
    /// <summary>Adds the configured language model as <see cref="ConfiguredLanguage"/>.</summary>
    public static IServiceCollection AddLanguage(this IServiceCollection services)
    {
        services.AddOptions<LlmOptions>().ValidateDataAnnotations();
        services.AddSingleton(provider => ConfiguredLanguage.Of(
            provider.GetRequiredService<IOptions<LlmOptions>>().Value, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        return services;
    }
}

/// <summary>The language model that is configured, or none: then templates do the wording.</summary>
public sealed class ConfiguredLanguage : IDisposable
{
    private ConfiguredLanguage(IChatClient? client) => Client = client;

    /// <summary>The model; null where none is configured.</summary>
    public IChatClient? Client { get; }

    /// <summary>Its name and version, for what is kept by it; null where none is configured.</summary>
    public string? Version => (Client?.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.DefaultModelId;

    /// <summary>Loads the model, or prepares for the server.</summary>
    /// <exception cref="LanguageException">The model's folder can't be used.</exception>
    public static ConfiguredLanguage Of(LlmOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options switch
        {
            { Endpoint: not null } => new EndpointChatClient(options, time),
            { Path: { } path } => new LocalChatClient(LanguageModel.Load(LanguageFolder.Open(path), options.Threads), options, time),
            _ => null,
        });
    }

    /// <summary>A model that someone else made; null for none.</summary>
    public static ConfiguredLanguage By(IChatClient? client) => new(client);

    /// <inheritdoc/>
    public void Dispose() => Client?.Dispose();
}
