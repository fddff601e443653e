using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;

namespace LlmRec.Tests.Agents.Conversing;

public sealed class MessageReaderTests
{
    private static readonly ItemTable Films = Catalogue(
        ("Alien", 1979, ["Horror", "Science Fiction"], "Ridley Scott"),
        ("Aliens", 1986, ["Action", "Science Fiction"], "James Cameron"),
        ("Heat", 1995, ["Crime", "Drama"], "Michael Mann"),
        ("It", 2017, ["Horror"], "Andy Muschietti"),
        ("The Notebook", 2004, ["Romance", "Drama"], "Nick Cassavetes"),
        ("Star Wars: Episode IV - A New Hope", 1977, ["Action", "Science Fiction"], "George Lucas"),
        ("Matrix, The (1999)", 1999, ["Action", "Science Fiction"], "Lana Wachowski"),
        ("The Godfather Part II", 1974, ["Crime", "Drama"], "Francis Ford Coppola"),
        ("Spirited Away", 2001, ["Animation", "Fantasy"], "Hayao Miyazaki"),
        ("Amélie", 2001, ["Comedy", "Romance"], "Jean-Pierre Jeunet"),
        ("King Kong", 1933, ["Adventure"], "Merian C. Cooper"),
        ("King Kong", 2005, ["Adventure"], "Peter Jackson"));

    private static readonly ItemTable Tools = Catalogue(
        ("Ferrolux Basin Wrench, 10-Inch", null, ["Wrenches", "Plumbing"], "Ferrolux"),
        ("Dozuki \"Hayate\" 210 mm", null, ["Saws"], "Kettering & Sons"),
        ("Pentel Refill for EnerGel, Pack of 12, Red Ink", null, ["Refills"], "Pentel"),
        ("Stax Rolling Toolbox", null, ["Storage"], "Stax"));

    [Theory]
    [InlineData("I loved Alien", "liked Alien (1979)")]
    [InlineData("i loved alien and heat", "liked Alien (1979), liked Heat (1995)")]
    [InlineData("I hated The Notebook but loved Heat", "disliked The Notebook (2004), liked Heat (1995)")]
    [InlineData("I don't like The Notebook, Amelie or It (2017)", "disliked The Notebook (2004), disliked Amélie (2001), disliked It (2017)")]
    [InlineData("The Matrix was amazing, Heat was boring", "liked Matrix, The (1999), disliked Heat (1995)")]
    [InlineData("something like spirted away", "example Spirited Away (2001)?")]
    [InlineData("Something like Alien but funnier", "example Alien (1979), more funny")]
    [InlineData("a bit darker, and much less talky", "more dark, less talky")]
    [InlineData("more suspense please", "more suspense")]
    [InlineData("the second one is too slow", "less slow")]
    [InlineData("set in a small town, not gory", "wish set small town, avert gory")]
    [InlineData("I'm looking for a thriller or a printer", "wish thriller printer")]
    [InlineData("have you seen the godfather part 2? I've seen it already", "seen The Godfather Part II (1974), seen shown")]
    [InlineData("I've already seen Aliens", "seen Aliens (1986)")]
    [InlineData("nothing like The Notebook please", "counterexample The Notebook (2004)")]
    [InlineData("king kong (2005) was great", "liked King Kong (2005)")]
    [InlineData("I can feel the heat", "wish heat")]
    [InlineData("a new hope is my favorite movie", "liked Star Wars: Episode IV - A New Hope (1977)")]
    [InlineData("not a fan of Heat", "disliked Heat (1995)")]
    [InlineData("I'm not into horror, I prefer comedies", "avoid Horror, want Comedy")]
    [InlineData("anything but horror", "avoid Horror")]
    [InlineData("no horror and no romance", "avoid Horror, avoid Romance")]
    [InlineData("I want a drama from the 90s", "want Drama, years 1990-1999")]
    [InlineData("some science fiction after 1980", "want Science Fiction, years 1981-")]
    [InlineData("a crime movie before 1980 by Francis Ford Coppola", "want Crime, years -1979, want Francis Ford Coppola")]
    [InlineData("not too violent please", "less violent")]
    [InlineData("a film about lonely astronauts", "wish lonely astronauts")]
    [InlineData("neither, fantasy please", "NoneOfThese, want Fantasy")]
    [InlineData("no, crime", "Decline, want Crime")]
    [InlineData("horror or a drama", "want Horror, or want Drama")]
    [InlineData("more crime", "want Crime, More")]
    [InlineData("some sci-fi, not too dark", "want Science Fiction, less dark")]
    [InlineData("good scifi", "want Science Fiction")]
    [InlineData("anything by miyazaki?", "want Hayao Miyazaki")]
    [InlineData("something by Cameron", "want James Cameron")]
    [InlineData("I liked Aliens, but something older", "liked Aliens (1986), older")]
    [InlineData("more recent please", "newer")]
    [InlineData("something cheaper", "no prices")]
    [InlineData("too expensive", "no prices")]
    [InlineData("shorter would be good", "no lengths")]
    [InlineData("these are too old", "newer")]
    [InlineData("spirted away was great", "liked Spirited Away (2001)?")]
    [InlineData("not a Spirited Away fan", "disliked Spirited Away (2001)")]
    [InlineData("something with less science fiction", "less science fiction")]
    public void It_says_what_is_said_of_films(string message, string expected) => Assert.Equal(expected, Said(message, Films));

    [Theory]
    [InlineData("the second one looks good", "chosen shown 2, Accept")]
    [InlineData("seen the first one", "seen shown 1")]
    [InlineData("more like the third", "example shown 3")]
    [InlineData("why the last one?", "named shown 0, Why")]
    [InlineData("None of these", "NoneOfThese")]
    [InlineData("start over", "StartOver")]
    [InlineData("hi", "Greet")]
    [InlineData("Thanks, that's all", "Thank, Stop")]
    [InlineData("yes", "Accept")]
    [InlineData("no", "Decline")]
    [InlineData("I don't care", "NoMatter")]
    [InlineData("show me more", "More")]
    [InlineData("why?", "Why")]
    [InlineData("I'll have to check that out", "Accept")]
    [InlineData("I haven't seen that one, but I heard it is good", "Accept")]
    [InlineData("great, Alien!", "chosen Alien (1979), Accept")]
    [InlineData("first one is perfect, thanks", "chosen shown 1, Thank, Accept")]
    [InlineData("I'll go with the third", "chosen shown 3, Accept")]
    [InlineData("I might give Heat a try", "chosen Heat (1995), Accept")]
    [InlineData("the second one", "chosen shown 2, Accept")]
    [InlineData("the second one, but funnier", "example shown 2, more funny")]
    [InlineData("Yes. I loved Alien", "liked Alien (1979)")]
    [InlineData("I've seen it, it was okay", "seen shown")]
    [InlineData("that was great", "liked shown")]
    [InlineData("you must see it", "")]
    [InlineData("not that one", "Decline")]
    [InlineData("not for me", "NoneOfThese")]
    [InlineData("recommend me a movie", "Request")]
    [InlineData("any suggestions?", "Request")]
    [InlineData("sorry, any better ideas?", "Request")]
    [InlineData("I'm bored", "Request")]
    [InlineData("what should I watch tonight?", "Request")]
    [InlineData("is it scary?", "tell shown ")]
    public void It_hears_moves(string message, string expected) => Assert.Equal(expected, Said(message, Films));

    [Theory]
    [InlineData("what's the weather like in Paris?", "Else")]
    [InlineData("write me a python script that sorts a list", "Else")]
    [InlineData("What is the capital of Peru?", "Else")]
    [InlineData("tell me a joke", "Else")]
    [InlineData("you are a useless stupid bot", "Abuse")]
    [InlineData("fuck you", "Abuse")]
    [InlineData("who are you?", "AboutUs")]
    [InlineData("what can you do", "AboutUs")]
    [InlineData("who directed Alien?", "tell Alien (1979)")]
    [InlineData("what is the second one about?", "tell shown 2")]
    [InlineData("tell me more about Heat (1995)", "tell Heat (1995)")]
    public void It_knows_what_asks_for_no_item(string message, string expected) => Assert.Equal(expected, Said(message, Films));

    [Theory]
    [InlineData("what's a good film with dogs?")]
    [InlineData("what should I watch with my grandmother tonight?")]
    [InlineData("what do you recommend for a rainy evening?")]
    [InlineData("how about something with a heist")]
    [InlineData("is there anything about clever spies?")]
    public void A_question_for_something_to_see_is_a_wish(string message) => Assert.Contains("wish", Said(message, Films), StringComparison.Ordinal);

    [Theory]
    [InlineData("a saw under $30", "want Saws, price -30")]
    [InlineData("at least 20 dollars", "price 20-")]
    [InlineData("less than 50 euros but more than 20 euros", "price -50, price 20-")]
    [InlineData("cheaper", "less price")]
    [InlineData("that's too expensive", "less price")]
    [InlineData("something cheaper than 40", "price -40")]
    [InlineData("less expensive please", "less price")]
    public void It_hears_bounds_of_numbers_that_the_catalogue_has(string message, string expected) => Assert.Equal(expected, Said(message, Tools));

    [Theory]
    [InlineData("I need a wrench, not from Ferrolux", "want Wrenches, avoid Ferrolux")]
    [InlineData("I like the Stax rolling toolbox", "liked Stax Rolling Toolbox")]
    [InlineData("I hate red ink", "avert red ink")]
    [InlineData("saws by Kettering & Sons", "want Saws, want Kettering & Sons")]
    [InlineData("is there something like the ferolux basin wrench?", "example Ferrolux Basin Wrench, 10-Inch?")]
    public void It_reads_of_any_catalogue(string message, string expected) => Assert.Equal(expected, Said(message, Tools));

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("\u0000\u0001\uFFFF\uD800")]
    [InlineData("؟؟؟ !!! ...")]
    [InlineData("مرحبا أريد فيلما")]
    [InlineData("我想看一部电影")]
    public void Nothing_in_a_message_throws(string message) => Said(message, Films);

    [Fact]
    public void A_huge_message_is_read_no_further_than_its_beginning() =>
        Assert.Equal("liked Alien (1979)", Said("I loved Alien. " + new string('x', 200_000) + " I hated Heat", Films).Split(", wish", 2)[0]);

    [Fact]
    public void A_name_too_long_to_be_looked_for_as_a_whole_has_no_surname() =>
        Assert.Equal("wish Overbridge", Said("by Overbridge", Catalogue(("Alien", 1979, ["Horror"], "Anna-Lena Maria-Luisa Eva-Carlotta Overbridge"))));

    private static string Said(string message, ItemTable items)
    {
        var lexicon = CatalogueLexicon.Of([.. items.All()], _ => 0);
        return string.Join(", ", new MessageReader(new TitleLinker(items)).Read(message, lexicon).Select(act => act switch
        {
            ItemAct a => $"{Word(a.Stance)}{items[a.Items[0]]!.DisplayTitle}{(a.IsSure ? "" : "?")}",
            ShownAct { Place: { } place } a => $"{Word(a.Stance)}shown {place + 1}",
            ShownAct a => $"{Word(a.Stance)}shown",
            LackAct a => $"no {a.Of}",
            AgeAct a => a.IsNewer ? "newer" : "older",
            FacetAct a => $"{(a.IsAlternative ? "or " : "")}{(a.IsWanted ? "want" : "avoid")} {a.Facets[0].Value}",
            YearsAct a => $"{(a.IsWanted ? "" : "not ")}years {a.From}-{a.To}",
            WishAct a => $"wish {a.Text}",
            CritiqueAct a => $"{(a.IsMore ? "more" : "less")} {a.Text}",
            RangeAct a => $"{a.Attribute} {a.From}-{a.To}",
            NumberAct a => $"{(a.IsMore ? "more" : "less")} {a.Attribute}",
            TellAct { Items: { } told } => $"tell {items[told[0]]!.DisplayTitle}",
            TellAct a => $"tell shown {a.Place + 1}",
            AsideAct a => a.About.ToString(),
            AversionAct a => $"avert {a.Text}",
            MoveAct a => a.Move.ToString(),
            _ => act.ToString(),
        }));
    }

    private static string Word(Stance stance) => $"{stance.ToString().ToLowerInvariant()} ";

    private static ItemTable Catalogue(params (string Title, int? Year, string[] Categories, string By)[] items)
    {
        var table = new ItemTable();
        foreach (var (key, (title, year, categories, by)) in items.Index())
        {
            table.Set(new(key + 1, $"{title}-{year}", title, year, [.. categories.Select(c => new Facet(Facet.Category, c)), new("by", by)], null) { Numbers = year is null ? new Dictionary<string, double> { ["price"] = 10 * (key + 1) } : new Dictionary<string, double>() });
        }

        return table;
    }
}
