using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Tests.Agents.Explaining;

/// <summary>The lexicon is wide in what says nothing, and closed to what claims something.</summary>
public sealed class VocabularyTests
{
    private static readonly PickFacts Facts = new()
    {
        Item = new("t", "Vertigo", 1958, [new("category", "Thriller"), new("director", "Alfred Hitchcock")]),
        Liked = [new(new("a", "Rope", 1948, [new("director", "Alfred Hitchcock")]), .7)],
        InCommon = [new("director", "Alfred Hitchcock")],
    };

    [Fact]
    public void Words_of_quality_plot_feeling_genre_award_price_and_popularity_stay_out()
    {
        string[] claims =
        [
            // Quality.
            "acclaimed", "amazing", "astonishing", "awesome", "beautiful", "beloved", "brilliant", "classic", "clever", "compelling", "cult", "delightful", "elegant", "essential-viewing", "excellent", "exceptional", "exquisite", "fantastic", "fascinating", "fine", "flawless", "great", "groundbreaking", "iconic", "impressive", "innovative", "legendary", "magnificent", "masterful", "masterpiece", "memorable", "must-see", "original", "outstanding", "perfect", "powerful", "premium", "renowned", "remarkable", "solid", "splendid", "strong", "stunning", "superb", "timeless", "unforgettable", "unique", "useful", "durable", "reliable", "sturdy", "comfortable", "handy", "safe", "effective",
            // Plot.
            "adventure", "assassin", "battle", "betrayal", "chase", "city", "conspiracy", "crime", "curse", "death", "detective", "dragon", "escape", "ghost", "heist", "hero", "island", "journey", "killer", "king", "monster", "murder", "mystery", "obsession", "orphan", "quest", "revenge", "robbery", "secret", "ship", "soldier", "spy", "treasure", "twist-ending", "village", "villain", "war", "wedding", "wizard",
            // Feeling.
            "angry", "bleak", "charming", "chilling", "cosy", "cozy", "dark", "dreamy", "eerie", "emotional", "exciting", "feel-good", "frightening", "funny", "gentle", "gripping", "gritty", "hilarious", "heartwarming", "intense", "lonely", "melancholy", "moving", "nostalgic", "playful", "quiet", "sad", "scary", "sweet", "tender", "tense", "thrilling", "touching", "uplifting", "warm", "witty",
            // Genre, topic and what an item is.
            "animation", "biography", "comedy", "documentary", "drama", "fantasy", "historical", "history", "horror", "musical", "noir", "romance", "romantic", "satire", "short", "sports", "superhero", "western", "novel", "game", "lamp", "cream", "shooter", "filing", "planes",
            // Awards, prices, popularity, sales.
            "award-winning", "award", "awards", "bargain", "bestseller", "bestselling", "blockbuster", "box-office", "cheap", "discount", "expensive", "famous", "free", "inexpensive", "nominated", "oscar", "oscar-winning", "price", "prize", "sale", "sold", "trending", "viral", "hit-film",
        ];
        Assert.All(claims, word => Assert.False(FaithfulnessCheck.Check($"You liked Rope, and this film by Alfred Hitchcock is {word}.", Facts).Passed, $"'{word}' may be said."));
    }

    [Theory]
    [InlineData("You liked Rope. On our shelves we also found Vertigo, filed under the same director: Alfred Hitchcock.")]
    [InlineData("Rope was your cup of tea, so we listed Vertigo, likewise directed by Alfred Hitchcock.")]
    [InlineData("Two pages of our catalogue name Alfred Hitchcock as director: Rope, which has your like, and Vertigo.")]
    [InlineData("Noting your thumbs-up for Rope, we looked further along the same line and came across Vertigo by Alfred Hitchcock.")]
    [InlineData("Alfred Hitchcock directed Rope; ten years later he directed Vertigo, and you liked the former.")]
    public void Whatever_a_shop_or_a_library_says_around_the_evidence_may_be_said(string text) => Assert.Empty(FaithfulnessCheck.Check(text, Facts).Faults);
}
