using LlmRec.Agents;
using LlmRec.Agents.Completing;
using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.State;
using LlmRec.Catalog.Items;
using LlmRec.Tests.Recommending;
using Microsoft.Extensions.Configuration;

namespace LlmRec.Tests.Agents.Completing;

public sealed class CompletionsTests
{
    private static readonly string[][] Scripts =
    [
        ["hello", "Western", "more", "the second one is great", "none of these", "why?", "more"],
        ["hello", "it doesn't matter", "show me something", "more"],
        ["something like Saga 1, but no western", "more", "I hated the first one", "seen it", "thanks"],
        ["a western from before 1900", "more", "forget that", "something dark"],
        ["I loved Saga 2 and hated Saga 9", "comedy", "I'm tired of comedy, I prefer drama", "start over", "warm"],
        ["hello", "hello", "hello", "hello"],
    ];

    public static TheoryData<int, bool> Cases()
    {
        var cases = new TheoryData<int, bool>();
        foreach (var (script, _) in Scripts.Index())
        {
            cases.Add(script, true);
            cases.Add(script, false);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_conversation_that_comes_whole_comes_to_the_same_as_one_that_is_kept(int script, bool withNotes)
    {
        await using var world = await OpenAsync();
        string? id = null;
        var history = new List<PastMessage>();
        foreach (var message in Scripts[script])
        {
            var kept = (await world.Get<Conversations>().SayAsync(new(message, id), "key", default))!;
            id = kept.ConversationId;

            var whole = await AnswerAsync(world, message, history);

            Assert.Equal(Said(kept.State), Said(whole.Notes.State));
            Assert.Equal(kept.Items.Select(i => i.Id), whole.Items.Select(i => i.Item.Id));
            Assert.Equal(kept.Question?.Kind, whole.Notes.Question?.Kind);
            history.Add(new(Speaker.Person, message));
            history.Add(Past(whole, withNotes));
        }
    }

    [Fact]
    public async Task Every_item_stands_where_the_answer_says_with_its_title_and_its_explanation()
    {
        await using var world = await OpenAsync();

        var answer = await AnswerAsync(world, "something like Saga 1");

        Assert.Equal(3, answer.Items.Count);
        foreach (var (i, listed) in answer.Items.Index())
        {
            Assert.EndsWith($"\n{i + 1}. ", answer.Text[..listed.Start], StringComparison.Ordinal);
            Assert.Equal($"**{listed.Item.Title}** — {listed.Item.Explanation!.Text}", answer.Text[listed.Start..listed.End]);
        }

        // What the list says of the first is not said before it, too.
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(answer.Text, System.Text.RegularExpressions.Regex.Escape(answer.Items[0].Item.Explanation!.Text)));
    }

    [Fact]
    public async Task A_catalogue_that_would_mark_up_the_text_is_shown_as_it_is_and_known_again()
    {
        await using var world = await World.OpenAsync(change: services => services.AddAgents(new ConfigurationBuilder().Build()));
        string[] titles = ["**Bold** [click](http://evil.example)", "<img src=x onerror=alert(1)>", "1. # Heading\n2. | table | $x$", "Same", "Same", "_\\*`code`*\\_ &lt;"];
        await world.ItemsAsync([.. titles.Select((t, i) => new Item { Id = $"id ({i})\\*", Title = t, Categories = ["Odd"] })]);

        var first = await AnswerAsync(world, "Odd");
        var second = await AnswerAsync(world, "more", [new(Speaker.Person, "Odd"), Past(first, withNotes: false)]);

        Assert.Equal(6, first.Items.Concat(second.Items).Select(i => i.Item.Id).Distinct().Count());
        Assert.Equal(first.Items.Concat(second.Items).Select(i => i.Item.Id), second.Notes.State.Shown);
        var text = first.Text + second.Text;
        Assert.DoesNotMatch(@"(?<!\\)[\[\]<>`|$]", text);
        Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
        // The list is of as many lines as items.
        Assert.Equal(6, text.Split('\n').Count(l => l.Contains(". **", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("You could watch:\n\n1. **Saga 2** (1992) – a comedy\n2) **Saga 4 (1994)**: a drama\n\nEnjoy!", "2,4")]
    [InlineData("1. **Saga 3 (1993)**\n1. **Saga 3 (1993)**\n2. **No such thing**", "3")]
    [InlineData("I'd say **Saga 5 (1995)** is one for you.", "")]
    [InlineData("10. Saga 5 (1995)", "")]
    public async Task Lists_of_other_assistants_count_as_shown(string answer, string shown)
    {
        await using var world = await OpenAsync();

        var more = await AnswerAsync(world, "more", [new(Speaker.Person, "Saga 1"), new(Speaker.Assistant, answer)]);

        Assert.Equal(shown, string.Join(',', more.Notes.State.Shown.Take(more.Notes.State.Shown.Count - more.Items.Count)));
        Assert.Empty(more.Items.Select(i => i.Item.Id).Intersect(shown.Split(',')));
    }

    [Fact]
    public async Task Ids_of_items_that_are_not_there_are_passed_over()
    {
        await using var world = await OpenAsync();

        var answer = await AnswerAsync(world, "more", [new(Speaker.Person, "comedy"), new(Speaker.Assistant, "") { Shown = ["no such item", "7", "7"] }]);

        Assert.Equal("7", answer.Notes.State.Shown[0]);
        Assert.Equal(4, answer.Notes.State.Shown.Count);
    }

    [Fact]
    public async Task An_answer_ends_before_a_stop_and_shows_only_what_it_says()
    {
        await using var world = await OpenAsync();
        var whole = await AnswerAsync(world, "something like Saga 1");

        var stopped = await AnswerAsync(world, "something like Saga 1", change: r => r with { Stops = ["never said", "\n2. "] });
        var empty = await AnswerAsync(world, "something like Saga 1", change: r => r with { Stops = [whole.Text[..1]] });

        Assert.Equal(whole.Text[..whole.Text.IndexOf("\n2. ", StringComparison.Ordinal)], stopped.Text);
        Assert.Equal([whole.Items[0].Item.Id], stopped.Items.Select(i => i.Item.Id));
        Assert.False(stopped.IsCutShort);
        Assert.Equal(("", 0), (empty.Text, empty.Items.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(60)]
    public async Task An_answer_has_no_more_tokens_than_wanted_and_ends_behind_a_word(int most)
    {
        await using var world = await OpenAsync();
        var whole = await AnswerAsync(world, "something like Saga 1");

        var cut = await AnswerAsync(world, "something like Saga 1", change: r => r with { MaxTokens = most });

        Assert.True(cut.IsCutShort);
        Assert.InRange(cut.AnswerTokens, 1, most);
        Assert.StartsWith(cut.Text, whole.Text, StringComparison.Ordinal);
        Assert.True(most == 1 || char.IsWhiteSpace(whole.Text[cut.Text.Length]));
        Assert.All(cut.Items, i => Assert.Contains(i.Item.Explanation!.Text, cut.Text, StringComparison.Ordinal));
        Assert.False((await AnswerAsync(world, "something like Saga 1", change: r => r with { MaxTokens = 10_000 })).IsCutShort);
    }

    [Fact]
    public async Task What_a_user_says_is_kept_once_however_often_the_answer_is_asked_for()
    {
        await using var world = await OpenAsync();
        Task<Completion> AskAsync() => AnswerAsync(world, "I loved Saga 2 and hated Saga 9", change: r => r with { UserId = "ana" });

        await AskAsync();
        await AskAsync();

        Assert.Equal(2, await CountAsync(world, "ana"));
        // Someone changes their mind elsewhere: what is said after that is news.
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.DoAsync("ana", "2", "dislike", ago: TimeSpan.Zero);
        await AskAsync();
        Assert.Equal(4, await CountAsync(world, "ana"));
        await AnswerAsync(world, "I loved Saga 2");
        Assert.Equal(4, await world.ScalarAsync<long>("SELECT COUNT(*) FROM interactions") - 3);
    }

    [Fact]
    public async Task Of_what_was_said_before_only_the_last_message_is_kept_as_stated()
    {
        await using var world = await OpenAsync();

        await AnswerAsync(world, "I hated Saga 9", [new(Speaker.Person, "I loved Saga 2"), new(Speaker.Other, "The user loves Saga 3.")], r => r with { UserId = "ana" });

        Assert.Equal(1, await CountAsync(world, "ana"));
    }

    [Fact]
    public async Task Who_leaves_has_nothing_kept()
    {
        await using var world = await OpenAsync();
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Get<Completions>().AnswerAsync(new([], "I loved Saga 2", "ana"), left.Token));

        Assert.Equal(0, await CountAsync(world, "ana"));
    }

    private static Task<long> CountAsync(World world, string user) =>
        world.ScalarAsync<long>($"SELECT COUNT(*) FROM interactions WHERE user_key = (SELECT key FROM users WHERE id = '{user}')");

    private static Task<Completion> AnswerAsync(World world, string message, IReadOnlyList<PastMessage>? history = null, Func<CompletionRequest, CompletionRequest>? change = null)
    {
        var request = new CompletionRequest(history ?? [], message);
        return world.Get<Completions>().AnswerAsync(change?.Invoke(request) ?? request, default);
    }

    private static PastMessage Past(Completion answer, bool withNotes) => new(Speaker.Assistant, answer.Text) { State = withNotes ? answer.Notes.State : null };

    private static string Said(DialogueState state) => System.Text.Json.JsonSerializer.Serialize(state);

    private static async Task<World> OpenAsync()
    {
        var world = await World.OpenAsync(change: services => services.AddAgents(new ConfigurationBuilder().Build()));
        await world.ItemsAsync([.. Enumerable.Range(1, 30).Select(Saga)]);
        for (var i = 1; i <= 30; i++)
        {
            await world.VectorAsync($"{i}", 1, i / 30f, i % 3);
        }

        await world.LikesAsync("eve", "4", "5", "7");
        return world;
    }

    private static Item Saga(int i) => new()
    {
        Id = $"{i}",
        Title = $"Saga {i}",
        Categories = [i % 3 == 0 ? "Western" : i % 3 == 1 ? "Drama" : "Comedy"],
        Attributes = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, AttributeValue>>($$"""{"year":{{1990 + i}},"moods":["{{(i % 2 == 0 ? "dark" : "warm")}}"]}""")!,
    };
}
