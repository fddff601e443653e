using LlmRec.Agents;
using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Pipeline;
using LlmRec.Tests.Recommending;
using Microsoft.Extensions.Configuration;

namespace LlmRec.Tests.Agents.Conversing;

public sealed class StateEditTests
{
    private const string Key = "shop";

    [Fact]
    public void An_edit_takes_out_what_it_names_and_nothing_else()
    {
        var state = DialogueState.Empty with
        {
            Likes = ["a", "b"],
            Dislikes = ["c"],
            Examples = ["d"],
            Seen = ["a", "b", "c", "d"],
            Wanted = [new("Drama", ["category"]), new("warm", ["moods"])],
            Unwanted = [new("Western", ["category"])],
            YearFrom = 1990,
            YearTo = 1999,
            Wishes = ["slow"],
            Aversions = ["gore"],
            Shown = ["e"],
        };

        var edited = new StateEdit { Likes = ["a", "never there"], Wanted = ["Drama"], Years = true }.Apply(state);

        Assert.Equivalent(state with { Likes = ["b"], Wanted = [new("warm", ["moods"])], YearFrom = null, YearTo = null }, edited, strict: true);
        Assert.True(new StateEdit { Likes = ["a", "b"], Dislikes = ["c"], Examples = ["d"], Wanted = ["Drama", "warm"], Unwanted = ["Western"], Wishes = ["slow"], Aversions = ["gore"], Years = true }.Apply(state)
            is { IsOpen: true, Dislikes: [], Unwanted: [], Aversions: [], Seen.Count: 4, Shown.Count: 1 });
    }

    [Fact]
    public async Task A_like_that_is_taken_out_is_taken_back_from_what_is_known_of_the_user()
    {
        await using var world = await OpenAsync();
        var id = (await SayAsync(world, "I loved Saga 2 and hated Saga 3", user: "ana")).ConversationId;

        var edited = await EditAsync(world, id, new() { Likes = ["2"] });

        Assert.Empty(edited!.State.Likes);
        Assert.Equal(["3"], edited.State.Dislikes);
        Assert.Equal(1, edited.Turns);
        Assert.Empty((await world.Get<Recommender>().PreviewAsync(new() { UserId = "ana" }, default)).Profile.Likes);
    }

    [Fact]
    public async Task The_next_answer_goes_by_the_edited_state()
    {
        await using var world = await OpenAsync();
        var id = (await SayAsync(world, "drama please, no western")).ConversationId;
        await EditAsync(world, id, new() { Wanted = ["Drama"], Unwanted = ["Western"] });

        var answer = await SayAsync(world, "something like Saga 3", id);

        Assert.Empty(answer.State.Wanted);
        Assert.Empty(answer.State.Unwanted);
    }

    [Fact]
    public async Task A_conversation_of_another_key_can_not_be_edited()
    {
        await using var world = await OpenAsync();
        var id = (await SayAsync(world, "I loved Saga 2")).ConversationId;

        Assert.Null(await world.Get<Conversations>().EditAsync(id, new() { Likes = ["2"] }, "another key", default));
        Assert.Null(await EditAsync(world, "no such id", new()));
        Assert.Equal(["2"], (await world.Get<ConversationStore>().FindAsync(id, Key, default))!.State.Likes);
    }

    [Fact]
    public async Task Of_edits_and_messages_at_once_in_several_processes_none_is_lost()
    {
        await using var world = await OpenAsync();
        await using var beside = await OpenAsync(world);
        var id = (await SayAsync(world, "I loved Saga 1, Saga 2, Saga 3 and Saga 4")).ConversationId;

        await Task.WhenAll(
            EditAsync(world, id, new() { Likes = ["1"] }),
            SayAsync(beside, "I liked Saga 5", id),
            EditAsync(beside, id, new() { Likes = ["2"] }),
            SayAsync(world, "I liked Saga 6", id),
            EditAsync(beside, id, new() { Likes = ["3"] }));

        var conversation = await world.Get<ConversationStore>().FindAsync(id, Key, default);
        Assert.Equal(["4", "5", "6"], conversation!.State.Likes.Order());
        Assert.Equal(3, conversation.Turns);
    }

    [Fact]
    public async Task Whoever_only_talked_is_erased_too()
    {
        await using var world = await OpenAsync();
        var id = (await SayAsync(world, "hello", user: "guest")).ConversationId;

        Assert.True(await world.Get<UserErasure>().EraseAsync("guest", default));
        Assert.Null(await world.Get<ConversationStore>().FindAsync(id, Key, default));
        Assert.False(await world.Get<UserErasure>().EraseAsync("guest", default));
    }

    private static Task<Conversation?> EditAsync(World world, string id, StateEdit edit) => world.Get<Conversations>().EditAsync(id, edit, Key, default);

    private static async Task<ChatAnswer> SayAsync(World world, string message, string? conversation = null, string? user = null) =>
        (await world.Get<Conversations>().SayAsync(new(message, conversation, user), Key, default))!;

    private static async Task<World> OpenAsync(World? beside = null)
    {
        var world = await World.OpenAsync(beside, change: services => services.AddAgents(new ConfigurationBuilder().Build()));
        if (beside is null)
        {
            await world.ItemsAsync([.. Enumerable.Range(1, 12).Select(i => new Item { Id = $"{i}", Title = $"Saga {i}", Categories = [i % 3 == 0 ? "Western" : "Drama"] })]);
        }

        return world;
    }
}
