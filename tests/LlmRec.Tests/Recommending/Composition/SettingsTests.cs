using LlmRec.Recommending.Pipeline;
using LlmRec.Testing;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Recommending.Composition;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Pipeline:Channels:0", "popularr", "Pipeline:Channels names 'popularr', which is not known. Known: dialogue, ease, fresh, item-knn, masked, popular, profile, sequence, similar, similar-users, text-adapter, transitions, two-tower, wish.")]
    [InlineData("Pipeline:Ranker", "fussion", "Pipeline:Ranker names 'fussion', which is not known. Known: fusion, weighted.")]
    [InlineData("Pipeline:Rerankers:0", "shuffle", "Pipeline:Rerankers names 'shuffle', which is not known. Known: mmr.")]
    public async Task An_unknown_name_is_refused_with_the_known_ones(string setting, string name, string message)
    {
        await using var world = await World.OpenAsync(settings: new Dictionary<string, string?> { [$"LlmRec:{setting}"] = name });

        Assert.Equal(message, Assert.Throws<ConfigurationException>(world.Get<Recommender>).Message);
    }

    [Theory]
    [InlineData("Pipeline:Chanels:0", "The setting LlmRec:Pipeline:Chanels:0 is not known. Known: ")]
    [InlineData("Pipline", "The setting LlmRec:Pipline is not known. Known: ")]
    [InlineData("Encoder:Pooling", "The setting LlmRec:Encoder:Pooling is not known. Known: ")]
    [InlineData("Qdrant:Key", "The setting LlmRec:Qdrant:Key is not known. Known: ")]
    [InlineData("Llm:Folder", "The setting LlmRec:Llm:Folder is not known. Known: ")]
    public void A_setting_that_nothing_reads_is_refused_by_name(string setting, string message)
    {
        using var folder = new TempFolder();

        var fault = Assert.Throws<ConfigurationException>(() => World.Services(folder["x.db"], new Dictionary<string, string?> { [$"LlmRec:{setting}"] = "x" }));

        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_the_api_in_a_file_that_the_command_line_reads_too_is_no_mistake()
    {
        using var folder = new TempFolder();

        Assert.NotEmpty(World.Services(folder["x.db"], new Dictionary<string, string?>
        {
            ["LlmRec:Limits:MaxBodyMb"] = "5",
            ["LlmRec:Auth:ApiKeys:0:Name"] = "shop",
            ["LlmRec:Cors:AllowedOrigins:0"] = "https://shop.example",
        }));
    }

    [Fact]
    public void A_section_without_settings_is_no_mistake()
    {
        using var folder = new TempFolder();

        Assert.NotEmpty(World.Services(folder["x.db"], new Dictionary<string, string?> { ["LlmRec:Pipeline"] = "", ["LlmRec:Limits"] = null }));
        Assert.Throws<ConfigurationException>(() => World.Services(folder["x.db"], new Dictionary<string, string?> { ["LlmRec:Pipeline"] = "x" }));
    }

    [Theory]
    [InlineData("Pipeline:Candidates", "5")]
    [InlineData("Pipeline:ChannelDeadlineMs", "0")]
    [InlineData("Pipeline:Diversity", "1.5")]
    [InlineData("Pipeline:Ranker", "")]
    [InlineData("Pipeline:KeepAnswersDays", "0")]
    public async Task A_value_out_of_range_is_refused_by_name(string setting, string value)
    {
        var name = setting.Split(':')[^1];

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var world = await World.OpenAsync(settings: new Dictionary<string, string?> { [$"LlmRec:{setting}"] = value });
            world.Get<Recommender>();
        });

        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configured_channels_are_the_only_ones_asked_and_a_name_given_twice_counts_once()
    {
        await using var world = await World.OpenAsync(settings: new Dictionary<string, string?>
        {
            ["LlmRec:Pipeline:Channels:0"] = "fresh",
            ["LlmRec:Pipeline:Channels:1"] = "fresh",
        });
        await world.ItemsAsync("liked", "new");
        await world.LikesAsync("u1", "liked");

        var pick = Assert.Single((await world.RecommendAsync("ana")).Items);

        Assert.Equal("new", pick.Id);
        Assert.Equal(["fresh"], pick.Channels);
    }
}
