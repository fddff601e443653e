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
}
