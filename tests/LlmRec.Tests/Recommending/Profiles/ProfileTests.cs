using LlmRec.Recommending.Items;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Tests.Recommending.Profiles;

public sealed class ProfileTests
{
    private const double Day = 86_400;

    private readonly ItemTable _items = new();
    private readonly ProfileBuilder _profiles;

    public ProfileTests()
    {
        foreach (var key in Enumerable.Range(1, 20))
        {
            _items.Set(new(key, $"i{key}", "T", null, [], null));
        }

        _profiles = new(_items);
    }

    [Fact]
    public void A_like_counts_by_its_age_in_sittings()
    {
        var profile = _profiles.Build([new(1, 0, 1), new(2, 3600, 1), new(3, 5 * Day, 1), new(4, (5 * Day) + 60, 0.5f)], hasTime: true);

        Assert.Equal([new(4, 0.5f), new(3, 1), new(2, 0.5f), new(1, 0.5f)], profile.Likes);
    }

    [Fact]
    public void Without_time_every_event_is_a_step()
    {
        var profile = _profiles.Build([new(1, 0, 1), new(2, 1, 1), new(3, 2, -1), new(4, 3, 1)], hasTime: false);

        Assert.Equal([(4, 1f), (2, 1 / 3f), (1, 1 / 4f)], profile.Likes.Select(l => (l.Item, l.Weight)));
        Assert.Equal([3], profile.Dislikes);
    }

    [Fact]
    public void Only_the_latest_word_on_an_item_counts()
    {
        var profile = _profiles.Build([new(1, 0, 1), new(1, Day, -1), new(2, 0, -1), new(2, 2 * Day, 1), new(3, 0, 1), new(3, Day, 0)], hasTime: true);

        Assert.Equal([2], profile.Likes.Select(l => l.Item));
        Assert.Equal([1], profile.Dislikes);
        Assert.Equal([1, 2, 3], profile.Seen.Order());
    }

    [Fact]
    public void Items_that_left_the_catalogue_are_left_out_of_likes()
    {
        _items.Remove(1);

        var profile = _profiles.Build([new(1, 0, 1), new(2, 0, 1)], hasTime: true);

        Assert.Equal([2], profile.Likes.Select(l => l.Item));
    }

    [Fact]
    public void Two_clear_groups_of_likes_become_two_interests_the_heavier_first()
    {
        float[][] vectors = [[], [1, 0], [0.98f, 0.2f], [0, 1], [0.1f, 0.99f], [0.05f, 1], [0, -1], [-1, 0]];
        WeightedItem[] likes = [new(1, 1), new(2, 1), new(3, 0.5f), new(4, 0.5f), new(5, 0.5f), new(1, 0)];

        var interests = Interests.Of(likes[..5], i => vectors[i]);

        Assert.Equal([[1, 2], [3, 4, 5]], interests.Select(i => i.Members.Select(m => m.Item).Order().ToArray()));
        Assert.Equal([2f, 1.5f], interests.Select(i => i.Weight));
    }

    [Fact]
    public void Likes_without_vectors_make_no_interest_and_many_likes_at_most_five()
    {
        Assert.Empty(Interests.Of([new(1, 1)], _ => default));

        var random = new Random(1);
        var vectors = Enumerable.Range(0, 100).Select(_ => Enumerable.Range(0, 8).Select(_ => (float)random.NextDouble()).ToArray()).ToArray();
        var interests = Interests.Of([.. Enumerable.Range(0, 100).Select(i => new WeightedItem(i, 1))], i => vectors[i]);

        Assert.Equal(5, interests.Count);
        Assert.Equal(60, interests.Sum(i => i.Members.Count));
    }
}
