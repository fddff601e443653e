using LlmRec.Tests.Language.Generation;
using static LlmRec.Tests.Agents.Conversing.Tools.FilmWorld;

namespace LlmRec.Tests.Agents.Conversing;

[Collection(nameof(AloneInTheProcess))]
public sealed class ManyConversationsTests
{
    [Fact]
    public async Task A_thousand_conversations_leave_nothing_in_memory()
    {
        await using var world = await OpenAsync(null, new Dictionary<string, string?> { ["LlmRec:Chat:Policy"] = "state" });
        async Task TalkAsync(int conversations)
        {
            for (var i = 0; i < conversations; i++)
            {
                var first = await SayAsync(world, $"something with a creature number {i}");
                await SayAsync(world, "more like the first", first.ConversationId);
            }
        }

        await TalkAsync(300);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await TalkAsync(1_000);

        // A state of each would be 2 MB at least.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_500_000);
    }
}
