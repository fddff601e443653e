using System.Text.Json;
using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining;
using LlmRec.Evaluation.Simulation;
using LlmRec.Testing;

namespace LlmRec.Tests.Evaluation;

public sealed class SimulatedUserTests
{
    private static readonly KnownCatalogue Films = new(
        File.ReadLines(Path.Combine(SharedFolder.RepoRoot, "samples", "movies", "items.jsonl")).Select(l => KnownItem.Read(JsonDocument.Parse(l).RootElement)!));

    [Fact]
    public void An_item_is_known_by_its_line_alone()
    {
        var item = Item("""{"id":"7","title":"Descent, The (2005)","text":"A caving trip into an uncharted cave, where all goes slowly wrong.","categories":["Horror","(no genres listed)"],"attributes":{"year":2005,"imdbId":"tt0435625","directors":["Neil Marshall"],"brand":"Lions"}}""");

        Assert.Equal(("The Descent", 2005, false), (item.Name, item.Year, item.IsDescribed));
        Assert.Equal(["Horror", "Neil Marshall", "Lions"], item.Facts.Select(f => f.Value));
        Assert.Equal([FactRole.Kind, FactRole.By, FactRole.From], item.Facts.Select(f => f.Role));
        Assert.Equal(["trip", "cave"], item.Told);
        Assert.Null(KnownItem.Read(JsonDocument.Parse("""{"title":"No id"}""").RootElement));
    }

    [Fact]
    public void Of_a_title_that_describes_the_beginning_is_said()
    {
        const string Line = """{"id":"0","title":"HP 74 Black & 75 Tri-color Original Ink Cartridges, 2 Cartridges (CB335WN)","attributes":{"brand":"HP"}}""";
        var item = KnownItem.Read(JsonDocument.Parse(Line).RootElement, isDescribed: true)!;

        Assert.Equal(("HP 74 Black", true), (item.Name, item.IsDescribed));
        Assert.False(Item(Line).IsDescribed);
        Assert.Contains(item.Parts, p => p.Contains("cartridges"));
    }

    [Fact]
    public void A_pattern_says_one_of_its_ways_and_leaves_what_is_put_in_alone()
    {
        var random = new Random(1);
        var said = Enumerable.Range(0, 200).Select(_ => PhrasePattern.Say(random, "[I [want|need]|give me] {x}[ please|]", ("x", "[a|b] {y}"))).ToHashSet();

        Assert.Equal(6, said.Count);
        Assert.All(said, s => Assert.Contains("[a|b] {y}", s, StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_says_anything_that_is_not_true_of_what_they_look_for_nor_a_thing_twice()
    {
        foreach (var (user, target) in People(60))
        {
            var (said, utterance) = (new List<Statement>(), user.Open());
            for (var turn = 0; turn < 8; turn++)
            {
                Assert.All(utterance.Says, s => AssertTrue(s, target.Item));
                said.AddRange(utterance.Kind is "again" or "answer" ? [] : utterance.Says);
                Assert.NotEmpty(utterance.Text);
                Assert.DoesNotContain(target.Item.Name, utterance.Text, StringComparison.OrdinalIgnoreCase);
                utterance = user.Reply(Answer([.. Films.Items.Where(i => i.Id != target.Item.Id).Skip(turn * 3).Take(3).Select(i => i.Id)]));
            }

            Assert.Equal(said.Count, said.Distinct().Count());
        }
    }

    [Fact]
    public void Questions_are_answered_as_the_target_is()
    {
        foreach (var (user, target) in People(40))
        {
            var genre = target.Item.Facts.First(f => f.Kind == "category").Value;
            var right = user.Reply(Answer([], new("category", ["Nonsense", genre])));
            var wrong = user.Reply(Answer([], new("category", ["Nonsense", "Rubbish"])));
            var unknown = user.Reply(Answer([], new("flavour", ["sweet", "sour"])));

            Assert.True(Assert.IsType<Wants>(Assert.Single(right.Says)).Value == genre && right.Text.Contains(genre, StringComparison.OrdinalIgnoreCase));
            Assert.All(wrong.Says, s => Assert.True(target.Item.Has(((Wants)s).Value)));
            Assert.Equal("no preference", unknown.Kind);
        }
    }

    [Fact]
    public void What_one_knows_is_said_to_be_known_and_what_was_looked_for_is_accepted_by_name_or_place()
    {
        var seen = 0;
        foreach (var (user, target) in People(60).Where(p => p.Target.Seen.Count > 0))
        {
            var known = Films[target.Seen.First()]!;
            seen += user.Reply(Answer([known.Id])).Says.Contains(new Knows(known.Name)) ? 1 : 0;
            Assert.Equal("accept", user.Accept(Answer([known.Id, target.Item.Id])).Kind);
        }

        Assert.InRange(seen, 20, 55);
    }

    [Fact]
    public void The_same_seed_says_the_same()
    {
        static List<string> Said(int seed) => [.. People(20, seed).SelectMany(p => new[] { p.User.Open().Text, p.User.Reply(Answer(["alien-1979", "heat-1995"])).Text })];

        Assert.Equal(Said(4), Said(4));
        Assert.NotEqual(Said(4), Said(5));
    }

    [Fact]
    public void What_would_do_as_well_has_all_that_was_asked_for()
    {
        var target = Item("""{"id":"t","title":"T","categories":["Drama","War"],"attributes":{"year":1990,"moods":["bleak"]}}""");
        var alike = Item("""{"id":"a","title":"A","categories":["Drama","War","History"],"attributes":{"year":1993,"moods":["bleak"]}}""");
        var other = Item("""{"id":"b","title":"B","categories":["Drama"],"attributes":{"year":1990,"moods":["bleak"]}}""");
        var late = Item("""{"id":"c","title":"C","categories":["Drama","War"],"attributes":{"year":2001,"moods":["bleak"]}}""");
        var user = new SimulatedUser(new(target, [], new HashSet<string>(), null), new([target, alike, other, late]), 3);
        user.Reply(Answer([], new("category", ["War"])));

        Assert.Equal([true, false, false, false], new[] { alike, other, late, target }.Select(user.IsAsGood));
    }

    [Fact]
    public void What_is_believed_is_checked_against_what_was_said_and_against_the_target()
    {
        var target = Films["alien-1979"]!;
        var state = DialogueState.Empty with { Wanted = [new("Horror", ["category"])], YearTo = 1985, Aversions = ["funny"], Wishes = ["crew ship"] };

        Assert.True(Held(new Wants("horror")) && Held(new OfYears("old")) && Held(new Refuses("Funny")) && Held(new About("crew")));
        Assert.False(Held(new Wants("Drama")) || Held(new Refuses("Drama")) || Held(new About("android")) || Held(new Alike("Heat")) || Held(new Knows("Heat")));
        Assert.True(new Alike("Heat").IsHeldBy(state with { Examples = ["heat-1995"] }, target, Films));
        Assert.Null(RuledOut.By(state, target));
        Assert.Equal("years up to 1970", RuledOut.By(state with { YearTo = 1970 }, target));
        Assert.Equal("Comedy wanted", RuledOut.By(state with { Wanted = [new("Comedy", ["category"])] }, target));
        Assert.Equal("Horror unwanted", RuledOut.By(DialogueState.Empty with { Unwanted = [new("Horror", ["category"])] }, target));
        Assert.Equal("taken for known", RuledOut.By(state with { Seen = ["alien-1979"] }, target));
        bool Held(Statement statement) => statement.IsHeldBy(state, target, Films);
    }

    private static void AssertTrue(Statement statement, KnownItem target) => Assert.True(
        statement switch
        {
            Wants wants => target.Has(wants.Value),
            Refuses refuses => !target.Has(refuses.Value),
            About about => about.Words.Split(' ').All(w => target.Stems.Contains(KnownItem.StemOf(w))),
            OfYears => target.Year is not null,
            _ => true,
        },
        $"{statement.Meant}: {target.Title}");

    private static IEnumerable<(SimulatedUser User, Target Target)> People(int n, int seed = 1)
    {
        var ids = Films.Items.Select(i => i.Id).ToList();
        var random = new Random(7);
        var likes = Enumerable.Range(0, 20).ToDictionary(u => $"u{u}", _ => (IReadOnlyList<string>)[.. Enumerable.Range(0, 8).Select(_ => ids[random.Next(ids.Count)]).Distinct()]);
        return new Targets(Films, new(likes), seed).Take(n).Select((t, i) => (new SimulatedUser(t, Films, (seed * 1_000) + i), t));
    }

    private static KnownItem Item(string line) => KnownItem.Read(JsonDocument.Parse(line).RootElement)!;

    private static ChatAnswer Answer(string[] items, OpenQuestion? question = null) =>
        new("c", 0, "…", null, [.. items.Select(i => new ExplainedRecommendation(i, i, 1, [], [], null))], question, DialogueState.Empty, false);
}
