using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Language.Generation;

/// <summary>Alone in the process while they run: what they measure is the whole process.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection(nameof(AloneInTheProcess))]
public sealed class MemoryTests(TinyFolder tiny) : IClassFixture<TinyFolder>
{
    [Fact]
    public async Task Memory_stays_flat_over_many_answers_broken_off_ones_among_them()
    {
        using var client = new LocalChatClient(tiny.Load(), new() { Parallel = 2, MaxTokens = 12 }, TimeProvider.System);
        await Answers(client, 60);
        var before = Used();
        await Answers(client, 240);

        Assert.InRange(Used() - before, long.MinValue, 40_000_000);
    }

    private static async Task Answers(LocalChatClient client, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var options = i % 4 == 0 ? new ChatOptions().WithGrammar("start: \"hello\" \" world\"") : new ChatOptions { Temperature = 1 };
            await foreach (var update in client.GetStreamingResponseAsync([new(ChatRole.User, $"number {i}, " + new string('x', 400))], options))
            {
                if (i % 3 == 0)
                {
                    break;
                }
            }
        }
    }

    private static long Used()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
