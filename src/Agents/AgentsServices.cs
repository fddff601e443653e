using LlmRec.Agents.Completing;
using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.Lessons;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.Recorded;
using LlmRec.Agents.Conversing.Replies;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Agents.Conversing.Tools;
using LlmRec.Agents.Conversing.Tools.Functions;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Agents.Wording.Acts;
using LlmRec.Embedding.Encoders;
using LlmRec.Language;
using LlmRec.Recommending;
using LlmRec.Recommending.Composition;
using LlmRec.Recommending.Dialogues;
using LlmRec.Recommending.Erasure;
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
    public static IReadOnlyList<(string Section, Type Options)> Options { get; } = [("Llm", typeof(LlmOptions)), ("Chat", typeof(ChatOptions))];

    /// <summary>Adds explanations, and the language model that is configured.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    public static IServiceCollection AddAgents(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<LlmOptions>(configuration.GetSection($"{LlmRecServices.Section}:Llm"));
        services.AddOptions<ChatOptions>().Bind(configuration.GetSection($"{LlmRecServices.Section}:Chat")).ValidateDataAnnotations();
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
        services.AddSingleton(ConversationsSchema.Part);
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<IErasesUser>(provider => provider.GetRequiredService<ConversationStore>());
        services.AddSingleton<CurrentLexicon>();
        services.AddSingleton<TitleLinker>();
        services.AddSingleton<Spelling>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<SpeltReader>();
        services.AddSingleton<MessageMemory>();
        services.AddSingleton<StateUpdate>();
        services.AddSingleton<ItemTeller>();
        services.AddSingleton<StatePolicy>();
        services.AddSingleton<SuggestionReasons>();
        services.AddSingleton<ReplyWriter>();
        services.AddSingleton<ActWording>();
        services.AddSingleton<ReplyWording>();
        services.AddSingleton<StateDialogue>();
        services.AddSingleton<StatedPreferences>();
        services.AddSingleton<DialogueReplays>();
        services.AddSingleton<IDialogueSource, KeptDialogues>();
        services.AddSingleton<RecordedDialogueStore>();
        services.AddSingleton<IErasesUser>(provider => provider.GetRequiredService<RecordedDialogueStore>());
        services.AddSingleton<RecordedDialogues>();
        services.AddSingleton<IDialogueSource>(provider => provider.GetRequiredService<RecordedDialogues>());
        services.AddSingleton<NamedItems>();
        services.AddSingleton<FunctionSources>();
        services.AddSingleton<TurnFunctions>();
        services.AddSingleton<ToolsPrompt>();
        services.AddSingleton<ToolLoop>();
        services.AddSingleton<ToolsPolicy>();
        services.AddSingleton<PolicyChoice>();
        services.AddSingleton(provider => new Conversations(
            provider.GetRequiredService<ConversationStore>(),
            provider.GetRequiredService<Projections>(),
            provider.GetRequiredService<PolicyChoice>().Of(provider),
            provider.GetRequiredService<StatedPreferences>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ListedTitles>();
        services.AddSingleton<PastAnswers>();
        services.AddSingleton<AnswerText>();
        services.AddSingleton<PastState>();
        services.AddSingleton(provider => new Completions(
            provider.GetRequiredService<Projections>(),
            provider.GetRequiredService<CurrentLexicon>(),
            provider.GetRequiredService<PastState>(),
            provider.GetRequiredService<PolicyChoice>().Of(provider),
            provider.GetRequiredService<AnswerText>(),
            provider.GetRequiredService<StatedPreferences>(),
            provider.GetRequiredService<TokenCounter>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
