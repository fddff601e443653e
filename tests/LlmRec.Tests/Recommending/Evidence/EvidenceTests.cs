using LlmRec.Catalog.Items;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Tests.Recommending.Evidence;

public sealed class EvidenceTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        await _world.ItemsAsync(
            Film("alien", "Alien", 1979, ["Horror", "Sci-Fi"], "Ridley Scott", "Dan O'Bannon"),
            Film("aliens", "Aliens", 1986, ["Action", "Sci-Fi"], "James Cameron", "James Cameron"),
            Film("terminator", "The Terminator", 1984, ["Action", "Sci-Fi"], "James Cameron", "James Cameron"),
            Film("amelie", "Amélie", 2001, ["Romance"], "Jean-Pierre Jeunet", "Guillaume Laurant"));
        await _world.VectorAsync("alien", 1, 0.2f);
        await _world.VectorAsync("aliens", 1, 0.1f);
        await _world.VectorAsync("terminator", 1, 0.3f);
        await _world.VectorAsync("amelie", 0, 0, 1);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_pick_names_the_liked_items_behind_it_with_shares_that_are_shares()
    {
        await _world.LikesAsync("ana", "amelie", "alien", "aliens");

        var pick = (await _world.RecommendAsync("ana")).Items.Single(i => i.Id == "terminator");

        var liked = Reason(pick, "liked");
        Assert.Equal("Because you liked Aliens (1986) and Alien (1979)", liked.Text);
        Assert.Equal(["aliens", "alien"], liked.Items!.Select(i => i.Id));
        Assert.All(liked.Items!, i => Assert.InRange(i.Share, 0.05, 1));
        Assert.InRange(liked.Items!.Sum(i => i.Share), 0.5, 1.001);
    }

    [Fact]
    public async Task A_value_shared_under_two_kinds_is_said_once_and_kept_twice()
    {
        await _world.LikesAsync("ana", "aliens");

        var facets = Reason((await _world.RecommendAsync("ana")).Items.Single(i => i.Id == "terminator"), "facets");

        Assert.Equal("In common: Action, Sci-Fi, James Cameron", facets.Text);
        Assert.Equal(["director", "writer"], facets.Facets!.Where(f => f.Value == "James Cameron").Select(f => f.Kind));
    }

    [Fact]
    public async Task Words_of_the_wish_are_named_as_they_stand_in_the_item_and_meaning_only_where_no_word_matched()
    {
        var answer = await _world.RecommendAsync(new() { Wish = "a TERMINATOR or axis0", Diversity = 0 });

        var byWords = answer.Items.Single(i => i.Id == "terminator");
        Assert.Equal(["Terminator"], Reason(byWords, "words").Words);
        Assert.DoesNotContain(byWords.Reasons, r => r.Kind == "meaning");
        Assert.Contains(answer.Items.Single(i => i.Id == "aliens").Reasons, r => r.Kind == "meaning");
    }

    [Fact]
    public async Task How_many_people_like_an_item_is_counted_by_person_not_by_like()
    {
        await _world.DoAsync("u1", "alien", "like", ago: TimeSpan.FromDays(1));
        await _world.DoAsync("u1", "alien", "rating", 5, TimeSpan.FromDays(2));
        await _world.DoAsync("u2", "alien", "click");
        await _world.DoAsync("u1", "amelie", "like");

        var items = (await _world.RecommendAsync("nobody")).Items;

        Assert.Equal("Liked by 2 people here", Reason(items.Single(i => i.Id == "alien"), "popular").Text);
        Assert.Equal("Liked by one person here", Reason(items.Single(i => i.Id == "amelie"), "popular").Text);
        Assert.Equal("New here: nobody has rated it yet", Reason(items.Single(i => i.Id == "aliens"), "new").Text);
    }

    [Fact]
    public async Task Items_similar_to_one_say_what_they_share_not_that_it_was_liked()
    {
        await _world.LikesAsync("u1", "aliens", "amelie");
        await _world.RecommendAsync("u1");

        var similar = (await _world.Get<Recommender>().SimilarAsync(_world.Get<ItemTable>().Find("aliens")!, 10, default)).Items;

        Assert.Equal(["facets"], similar.Single(i => i.Id == "terminator").Reasons.Select(r => r.Kind));
        Assert.Equal(["Liked by the same people"], similar.Single(i => i.Id == "amelie").Reasons.Select(r => r.Text));
    }

    [Fact]
    public async Task An_item_similar_by_text_alone_still_has_a_reason()
    {
        await _world.ItemsAsync("plain");
        await _world.VectorAsync("plain", 0, 0.1f, 1);
        await _world.RecommendAsync("nobody");

        var similar = (await _world.Get<Recommender>().SimilarAsync(_world.Get<ItemTable>().Find("amelie")!, 10, default)).Items;

        Assert.Equal(["Close in what it is about"], similar.Single(i => i.Id == "plain").Reasons.Select(r => r.Text));
    }

    private static Reason Reason(Recommendation pick, string kind) => pick.Reasons.Single(r => r.Kind == kind);

    private static Item Film(string id, string title, int year, string[] genres, string director, string writer) => new()
    {
        Id = id,
        Title = title,
        Categories = genres,
        Attributes = new Dictionary<string, AttributeValue>
        {
            ["year"] = Channels.BehaviourChannelTests.Attribute($"{year}"),
            ["director"] = Channels.BehaviourChannelTests.Attribute($"\"{director}\""),
            ["writer"] = Channels.BehaviourChannelTests.Attribute($"[\"{writer}\"]"),
        },
    };
}
