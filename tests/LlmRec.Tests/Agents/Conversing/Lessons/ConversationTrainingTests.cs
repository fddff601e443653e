using System.Globalization;
using LlmRec.Agents;
using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Dialogues;
using LlmRec.Recommending.Trained;
using LlmRec.Storage.Jobs;
using LlmRec.Tests.Recommending;
using LlmRec.Tests.Recommending.Training;
using Microsoft.Extensions.Configuration;

namespace LlmRec.Tests.Agents.Conversing.Lessons;

/// <summary>Conversations teach: kept in the real store, trained by the job that trains every model, served by the chat.</summary>
public sealed class ConversationTrainingTests
{
    private const string Key = "shop";
    private const int Films = 30;

    [Fact]
    public async Task What_others_took_up_after_an_item_is_shown_to_who_names_it_with_the_reason()
    {
        await using var world = await OpenAsync();
        await TalkAsync(world, 150);
        var before = await SayAsync(world, "something like Saga 4");

        var outcome = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "dialogue")).Models.Single();
        var after = await SayAsync(world, "something like Saga 4");

        Assert.True(outcome is { Promoted: true, Users: > 5 } && outcome.Ndcg > outcome.NdcgWithout, $"{outcome}");
        Assert.DoesNotContain(before.Items, i => i.Id == After(4));
        var found = Assert.Single(after.Items, i => i.Id == After(4));
        Assert.Contains("dialogue", found.Channels);
        Assert.Contains(found.Reasons, r => r.Kind == "conversations" && r.Text.StartsWith("Followed Saga 4", StringComparison.Ordinal));
        Assert.True(found.Explanation!.Check.Passed);
    }

    [Fact]
    public async Task Before_a_training_and_after_a_roll_back_the_chat_answers_as_if_there_were_no_such_channel()
    {
        await using var world = await OpenAsync();
        await TalkAsync(world, 150);
        await using var without = await OpenAsync(world, LlmRec.Recommending.Channels.ChannelNames.All.Where(c => c != "dialogue"));
        var plain = Shown(await SayAsync(without, "something like Saga 4"));

        var before = Shown(await SayAsync(world, "something like Saga 4"));
        TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "dialogue"));
        var taught = Shown(await SayAsync(world, "something like Saga 4"));
        await world.Get<TrainedCatalogue>().RollBackAsync("dialogue");
        var after = Shown(await SayAsync(world, "something like Saga 4"));

        Assert.Equal(plain, before);
        Assert.NotEqual(plain, taught);
        Assert.Equal(plain, after);
    }

    [Fact]
    public async Task Outside_of_conversations_nothing_of_it_counts()
    {
        await using var world = await OpenAsync();
        await TalkAsync(world, 150);
        var before = await world.RecommendAsync(new LlmRec.Recommending.Pipeline.RecommendationRequest { Likes = ["4"] });

        TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "dialogue"));
        var after = await world.RecommendAsync(new LlmRec.Recommending.Pipeline.RecommendationRequest { Likes = ["4"] });

        Assert.Equal(before.Items.Select(i => (i.Id, i.Score)), after.Items.Select(i => (i.Id, i.Score)));
    }

    [Fact]
    public async Task Too_few_conversations_are_told_and_leave_all_as_it_is()
    {
        await using var world = await OpenAsync();
        await TalkAsync(world, 12);

        var alone = await TrainingWorld.TrainAsync(world, "dialogue");
        await world.LikesAsync("ana", "1", "2", "3");
        await world.LikesAsync("bob", "2", "3", "4");
        var beside = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease", "dialogue"));

        Assert.Equal(JobState.Failed, alone.State);
        Assert.Contains("12 conversations", alone.Error, StringComparison.Ordinal);
        Assert.Contains("50 at least", alone.Error, StringComparison.Ordinal);
        Assert.True(beside.Models.Single(m => m.Model == "ease").Promoted);
        Assert.Contains("50 at least", beside.Models.Single(m => m.Model == "dialogue").Verdict, StringComparison.Ordinal);
        Assert.Empty((await world.Get<Promotions>().AllAsync())["dialogue"]);
    }

    [Fact]
    public async Task A_second_training_is_compared_with_the_one_in_use_and_the_versions_are_listed()
    {
        await using var world = await OpenAsync();
        await TalkAsync(world, 150);
        var first = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "dialogue")).Models.Single();
        world.Time.Advance(TimeSpan.FromMinutes(1));

        var second = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "dialogue")).Models.Single();
        var listed = await world.Get<TrainedCatalogue>().CheckAsync();

        Assert.Equal((first.Version, first.Ndcg, first.Ndcg), (second.Versus, second.NdcgInUse, second.Ndcg));
        Assert.True(second.Promoted, second.Verdict);
        Assert.Equal(("dialogue", second.Version, true), listed.Select(v => (v.Name, v.Version, v.Ok)).Single());
    }

    [Theory]
    [InlineData("I'll take the second one", "5")]
    [InlineData("I love Saga 5", "5")]
    [InlineData("more like the second one", "5")]
    [InlineData("I have seen the second one", "")]
    [InlineData("I hate Saga 5", "")]
    [InlineData("none of these", "")]
    [InlineData("I love Saga 9", "")]
    public async Task What_is_taken_up_of_what_was_shown_is_what_was_recommended_rightly(string reaction, string expected)
    {
        await using var world = await OpenAsync();
        await KeepAsync(world, "c", [("something like Saga 1", ["3", "5", "8"]), (reaction, [])]);

        var moments = (await Read(world)).SelectMany(d => d.Moments).ToList();

        Assert.Equal(expected, string.Join(',', moments.Select(m => m.Item)));
        Assert.All(moments, m => Assert.Equal(["1"], m.Asked.Conversation!.Named));
    }

    [Fact]
    public async Task What_is_taken_back_or_out_or_erased_teaches_nothing()
    {
        await using var world = await OpenAsync();
        await KeepAsync(world, "back", [("something like Saga 1", ["3", "5", "8"]), ("I love Saga 5", []), ("forget Saga 5", [])]);
        await KeepAsync(world, "out", [("something like Saga 1", ["3", "5", "8"]), ("I love Saga 5", [])]);
        await KeepAsync(world, "erased", [("something like Saga 1", ["3", "5", "8"]), ("I love Saga 5", [])], "ana");
        await world.Get<Conversations>().EditAsync("out", new() { Likes = ["5"] }, Key, default);
        await world.Get<LlmRec.Recommending.Erasure.UserErasure>().EraseAsync("ana", default);

        var read = Assert.Single(await Read(world));

        Assert.Equal("conversation back", read.Person);
        Assert.Equal(["1"], read.Named);
        Assert.Empty(read.Moments);
    }

    /// <summary>Whoever names a film takes up, of three that are shown, the one ten further on.</summary>
    private static async Task TalkAsync(World world, int conversations)
    {
        for (var c = 0; c < conversations; c++)
        {
            var named = 1 + (c % Films);
            string[] shown = [$"{1 + ((named + 4) % Films)}", After(named), $"{1 + ((named + 6) % Films)}"];
            await KeepAsync(world, $"c{c:000}", [($"something like Saga {named}", shown), (c % 2 == 0 ? "I'll take the second one" : $"I love Saga {After(named)}", [])]);
        }
    }

    private static string After(int film) => (1 + ((film + 9) % Films)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Keeps a conversation as the chat does.</summary>
    private static async Task KeepAsync(World world, string id, (string Message, string[] Shown)[] turns, string? user = null)
    {
        foreach (var (number, (message, shown)) in turns.Index())
        {
            var conversation = new Conversation(id, user, DialogueState.Empty, number, world.Time.GetUtcNow(), world.Time.GetUtcNow());
            Assert.True(await world.Get<ConversationStore>().AddAsync(conversation, Key, DialogueState.Empty, new(number, message, "", shown, world.Time.GetUtcNow()), default));
        }
    }

    private static async Task<IReadOnlyList<RecordedDialogue>> Read(World world) => await world.Get<IEnumerable<IDialogueSource>>().First().ReadAsync(default);

    private static async Task<ChatAnswer> SayAsync(World world, string message) => (await world.Get<Conversations>().SayAsync(new(message), Key, default))!;

    private static string Shown(ChatAnswer answer) => string.Join("; ", answer.Items.Select(i => FormattableString.Invariant($"{i.Id} {i.Score} {string.Join(',', i.Channels)}")));

    private static async Task<World> OpenAsync(World? beside = null, IEnumerable<string>? channels = null)
    {
        var world = await World.OpenAsync(
            beside,
            TrainingWorld.With(channels?.Select((c, i) => KeyValuePair.Create($"LlmRec:Pipeline:Channels:{i}", (string?)c)).ToDictionary()),
            services => services.AddAgents(new ConfigurationBuilder().Build()));
        if (beside is null)
        {
            await world.ItemsAsync([.. Enumerable.Range(1, Films).Select(i => new Item { Id = $"{i}", Title = $"Saga {i}", Categories = [i % 3 == 0 ? "Western" : i % 3 == 1 ? "Drama" : "Comedy"] })]);
            for (var i = 1; i <= Films; i++)
            {
                await world.VectorAsync($"{i}", 1, i / 30f, i % 3);
            }
        }

        return world;
    }
}
