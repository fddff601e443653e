using LlmRec.Recommending;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Recommending;

public sealed class RepetitionsTests
{
    [Fact]
    public void What_keeps_failing_is_told_once_a_minute_each_thing_by_itself()
    {
        var time = new FakeTimeProvider();
        var repetitions = new Repetitions(time);

        Assert.True(repetitions.IsToTell("wish"));
        Assert.False(repetitions.IsToTell("wish"));
        Assert.True(repetitions.IsToTell("profile"));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(repetitions.IsToTell("wish"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(repetitions.IsToTell("wish"));
        Assert.False(repetitions.IsToTell("wish"));
    }
}
