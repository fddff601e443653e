using LlmRec.Agents.Explaining;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Language;
using LlmRec.Recommending.Composition;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Agents;

/// <summary>Registers this room.</summary>
public static class AgentsServices
{
    /// <summary>The options that this room and the language model read, by section.</summary>
    public static (string Section, Type Options) Options { get; } = ("Llm", typeof(LlmOptions));

    /// <summary>Adds explanations, and the language model that is configured.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    public static IServiceCollection AddAgents(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<LlmOptions>(configuration.GetSection($"{LlmRecServices.Section}:{Options.Section}"));
        services.AddLanguage();
        services.AddSingleton<FactsSelection>();
        services.AddSingleton<LanguageWording>();
        services.AddSingleton<ExplanationCache>();
        services.AddSingleton(provider => new Explainer(
            provider.GetRequiredService<Recommender>(),
            provider.GetRequiredService<ItemTable>(),
            provider.GetRequiredService<FactsSelection>(),
            provider.GetRequiredService<LanguageWording>(),
            provider.GetRequiredService<ExplanationCache>(),
            provider.GetRequiredService<IOptions<LlmOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
