using System.Text.Json;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Tests.Recommending;
using Microsoft.Extensions.AI;
using static LlmRec.Tests.Agents.Conversing.Tools.FilmWorld;
using static LlmRec.Tests.Agents.Conversing.Tools.ToolScript;

namespace LlmRec.Tests.Agents.Conversing.Tools;

public sealed class ToolsPolicyTests
{
    [Fact]
    public async Task What_the_model_names_of_what_a_function_returned_is_shown_explained_and_stored()
    {
        var model = new ToolScript(Call("recommend", new { wish = "artificial people", limit = 3 }), Say("You might like Blade Runner (1982) by Ridley Scott."));
        await using var world = await OpenAsync(model);

        var answer = await SayAsync(world, "something with artificial people");

        Assert.Equal("You might like Blade Runner (1982) by Ridley Scott.", answer.Reply);
        var item = Assert.Single(answer.Items);
        Assert.Equal(("blade-runner", "Blade Runner (1982)"), (item.Id, item.Title));
        Assert.True(item.Explanation!.Check.Passed);
        Assert.Equal(1, await world.ScalarAsync<long>($"SELECT COUNT(*) FROM recommendations WHERE id = '{answer.RecommendationId}'"));
        Assert.Equal(1, await world.ScalarAsync<long>("SELECT COUNT(*) FROM recommendations"));
        Assert.Equal(["blade-runner"], answer.State.Shown);
        Assert.False(answer.Degraded);
    }

    [Fact]
    public async Task Every_step_is_in_the_trace_when_it_is_asked_for_and_else_none_is()
    {
        var steps = new[] { Call("search", new { query = "detective" }), Say("You might like Blade Runner.") };
        await using var world = await OpenAsync(new ToolScript([.. steps, .. steps]));

        var traced = (await SayAsync(world, "a detective")).Trace!;
        var plain = await SayAsync(world, "a detective", trace: false);

        Assert.Equal([(1, "call", "search"), (2, "reply", null)], traced.Select(t => (t.Step, t.Kind, t.Name)));
        Assert.Equal("detective", traced[0].Arguments!.Value.GetProperty("query").GetString());
        Assert.Equal("blade-runner", traced[0].Result!.Value.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Null(plain.Trace);
    }

    [Fact]
    public async Task What_is_remembered_is_in_the_state_starts_the_next_visit_warm_and_can_be_taken_back()
    {
        var model = new ToolScript(
            Call("remember_preference", new { kind = "likes", value = "Alien" }),
            Call("remember_preference", new { kind = "avoids", value = "western" }),
            Call("remember_preference", new { kind = "years", from = 1980, to = 1989 }),
            Call("recommend"),
            Say(asked => $"As you liked Alien, you might like {asked.Titles()[0]}."),
            Calls(("forget_preference", new { what = "Alien" }), ("forget_preference", new { what = "years" })),
            Say("Understood, I left Alien out."));
        await using var world = await OpenAsync(model);

        var first = await SayAsync(world, "I loved Alien, no westerns, something from the eighties", user: "ana");
        var warm = await ProfileAsync(world, "ana");
        var second = await SayAsync(world, "forget Alien and the years", first.ConversationId, "ana");

        Assert.Equal(["alien"], first.State.Likes);
        Assert.Equal((1980, 1989), (first.State.YearFrom, first.State.YearTo));
        Assert.Equal("Western", Assert.Single(first.State.Unwanted).Value);
        Assert.Contains("198", Assert.Single(first.Items).Title, StringComparison.Ordinal);
        Assert.Equal(["Alien"], warm);
        Assert.Empty(second.State.Likes);
        Assert.Null(second.State.YearFrom);
        Assert.Empty(await ProfileAsync(world, "ana"));
        Assert.False(first.Degraded || second.Degraded);
    }

    [Fact]
    public async Task Calls_in_one_message_are_all_answered_and_one_goes_by_what_the_one_before_remembered()
    {
        var model = new ToolScript(
            Calls(("remember_preference", new { kind = "wants", value = "Western" }), ("recommend", null), ("search", new { query = "waitress" })),
            Say(asked => $"You might like {asked.Titles(1)[0]}."));
        await using var world = await OpenAsync(model);

        var answer = await SayAsync(world, "a western please");

        Assert.Equal("ride", Assert.Single(answer.Items).Id);
        var called = model.Asked[1].Messages[^2].Contents.OfType<FunctionCallContent>().Select(c => c.CallId);
        Assert.Equal(called, model.Asked[1].Messages[^1].Contents.OfType<FunctionResultContent>().Select(r => r.CallId));
        Assert.Equal(["ride"], model.Asked[1].Results[1].GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("""{"query":"waitress","limit":50}""", "limit must be from 1 to 10; it is 50")]
    [InlineData("""{}""", "query is missing")]
    [InlineData("""{"query":7}""", "query must be a string")]
    [InlineData("""{"query":"waitress","genre":"x"}""", "There is no argument genre")]
    [InlineData("""{"query":""}""", "at least 1 characters")]
    public async Task Arguments_that_do_not_fit_are_told_to_the_model_which_may_try_again(string arguments, string says)
    {
        var model = new ToolScript(
            Call("search", JsonSerializer.Deserialize<JsonElement>(arguments)), Call("search", new { query = "waitress", limit = (int?)null }), Say("You might like Amélie."));
        await using var world = await OpenAsync(model);

        var answer = await SayAsync(world, "something with a waitress");

        Assert.Contains(says, model.Asked[1].Results[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("amelie", Assert.Single(answer.Items).Id);
        Assert.Contains(says, answer.Trace![0].Error, StringComparison.Ordinal);
        Assert.False(answer.Degraded);
    }

    [Fact]
    public async Task A_function_that_does_not_exist_is_answered_by_the_names_of_those_that_do()
    {
        var model = new ToolScript(Call("delete_everything", new { really = true }), Say("What do you feel like?"));
        await using var world = await OpenAsync(model);

        var answer = await SayAsync(world, "hello");

        Assert.Contains("search, recommend, similar, explain, compare, remember_preference, forget_preference, ask", model.Asked[1].Results[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(("What do you feel like?", 1), (answer.Reply, answer.State.QuestionsInARow));
    }

    [Fact]
    public async Task A_question_counts_as_one_is_never_asked_twice_and_never_more_than_two_in_a_row()
    {
        string Worded(Asked asked) => $"Which {asked.Results[0].GetProperty("ask")} do you feel like: {string.Join(" or ", asked.Results[0].GetProperty("options").EnumerateArray())}?";
        var model = new ToolScript(
            Call("ask"), Say(Worded),
            Call("ask", new { kind = "director", options = new[] { "Ridley Scott", "James Cameron" } }), Call("ask", new { kind = "category", options = new[] { "horror", "Comedy" } }), Say(Worded),
            Call("ask"), Call("recommend"), Say(asked => $"Then you might like {asked.Titles()[0]}."));
        await using var world = await OpenAsync(model);

        var first = await SayAsync(world, "hello");
        var second = await SayAsync(world, "no idea", first.ConversationId);
        var third = await SayAsync(world, "no idea", first.ConversationId);

        Assert.Equal("directors", first.Question!.Kind);
        Assert.All(first.Question.Options, o => Assert.Contains(o, first.Reply, StringComparison.Ordinal));
        Assert.Equal(first.Question.Options, first.State.Question!.Options);
        Assert.Contains("already", second.Trace![0].Error, StringComparison.Ordinal);
        Assert.Equal(["Horror", "Comedy"], second.Question!.Options);
        Assert.Contains("Two questions in a row", third.Trace![0].Error, StringComparison.Ordinal);
        Assert.Null(third.Question);
        Assert.Single(third.Items);
        Assert.Equal(0, third.State.QuestionsInARow);
    }

    [Fact]
    public async Task Options_that_no_item_has_are_refused()
    {
        var model = new ToolScript(Call("ask", new { kind = "category", options = new[] { "Horror", "Opera" } }), Call("ask", new { kind = "phase of the moon", options = new[] { "a", "b" } }), Say("What do you feel like?"));
        await using var world = await OpenAsync(model);

        var answer = await SayAsync(world, "hello");

        Assert.Contains("Of yours, these are: Horror.", answer.Trace![0].Error, StringComparison.Ordinal);
        Assert.Contains("no such kind", answer.Trace[1].Error, StringComparison.Ordinal);
        Assert.Null(answer.Question);
    }

    [Fact]
    public async Task A_question_that_was_called_for_must_be_in_the_reply()
    {
        var model = new ToolScript(Call("ask", new { kind = "category", options = new[] { "Horror", "Comedy" } }), Say("What do you feel like?"), Say("Do you feel like Horror or Comedy?"));
        await using var world = await OpenAsync(model);

        var answer = await SayAsync(world, "hello");

        Assert.Equal("Do you feel like Horror or Comedy?", answer.Reply);
        Assert.Contains("Horror, Comedy", answer.Trace![1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explaining_and_comparing_answer_from_the_evidence_and_show_nothing()
    {
        var model = new ToolScript(
            Call("similar", new { item = "Alien" }), Say("Like it, there is The Thing (1982)."),
            Calls(("explain", new { item = "thing-old" }), ("compare", new { first = "The Thing (1982)", second = "alien" })),
            Say("The Thing (1982) is by John Carpenter and Alien is by Ridley Scott; both are Horror."));
        await using var world = await OpenAsync(model);

        var shown = await SayAsync(world, "something like Alien");
        var why = await SayAsync(world, "why, and how does it compare with Alien?", shown.ConversationId);

        Assert.Equal("thing-old", Assert.Single(shown.Items).Id);
        Assert.DoesNotContain("you liked", shown.Items[0].Explanation!.Text, StringComparison.OrdinalIgnoreCase);
        var (explained, compared) = (model.Asked[3].Results[0], model.Asked[3].Results[1]);
        Assert.NotEmpty(explained.GetProperty("why").GetString()!);
        Assert.Equal(["Horror", "Sci-Fi"], compared.GetProperty("shared").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(["John Carpenter"], compared.GetProperty("onlyFirst").EnumerateArray().Select(v => v.GetString()));
        Assert.Empty(why.Items);
        Assert.Equal(["thing-old"], why.State.LastShown);
        Assert.False(why.Degraded);
    }

    [Fact]
    public async Task When_nothing_fits_the_model_is_told_what_stands_in_the_way()
    {
        var model = new ToolScript(
            Calls(("remember_preference", new { kind = "wants", value = "Western" }), ("remember_preference", new { kind = "years", to = 1950 }), ("recommend", null)), Say("Nothing fits; shall I leave the years out?"));
        await using var world = await OpenAsync(model);

        var answer = await SayAsync(world, "a western from before 1950");

        Assert.Equal(["up to 1950", "Western, up to 1950"], model.Asked[1].Results[2].GetProperty("fitsWithout").EnumerateArray().Select(v => v.GetString()));
        Assert.Empty(answer.Items);
        Assert.Equal(1950, answer.State.YearTo);
    }

    [Fact]
    public async Task Qualities_and_bounds_of_numbers_are_remembered_by_their_names_and_forgotten_by_them()
    {
        var model = new ToolScript(
            Calls(
                ("remember_preference", new { kind = "more", value = "funny" }),
                ("remember_preference", new { kind = "less", value = "gory" }),
                ("remember_preference", new { kind = "number", value = "Runtime", to = 86 }),
                ("remember_preference", new { kind = "number", value = "price", to = 5 }),
                ("remember_preference", new { kind = "years", from = 12 }),
                ("recommend", new { limit = 10 })),
            Say(asked => $"Amélie has a runtime of {asked.Results[5].GetProperty("items").EnumerateArray().Single(i => i.GetProperty("id").GetString() == "amelie").GetProperty("numbers").GetProperty("runtime")}."),
            Calls(("forget_preference", new { what = "runtime" }), ("forget_preference", new { what = "funny" }), ("forget_preference", new { what = "gory" }), ("forget_preference", new { what = "gory" })),
            Say("Understood."));
        await using var world = await OpenAsync(model);

        var first = await SayAsync(world, "funnier, less gory, under 86 minutes");
        var second = await SayAsync(world, "forget all of that", first.ConversationId);

        Assert.Equal(["funny"], first.State.MoreOf);
        Assert.Equal(["gory"], first.State.Aversions);
        Assert.Equal(new NumberRange("runtime", null, 86), Assert.Single(first.State.Ranges));
        Assert.Contains("runtime", first.Trace![3].Error, StringComparison.Ordinal);
        Assert.Contains("Years are from", first.Trace[4].Error, StringComparison.Ordinal);
        Assert.Equal(("Amélie has a runtime of 86.", "amelie"), (first.Reply, Assert.Single(first.Items).Id));
        Assert.Empty(second.State.MoreOf.Concat(second.State.Aversions));
        Assert.Empty(second.State.Ranges);
        Assert.Contains("Nothing of that kind", second.Trace![3].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_shown_or_is_known_is_not_recommended_again()
    {
        var model = new ToolScript(
            Call("recommend", new { limit = 10 }), Say(asked => $"You might like {asked.Titles()[0]}."),
            Calls(("recommend", new { limit = 10 }), ("search", new { query = "Alien" })), Say(asked => $"You know Alien; you might like {asked.Titles()[0]}."));
        await using var world = await OpenAsync(model);

        var first = await SayAsync(world, "anything");
        var second = await SayAsync(world, "more", first.ConversationId);

        Assert.DoesNotContain(first.Items[0].Title, model.Asked[3].Titles());
        Assert.DoesNotContain(second.Items, i => i.Id == first.Items[0].Id);
    }

    [Fact]
    public async Task Both_policies_answer_in_the_same_shape()
    {
        await using var tools = await OpenAsync(new ToolScript(Call("recommend"), Say(asked => $"You might like {asked.Titles()[0]}.")));
        await using var state = await OpenAsync(null, new Dictionary<string, string?> { ["LlmRec:Chat:Policy"] = "state" });

        var answers = new[] { await SayAsync(tools, "something like Alien"), await SayAsync(state, "something like Alien") }.Select(a => JsonSerializer.SerializeToElement(a, JsonSerializerOptions.Web)).ToArray();

        Assert.Equal(Names(answers[1]), Names(answers[0]));
        Assert.Equal(Names(answers[1].GetProperty("state")), Names(answers[0].GetProperty("state")));
        Assert.Equal(Names(answers[1].GetProperty("items")[0]), Names(answers[0].GetProperty("items")[0]));
        Assert.Equal(0, answers[1].GetProperty("trace").GetArrayLength());
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(p => p.Name);

    private static async Task<IReadOnlyList<string>> ProfileAsync(World world, string user) =>
        [.. (await world.Get<Recommender>().PreviewAsync(new() { UserId = user }, default)).Profile.Likes.Select(l => world.Get<ItemTable>()[l.Item]!.Title)];
}
