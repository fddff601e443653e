using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Recommending.Pipeline;
using LlmRec.Tests.Agents.Conversing.Tools;
using static LlmRec.Tests.Agents.Conversing.Tools.FilmWorld;

namespace LlmRec.Tests.Agents.Conversing;

public sealed class TurnTests
{
    private static readonly Dictionary<string, string?> State = new() { ["LlmRec:Chat:Policy"] = "state" };

    [Fact]
    public async Task Who_asks_for_a_kind_is_shown_it_and_asked_beside_it_and_may_take_what_is_shown()
    {
        await using var world = await OpenAsync(null, State);

        var shown = await SayAsync(world, "recommend me something");
        var taken = await SayAsync(world, "the first one sounds good", shown.ConversationId);

        Assert.NotEmpty(shown.Items);
        Assert.NotNull(shown.Question);
        Assert.EndsWith("?", shown.Reply, StringComparison.Ordinal);
        Assert.Empty(taken.Items);
        Assert.Null(taken.Question);
        Assert.Equal([shown.Items[0].Id], taken.State.Examples);
    }

    [Fact]
    public async Task Either_of_two_kinds_will_do_where_one_says_or()
    {
        await using var world = await OpenAsync(null, State);

        var answer = await SayAsync(world, "a western or an action film");

        Assert.Single(answer.State.Wanted);
        Assert.Contains(answer.Items, i => i.Reasons.Any(r => r.Kind == "asked" && r.Text.Contains("Action", StringComparison.Ordinal)));
        Assert.DoesNotContain("left out", answer.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nothing_has_both_of_replaces_what_was_wanted_before()
    {
        await using var world = await OpenAsync(null, State);

        var first = await SayAsync(world, "something by Ridley Scott");
        var second = await SayAsync(world, "something by Cameron", first.ConversationId);

        Assert.Equal(["James Cameron"], second.State.Wanted.Select(w => w.Value));
        Assert.DoesNotContain("left out", second.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_what_was_spoken_of_last()
    {
        await using var world = await OpenAsync(null, State);
        var shown = await SayAsync(world, "some science fiction, or action");
        Assert.True(shown.Items.Count > 1);

        var pointed = await SayAsync(world, "what is the second one about?", shown.ConversationId);
        var asked = await SayAsync(world, "who directed it?", shown.ConversationId);

        Assert.Contains(shown.Items[1].Title, pointed.Reply, StringComparison.Ordinal);
        Assert.Contains(shown.Items[1].Title, asked.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_word_of_talking_is_no_wish_and_a_word_of_the_catalogue_stays_what_it_is()
    {
        await using var world = await OpenAsync(null, State);

        var misspelt = await SayAsync(world, "somthing with a waitress, I've allready seen Aliens");

        Assert.Equal(["waitress"], misspelt.State.Wishes);
        Assert.Contains("aliens", misspelt.State.Seen);
    }

    [Fact]
    public async Task A_film_that_was_only_named_is_never_said_to_be_liked()
    {
        await using var world = await OpenAsync(null, State);

        var answer = await SayAsync(world, "something like Alien");

        Assert.NotEmpty(answer.Items);
        Assert.DoesNotContain("you liked", answer.Reply, StringComparison.OrdinalIgnoreCase);
        Assert.All(answer.Items, i => Assert.DoesNotContain("you liked", i.Explanation!.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_reader_of_a_stream_is_told_something_before_a_late_model_has_spoken()
    {
        using var model = new LateModel("Aliens (1986) comes first.");
        await using var world = await OpenAsync(model, State);

        // The model speaks only once something was said: who waited for it first would wait for ever.
        var progress = new Listener(_ => model.Speak());
        var turn = world.Get<Conversations>().SayAsync(new("something with a creature"), Key, progress, default);
        await model.WasAsked;
        world.Time.Advance(TimeSpan.FromSeconds(1));
        var answer = await turn;

        Assert.True(progress.Said.Count > 1);
        Assert.Equal(answer!.Reply, string.Concat(progress.Said));
    }

    [Fact]
    public async Task A_client_that_leaves_stops_the_model_and_nothing_of_the_turn_is_kept()
    {
        using var model = new ToolScript(ToolScript.Say("never")) { Hangs = true };
        await using var world = await OpenAsync(model, State);
        using var client = new CancellationTokenSource();

        var turn = SayAsync(world, "something with a creature", user: "ana", cancellationToken: client.Token);
        await model.WasAsked;
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        Assert.True(model.WasCancelled);
        Assert.Empty(await world.Get<LlmRec.Agents.Conversing.Stored.ConversationStore>().OfUserAsync("ana", Key, default));
    }

    private sealed class Listener(Action<string> heard) : ITurnProgress
    {
        public List<string> Said { get; } = [];

        public ValueTask ShowAsync(DialogueState state, IReadOnlyList<Recommendation> items, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask SayAsync(string words, CancellationToken cancellationToken)
        {
            Said.Add(words);
            heard(words);
            return ValueTask.CompletedTask;
        }
    }
}
