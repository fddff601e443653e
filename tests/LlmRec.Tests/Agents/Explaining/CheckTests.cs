using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Tests.Agents.Explaining;

/// <summary>Texts as people write them, true and false ones, beside evidence of several domains.</summary>
public sealed class CheckTests
{
    private static readonly Dictionary<string, PickFacts> Evidence = new()
    {
        ["film"] = new()
        {
            Item = new("t", "The Terminator", 1984, [new("category", "Action"), new("category", "Sci-Fi"), new("category", "Thriller"), new("directors", "James Cameron"), new("writers", "Gale Anne Hurd"), new("stars", "Linda Hamilton")]),
            Liked = [new(new("a", "Aliens", 1986, [new("category", "Action"), new("category", "Sci-Fi"), new("directors", "James Cameron")]), .7)],
            InCommon = [new("directors", "James Cameron"), new("category", "Action"), new("category", "Sci-Fi")],
            Different = new Facet("category", "Thriller"),
            Dislikes = ["Titanic", "The Notebook"],
        },
        ["pair"] = new()
        {
            Item = new("c", "Collateral", 2004, [new("category", "Crime")]),
            Liked = [new(new("h", "Heat", 1995, []), .4), new(new("r", "Ronin", 1998, []), .3)],
            LikedTogether = true,
        },
        ["book"] = new()
        {
            Item = new("d", "The Dispossessed", 1974, [new("category", "Utopia"), new("authors", "Ursula K. Le Guin")]),
            Words = ["anarchist", "moon"],
        },
        ["tool"] = new() { Item = new("b", "Bosch Cordless Drill 18V, 2 Batteries", null, [new("brand", "Bosch"), new("category", "Power Tools")]), Likes = 42 },
        ["cream"] = new() { Item = new("n", "Night Balm", null, [new("category", "Skin Care"), new("skinType", "dry")]), ByMeaning = true, IsNew = true },
        ["alike"] = new() { Item = new("s", "Stapler 300", null, [new("brand", "Rapid")]), LikedByAlike = true },
        ["bare"] = new() { Item = new("p", "Paper Clips", null, [new("category", "Office Supplies")]) },
        ["versus"] = new()
        {
            Item = new("w", "Winter Light", 1963, [new("category", "Drama")]),
            Liked = [new(new("q", "The Silence", 1963, [new("category", "Drama")]), .8)],
            InCommon = [new("category", "Drama")],
            Versus = new(new() { Item = new("o", "Ordet", 1955, [new("category", "Religion")]) }, false),
        },
    };

    [Theory]
    [MemberData(nameof(Faithful))]
    public void What_the_evidence_holds_may_be_said(string evidence, string text) =>
        Assert.Empty(FaithfulnessCheck.Check(text, Evidence[evidence]).Faults);

    [Theory]
    [MemberData(nameof(Corrupted))]
    public void What_the_evidence_does_not_hold_is_caught(string evidence, string text) =>
        Assert.NotEmpty(FaithfulnessCheck.Check(text, Evidence[evidence]).Faults);

    public static TheoryData<string, string> Faithful() => new()
    {
        { "film", "You enjoyed Aliens, so The Terminator could be right for you: both are Sci-Fi and both come from James Cameron." },
        { "film", "James Cameron directed Aliens, which you liked, and he also directed The Terminator." },
        { "film", "Since Aliens (1986) is one of your likes, we suggest The Terminator (1984), another Action film by James Cameron." },
        { "film", "The Terminator mixes action and science fiction, just like Aliens." },
        { "film", "If you were drawn to the Sci-Fi of Aliens, this one offers it too." },
        { "film", "Fans of James Cameron's Aliens such as you may also enjoy The Terminator." },
        { "film", "Like Aliens, it is directed by James Cameron; unlike Aliens, it is also a Thriller." },
        { "film", "You liked Aliens, and this movie shares its director, James Cameron." },
        { "film", "The Terminator, from 1984, has Action and Sci-Fi in common with Aliens." },
        { "film", "Here is more Action from Cameron, whose Aliens you loved." },
        { "film", "With Linda Hamilton in the cast and James Cameron directing, The Terminator is close to Aliens, which you liked." },
        { "film", "We picked The Terminator because you gave Aliens a like." },
        { "film", "We couldn't resist suggesting The Terminator: you liked Aliens, and James Cameron is behind both." },
        { "film", "The Terminator isn't unlike Aliens, which you liked; both are by James Cameron." },
        { "film", "Isn't it time for another one by James Cameron? You liked Aliens, so try The Terminator." },
        { "film", "Not least because of Aliens, which you liked, we suggest The Terminator, another one by James Cameron." },
        { "pair", "You liked Heat and Ronin; people who like them often like Collateral." },
        { "pair", "Those who like Heat, like you, hardly ever pass over Collateral." },
        { "pair", "Collateral (2004) tends to be liked by those who like Heat (1995) or Ronin (1998), two titles you enjoyed." },
        { "pair", "Because you loved both Heat and Ronin, Collateral might be for you." },
        { "pair", "Viewers who enjoyed Heat also tend to enjoy Collateral." },
        { "book", "You asked for something with an anarchist and a moon, and The Dispossessed has both in its description." },
        { "book", "The Dispossessed by Ursula K. Le Guin mentions the words \"anarchist\" and \"moon\" from your search." },
        { "book", "Your wish for a moon and an anarchist is met by this book." },
        { "book", "Its description speaks of an anarchist and a moon, as you requested." },
        { "tool", "42 people here like the Bosch Cordless Drill 18V, 2 Batteries." },
        { "tool", "It is liked by 42 people, so it is a popular choice among Power Tools." },
        { "tool", "This Bosch product is a favourite with 42 users." },
        { "cream", "Night Balm is close in meaning to what you described, and it is so new that nobody has rated it yet." },
        { "cream", "It fits your request, though it has no ratings so far." },
        { "cream", "A new arrival that comes near to your wish: Night Balm." },
        { "alike", "People whose profile is similar to yours liked Stapler 300." },
        { "alike", "Others with a profile like yours enjoyed this Rapid product." },
        { "bare", "There is no specific reason to suggest Paper Clips to you." },
        { "bare", "We know nothing of you yet that would point to Paper Clips." },
        { "versus", "Winter Light shares Drama with The Silence, which you liked, while nothing leads from your likes to Ordet." },
        { "versus", "Between the two, Winter Light ranks higher for you than Ordet." },
        { "versus", "You liked The Silence, a Drama; Winter Light is a Drama too, but Ordet is not." },
    };

    public static TheoryData<string, string> Corrupted() => new()
    {
        { "film", "You enjoyed Alien, so The Terminator could be right for you." },
        { "film", "You liked Aliens (1979), and The Terminator shares its director." },
        { "film", "The Terminator (1991) shares James Cameron with Aliens." },
        { "film", "You liked Aliens, and Ridley Scott directed The Terminator too." },
        { "film", "You did not like Aliens, so here is The Terminator." },
        { "film", "Because you liked Aliens, here is The Terminator, another Comedy." },
        { "film", "Because you liked Aliens, a Thriller, you may like The Terminator." },
        { "film", "You liked The Terminator, so here is Aliens." },
        { "film", "The Terminator and Aliens share Linda Hamilton." },
        { "film", "Linda Hamilton stars in Aliens, which you liked." },
        { "film", "Linda Hamilton directed The Terminator." },
        { "film", "James Cameron stars in The Terminator." },
        { "film", "The Terminator was written by James Cameron, like Aliens." },
        { "film", "You liked Titanic, and The Terminator is by James Cameron too." },
        { "film", "The Terminator is as good as Titanic." },
        { "film", "You liked Aliens; The Terminator won an Oscar." },
        { "film", "The Terminator is the best Sci-Fi film." },
        { "film", "You liked Aliens, and The Terminator is very popular." },
        { "film", "You liked Aliens, and many people love The Terminator." },
        { "film", "You liked Aliens, and The Terminator is new here." },
        { "film", "You searched for Sci-Fi, and The Terminator fits." },
        { "film", "The Terminator is no Sci-Fi, unlike Aliens." },
        { "film", "It never has Action, just like Aliens." },
        { "film", "You liked Aliens and two others, so try The Terminator." },
        { "film", "People who liked Aliens also liked The Terminator." },
        { "film", "You liked Aliens, and The Terminator stars Arnold Schwarzenegger." },
        { "film", "You liked Aliens, so this book is for you." },
        { "film", "You liked Aliens, and The Terminator is a gripping chase through a dark city." },
        { "film", "You liked Aliens, and The Terminator lacks Action." },
        { "film", "The Terminator is similar to Blade Runner." },
        { "film", "From 1986, The Terminator has James Cameron in common with Aliens." },
        { "film", "Aliens is a 1984 film that you liked." },
        { "film", "Try Aliens, since you liked The Terminator." },
        { "film", "You liked It, so here is The Terminator." },
        { "film", "If you disliked Aliens, The Terminator is for you." },
        { "film", "The Terminator rates 9 out of 10." },
        { "film", "James Cameron directed Aliens, which you liked, and The Terminator is by someone else." },
        { "film", "The Terminator has a happy end, and it is by James Cameron, like Aliens, which you liked." },
        { "film", "The Terminator is a rack from James Cameron, who made Aliens, which you liked." },
        { "film", "The Terminator has yet to be directed by James Cameron, like Aliens, which you liked." },
        { "film", "Both Aliens, which you liked, and The Terminator are from Thriller." },
        { "pair", "Those who like Heat, like you, hardly ever like Collateral." },
        { "pair", "You liked Heat and Ronin, which share Crime with Collateral." },
        { "pair", "You liked Heat, Ronin and Collateral." },
        { "pair", "Heat (1998) and Ronin are among your likes, and so may be Collateral." },
        { "pair", "You liked three titles: Heat, Ronin and Thief." },
        { "pair", "People who like Heat rarely like Collateral." },
        { "pair", "People with a profile like yours liked Collateral." },
        { "pair", "Ronin, a Crime film, is close to Collateral." },
        { "book", "You asked for an anarchist, and The Dispossessed has a dragon." },
        { "book", "You liked The Left Hand of Darkness, also by Ursula K. Le Guin." },
        { "book", "The Dispossessed by Frank Herbert mentions the moon." },
        { "book", "The Dispossessed does not mention the moon." },
        { "book", "You enjoyed books by Ursula K. Le Guin before." },
        { "book", "The Dispossessed (1984) mentions an anarchist and the moon." },
        { "book", "Everyone likes The Dispossessed, with its anarchist and its moon." },
        { "tool", "420 people here like the Bosch Cordless Drill 18V, 2 Batteries." },
        { "tool", "42 people here dislike it." },
        { "tool", "You liked other Bosch products, so here is this one." },
        { "tool", "42 people like this Makita product." },
        { "tool", "Hundreds of people like it." },
        { "tool", "It is new, and 42 people like it." },
        { "tool", "Two people here like it." },
        { "cream", "Night Balm is popular, and close to your wish." },
        { "cream", "Night Balm has been rated often and fits your request." },
        { "cream", "Its description says just what you asked for." },
        { "cream", "You liked it before, and it is new." },
        { "cream", "Night Balm is for oily skin, as you requested." },
        { "alike", "You liked Stapler 300 before." },
        { "alike", "300 people with a profile like yours liked it." },
        { "alike", "People with a profile like yours did not like Stapler 300." },
        { "bare", "You liked office things, so here are Paper Clips." },
        { "bare", "Paper Clips are popular." },
        { "bare", "You asked for Paper Clips." },
        { "versus", "Ordet ranks higher for you than Winter Light." },
        { "versus", "You liked Ordet, so Winter Light may suit you." },
        { "versus", "Ordet shares Drama with The Silence." },
        { "versus", "Winter Light is about Religion." },
        { "versus", "Winter Light (1955) shares Drama with The Silence." },
        { "versus", "Winter Light has no Drama, unlike The Silence." },
    };
}
