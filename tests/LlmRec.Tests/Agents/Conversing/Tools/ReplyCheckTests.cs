using System.Text.Json;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Tools;
using LlmRec.Agents.Conversing.Tools.Checking;
using LlmRec.Agents.Conversing.Tools.Functions;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRec.Tests.Agents.Conversing.Tools;

/// <summary>Replies as models write them, after these calls: remember that Alien is liked, recommend, search for ice, explain The Thing (1982).</summary>
public sealed class ReplyCheckTests : IAsyncLifetime
{
    private LlmRec.Tests.Recommending.World _world = null!;
    private ReplyEvidence _evidence = null!;

    public async Task InitializeAsync()
    {
        _world = await FilmWorld.OpenAsync(new ToolScript());
        await _world.Get<Projections>().FollowAsync(default);
        _evidence = await AfterAsync(
            "I loved Alien! Something atmospheric with a creature for tonight, from the eighties maybe, but no romance.",
            ("remember_preference", new { kind = "likes", value = "Alien" }), ("remember_preference", new { kind = "avoids", value = "Romance" }), ("recommend", null), ("search", new { query = "ice" }), ("explain", new { item = "thing-old" }));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("You might enjoy The Thing (1982) by John Carpenter: a shape from the ice takes the form of its victims.")]
    [InlineData("Since you loved Alien, try Blade Runner (1982). It's also directed by Ridley Scott, and a detective hunts artificial people in a rainy city.")]
    [InlineData("How about Aliens (1986)? Marines return to the moon where the creature was found.")]
    [InlineData("Great choice! If Alien worked for you, The Terminator (1984) is another Sci-Fi film, this one by James Cameron.")]
    [InlineData("Here are two ideas:\n1. The Thing (1982) – Horror and Sci-Fi, like Alien.\n2. Blade Runner (1982) – Sci-Fi and Noir, by Ridley Scott.")]
    [InlineData("For tonight I'd suggest **The Thing** from 1982, which is Horror and Sci-Fi just like Alien.")]
    [InlineData("I left out anything with romance. The Thing (2011) has another crew that meets what sleeps in the ice.")]
    [InlineData("Got it, no romance. Take a look at “The Thing (1982)” first; \"Aliens\" is the other one I'd pick.")]
    [InlineData("You asked for something atmospheric with a creature from the eighties, so Aliens (1986) could be a good fit.")]
    [InlineData("Both The Thing (1982) and The Thing (2011) are about what sleeps in the ice; the first one is by John Carpenter.")]
    [InlineData("Alien and Blade Runner are both by Ridley Scott.")]
    [InlineData("Blade Runner has a runtime of 92 minutes.")]
    [InlineData("Ridley Scott's Blade Runner shares Sci-Fi with Alien, which you liked.")]
    [InlineData("Happy to help! Aliens follows the creature from Alien: marines return to the moon. Or would you rather have something darker?")]
    [InlineData("I've noted that you liked Alien and that you don't want romance. The Terminator might work: a machine is sent back in time to kill a waitress.")]
    [InlineData("There's Blade Runner and there's The Terminator. Which one sounds more like what you're after?")]
    public void What_stands_in_the_evidence_passes(string reply) => Assert.Empty(ReplyCheck.Check(reply.Replace("**", "", StringComparison.Ordinal), _evidence).Faults);

    [Theory]
    [InlineData("You might like Titanic.", "Titanic")]
    [InlineData("You might like Titanic (1997).", "1997")]
    [InlineData("Predator would suit you.", "predator")]
    [InlineData("You might like Amélie.", "Amélie")]
    [InlineData("You might like “the last voyage”.", "the last voyage")]
    [InlineData("The Thing (1983) is by John Carpenter.", "1983")]
    [InlineData("Blade Runner (1982) is by James Cameron.", "'James Cameron' is said of 'Blade Runner (1982)'")]
    [InlineData("The Terminator is by James Cameron and Aliens is by Ridley Scott.", "'Ridley Scott' is said of 'Aliens (1986)'")]
    [InlineData("Alien and Aliens are both by Ridley Scott.", "'Ridley Scott'")]
    [InlineData("The Thing (1982) is a Noir film.", "'Noir'")]
    [InlineData("The Thing (1982) won two Oscars.", "Oscars")]
    [InlineData("The Thing (1982) is the scariest film ever made.", "scariest")]
    [InlineData("The Thing (1982) stars Kurt Russell.", "Kurt")]
    [InlineData("Blade Runner is popular with everyone.", "popularity")]
    [InlineData("Blade Runner is better than The Thing (1982).", "a comparison")]
    [InlineData("Blade Runner is rated 8.1.", "number 8")]
    [InlineData("The Thing (1982) was released on 25 June.", "25")]
    [InlineData("Blade Runner has a runtime of 117 minutes.", "117")]
    [InlineData("See www.bestfilms.example for The Thing.", "bestfilms")]
    [InlineData("You might like something.", "names none of the items")]
    [InlineData("How about the phantom menace?", "phantom")]
    [InlineData("试试《怪形》吧。", "stands in nothing")]
    [InlineData("", "empty")]
    public void What_does_not_is_named(string reply, string says) => Assert.Contains(says, string.Join(' ', ReplyCheck.Check(reply, _evidence).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData("Hello! What are you in the mood for tonight?")]
    [InlineData("Hi there! Tell me a film you liked, or what you feel like, and I'll find something.")]
    [InlineData("I can only help with choosing from this catalogue. What would you like?")]
    [InlineData("Sorry, I don't have that in the catalogue. Is there another title you have in mind?")]
    [InlineData("You're welcome, enjoy your evening!")]
    [InlineData("I'm sorry it was not what you wanted. Would you prefer something funny or something tense?")]
    public async Task Small_talk_passes(string reply) => Assert.Empty(ReplyCheck.Check(reply, await AfterAsync("hello")).Faults);

    [Fact]
    public void Of_two_items_of_one_title_the_year_says_which_is_shown()
    {
        Assert.Equal(["thing-new"], ReplyCheck.Check("You might like The Thing (2011).", _evidence).Named);
        Assert.Equal(["thing-old"], ReplyCheck.Check("You might like The Thing (1982).", _evidence).Named);
    }

    private async Task<ReplyEvidence> AfterAsync(string message, params (string Name, object? Arguments)[] calls)
    {
        var work = new TurnWork(new(new("c", null, DialogueState.Empty, 0, default, default), message), []);
        var called = calls.Select((c, i) => new FunctionCallContent($"{i}", c.Name, JsonSerializer.Deserialize<Dictionary<string, object?>>(JsonSerializer.Serialize(c.Arguments ?? new { })))).ToList();
        await new FunctionCalls(_world.Get<TurnFunctions>().Of(work), work, [], NullLogger.Instance).CallAsync(called, 1, default);
        return new(work, _world.Get<ItemTable>());
    }
}
