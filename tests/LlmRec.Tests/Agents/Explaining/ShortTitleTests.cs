using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Tests.Agents.Explaining;

public sealed class ShortTitleTests
{
    [Theory]
    [InlineData("Pilot G2", "Pilot G2")]
    [InlineData("Star Wars: Episode IV - A New Hope (1977)", "Star Wars: Episode IV - A New Hope (1977)")]
    [InlineData("Pilot Precise V5 RT Retractable Rolling Ball Pens, Extra Fine Point, Black Ink, 6 Pens", "Pilot Precise V5 RT Retractable Rolling Ball Pens")]
    [InlineData("Ergonomic Office Chair Adjustable Headrest Mesh Office Chair Office Desk Chair (Black)", "Ergonomic Office Chair Adjustable Headrest Mesh Office Chair…")]
    [InlineData("Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void Of_a_long_title_the_name_is_said(string title, string expected) => Assert.Equal(expected, SayableText.ShortTitle(title));

    [Fact]
    public void Where_two_of_those_spoken_of_could_be_taken_for_each_other_titles_stay_whole()
    {
        const string small = "Scotch Thermal Laminating Pouches, 2.3 x 3.7-Inches, 20-Pack (TP5851-20), Clear";
        const string large = "Scotch Thermal Laminating Pouches, 8.9 x 11.4-Inches, 20-Pack (TP3854-20), Clear";
        const string other = "Scotch Precision Ultra Edge Titanium Non-Stick Scissors, 8 Inch, Gray and Red (1458T)";

        Assert.Equal("Scotch Thermal Laminating Pouches", Title(small, other));
        Assert.Equal(small, Title(small, large));
        Assert.Equal(small, Title(small, "Scotch Thermal Laminating Pouches ID Badge With Clip"));
    }

    private static string Title(string item, string versus) =>
        ShortTitles.In(Of(item) with { Versus = new(Of(versus), true) }).Item.Title;

    private static PickFacts Of(string title) => new() { Item = new(title, title, null, []) };
}
