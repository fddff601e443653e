using LlmRec.Agents.Wording.Acts;

namespace LlmRec.Tests.Agents.Wording;

public sealed class ActCheckTests
{
    [Theory]
    [InlineData(Stance.Likes, "Got it, you like Alien.", true)]
    [InlineData(Stance.Likes, "Noted: Alien is not for you.", false)]
    [InlineData(Stance.Likes, "I will keep away from Alien, then.", false)]
    [InlineData(Stance.Dislikes, "I will keep away from Alien, then.", true)]
    [InlineData(Stance.Dislikes, "Good to know that you like Alien.", false)]
    [InlineData(Stance.Wants, "Alien: good, let me find something with it.", true)]
    [InlineData(Stance.Wants, "I will leave out Alien.", false)]
    [InlineData(Stance.Avoids, "I will leave out Alien.", true)]
    [InlineData(Stance.Avoids, "So it should be Alien. Let me look.", false)]
    public void What_is_understood_is_not_turned_round(Stance stance, string text, bool passes) =>
        Assert.Equal(passes, ActCheck.Check(text, new Acknowledge(stance, "Alien")).Passed);

    [Theory]
    [InlineData("Take a look at Alien, with Horror, and Heat, as you liked Collateral.", true)]
    [InlineData("Take a look at Alien, as you liked Collateral, and Heat, with Horror.", false)]
    [InlineData("Take a look at Alien, with Horror, and Heat.", false)]
    [InlineData("Take a look at Alien, with Horror, and Heat, as you liked Collateral and Jaws.", false)]
    public void Each_reason_follows_its_item(string text, bool passes) => Assert.Equal(
        passes, ActCheck.Check(text, new Recommend([new("Alien", Because.Has, "Horror"), new("Heat", Because.Liked, "Collateral")])).Passed);

    [Theory]
    [InlineData("I kept Comedy and let 1970s go.", false)]
    [InlineData("I kept Comedy and let Western go.", true)]
    [InlineData("Comedy I could keep; Western I had to let go, as nothing fits.", true)]
    [InlineData("I kept Western and dropped Comedy.", false)]
    public void What_was_kept_and_what_was_let_go_are_told_apart(string text, bool passes) =>
        Assert.Equal(passes, ActCheck.Check(text, new NothingFits("Comedy", "Western")).Passed);
}
