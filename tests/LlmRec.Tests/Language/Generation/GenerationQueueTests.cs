using LlmRec.Language;
using LlmRec.Language.Generation;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Language.Generation;

public sealed class GenerationQueueTests
{
    [Fact]
    public async Task Callers_take_turns_and_keep_their_own_order()
    {
        var queue = new GenerationQueue(1, 100, TimeProvider.System);
        var first = await queue.EnterAsync("x", default);
        var order = new List<string>();
        var done = new List<Task>();
        foreach (var (caller, name) in new[] { ("a", "a1"), ("a", "a2"), ("a", "a3"), ("a", "a4"), ("b", "b1"), ("c", "c1"), ("b", "b2") })
        {
            done.Add(Work(queue, caller, name, order));
        }

        Assert.Empty(order);
        first.Dispose();
        await Task.WhenAll(done);

        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3", "a4"], order);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task One_too_many_is_told_when_to_come_back()
    {
        var time = new FakeTimeProvider();
        var queue = new GenerationQueue(1, 2, time);
        for (var i = 0; i < 30; i++)
        {
            var place = await queue.EnterAsync("", default);
            time.Advance(TimeSpan.FromSeconds(7));
            place.Dispose();
        }

        using var working = await queue.EnterAsync("", default);
        var waiting = new[] { queue.EnterAsync("", default), queue.EnterAsync("", default) };

        var full = await Assert.ThrowsAsync<QueueFullException>(() => queue.EnterAsync("", default));

        Assert.Equal(TimeSpan.FromSeconds(7), full.RetryAfter);
        Assert.Contains("2 requests wait", full.Message, StringComparison.Ordinal);
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public async Task Who_leaves_the_queue_makes_room_and_is_passed_over()
    {
        var queue = new GenerationQueue(1, 2, TimeProvider.System);
        var working = await queue.EnterAsync("", default);
        using var leaving = new CancellationTokenSource();
        var left = queue.EnterAsync("", leaving.Token);
        var patient = queue.EnterAsync("", default);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var late = queue.EnterAsync("", default);
        working.Dispose();

        var second = await patient;
        Assert.False(late.IsCompleted);
        second.Dispose();
        (await late).Dispose();
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task A_place_given_back_twice_is_one_place()
    {
        var queue = new GenerationQueue(1, 0, TimeProvider.System);
        var place = await queue.EnterAsync("", default);
        place.Dispose();
        place.Dispose();

        using var again = await queue.EnterAsync("", default);

        await Assert.ThrowsAsync<QueueFullException>(() => queue.EnterAsync("", default));
    }

    [Fact]
    public async Task Hundreds_of_callers_that_leave_or_work_at_random_lose_no_place()
    {
        var queue = new GenerationQueue(3, 1_000, TimeProvider.System);
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            using var leaving = new CancellationTokenSource();
            var entering = queue.EnterAsync($"{i % 7}", leaving.Token);
            if (i % 3 == 0)
            {
                await leaving.CancelAsync();
            }

            try
            {
                using (await entering)
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref inside));
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                }
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(0, i % 3);
            }
        }));

        Assert.InRange(most, 1, 3);
        Assert.Equal(0, queue.Waiting);
        var places = await Task.WhenAll(queue.EnterAsync("", default), queue.EnterAsync("", default), queue.EnterAsync("", default));
        Assert.Equal(3, places.Length);
    }

    private static async Task Work(GenerationQueue queue, string caller, string name, List<string> order)
    {
        using var place = await queue.EnterAsync(caller, default);
        order.Add(name);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
