using System.Collections.Frozen;
using LlmRec.Agents.Conversing.Tools;
using LlmRec.Language;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>Which policy holds conversations. Made once, at start: what can't be is refused then, not with the first message.</summary>
public sealed class PolicyChoice
{
    private static readonly FrozenDictionary<string, Type> Known =
        new Dictionary<string, Type> { [PolicyNames.State] = typeof(StateDialogue), [PolicyNames.Tools] = typeof(ToolsPolicy) }.ToFrozenDictionary();

    private readonly Type _chosen;

    /// <param name="options">The policy's name.</param>
    /// <param name="services">Where the language model is; it is asked for only where the policy needs it.</param>
    /// <exception cref="ConfigurationException">The name is not known, or there is no model that can do what the policy asks of it.</exception>
    public PolicyChoice(IOptions<ChatOptions> options, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(options);
        var name = options.Value.Policy;
        _chosen = Known.GetValueOrDefault(name)
            ?? throw new ConfigurationException($"Chat:Policy names '{name}', which is not known. Known: {string.Join(", ", Known.Keys.Order())}.");
        if (name == PolicyNames.Tools)
        {
            CheckModel(services);
        }
    }

    internal IDialoguePolicy Of(IServiceProvider services) => (IDialoguePolicy)services.GetRequiredService(_chosen);

    private static void CheckModel(IServiceProvider services)
    {
        const string Remedy = "Set LlmRec:Llm:Endpoint and LlmRec:Llm:Model to a model on a server that calls functions, or set LlmRec:Chat:Policy to 'state'.";
        // A local model is not loaded just to be refused.
        if (services.GetRequiredService<IOptions<LlmOptions>>().Value.Path is { } path)
        {
            throw new ConfigurationException($"Chat:Policy is 'tools', but the local model {path} (LlmRec:Llm:Path) can't call functions. {Remedy}");
        }

        if (services.GetRequiredService<ConfiguredLanguage>().Client is null)
        {
            throw new ConfigurationException($"Chat:Policy is 'tools', which needs a language model, and none is configured. {Remedy}");
        }
    }
}
