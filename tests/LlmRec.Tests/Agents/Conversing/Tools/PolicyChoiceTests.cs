using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.Tools;
using LlmRec.Recommending.Pipeline;
using LlmRec.Tests.Recommending;

namespace LlmRec.Tests.Agents.Conversing.Tools;

public sealed class PolicyChoiceTests
{
    [Fact]
    public async Task Without_a_setting_the_policy_is_state_and_needs_no_model()
    {
        await using var world = await World.OpenAsync(change: services => LlmRec.Agents.AgentsServices.AddAgents(services, new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()));

        Assert.IsType<StateDialogue>(world.Get<PolicyChoice>().Of(world.Get<IServiceProvider>()));
    }

    [Fact]
    public async Task With_tools_a_model_that_calls_functions_holds_the_conversation()
    {
        await using var world = await FilmWorld.OpenAsync(new ToolScript());

        Assert.IsType<ToolsPolicy>(world.Get<PolicyChoice>().Of(world.Get<IServiceProvider>()));
    }

    [Theory]
    [InlineData("magic", null, "'magic', which is not known. Known: state, tools.")]
    [InlineData("tools", null, "none is configured. Set LlmRec:Llm:Endpoint")]
    [InlineData("tools", "/models/small", "the local model /models/small (LlmRec:Llm:Path) can't call functions. Set LlmRec:Llm:Endpoint")]
    public async Task What_cannot_be_is_refused_by_name(string policy, string? path, string says)
    {
        await using var world = await FilmWorld.OpenAsync(null, new Dictionary<string, string?> { ["LlmRec:Chat:Policy"] = policy, ["LlmRec:Llm:Path"] = path });

        Assert.Contains(says, Assert.Throws<ConfigurationException>(world.Get<PolicyChoice>).Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(world.Get<Conversations>);
    }
}
