using System.Collections.Concurrent;
using LlmRec.Embedding.Encoders;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Embedding.Sharing;

public sealed class SharingEncoderTests : IDisposable
{
    private readonly HeldEncoder _held = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SharingEncoder _encoder;

    public SharingEncoderTests() => _encoder = new(_held, Options.Create(new EncoderOptions { SharedTexts = 5 }), _time);

    [Fact]
    public async Task A_call_to_a_free_encoder_goes_at_once()
    {
        var call = _encoder.GenerateVectorAsync("one");
        await _held.BatchAsync(1);
        _held.Release(1);

        Assert.Equal(3, (await call).Span[0]);
    }

    [Fact]
    public async Task Calls_that_come_while_it_is_busy_share_a_batch_when_it_is_free()
    {
        var first = _encoder.GenerateVectorAsync("one");
        await _held.BatchAsync(1);
        var others = new[] { "three", "fifteen" }.Select(text => _encoder.GenerateVectorAsync(text)).ToList();
        _held.Release(1);
        var batch = await _held.BatchAsync(2);
        _held.Release(1);

        Assert.Equal(["three", "fifteen"], batch);
        Assert.Equal([3, 5, 7], new[] { await first, await others[0], await others[1] }.Select(v => (int)v.Span[0]));
    }

    [Fact]
    public async Task No_call_waits_longer_than_it_may_though_the_encoder_stays_busy()
    {
        var first = _encoder.GenerateVectorAsync("one");
        await _held.BatchAsync(1);
        var second = _encoder.GenerateVectorAsync("three");
        Assert.Equal(1, _held.Batches);

        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(["three"], await _held.BatchAsync(2));

        _held.Release(2);
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_full_batch_goes_without_waiting_and_a_large_call_goes_alone()
    {
        var first = _encoder.GenerateVectorAsync("one");
        await _held.BatchAsync(1);
        var others = Enumerable.Range(0, 5).Select(i => _encoder.GenerateVectorAsync($"{i}")).ToList();
        Assert.Equal(5, (await _held.BatchAsync(2)).Length);
        var large = _encoder.GenerateAsync(["a", "b", "c", "d", "e", "f"]);
        Assert.Equal(6, (await _held.BatchAsync(3)).Length);

        _held.Release(3);
        await Task.WhenAll([first, .. others]);
        Assert.Equal(6, (await large).Count);
    }

    [Fact]
    public async Task A_caller_that_leaves_harms_no_other()
    {
        using var leaves = new CancellationTokenSource();
        var first = _encoder.GenerateVectorAsync("one");
        await _held.BatchAsync(1);
        var left = _encoder.GenerateVectorAsync("three", cancellationToken: leaves.Token);
        var stays = _encoder.GenerateVectorAsync("fifteen");
        _held.Release(1);
        await _held.BatchAsync(2);
        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.False(_held.LastToken.IsCancellationRequested);
        _held.Release(1);
        Assert.Equal(7, (await stays).Span[0]);
        await first;
    }

    [Fact]
    public async Task When_every_caller_has_left_the_batch_is_stopped()
    {
        using var leaves = new CancellationTokenSource();
        var left = _encoder.GenerateVectorAsync("one", cancellationToken: leaves.Token);
        await _held.BatchAsync(1);
        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.True(_held.LastToken.IsCancellationRequested);
        var next = _encoder.GenerateVectorAsync("three");
        await _held.BatchAsync(2);
        _held.Release(1);
        Assert.Equal(5, (await next).Span[0]);
    }

    [Fact]
    public async Task A_text_that_breaks_the_encoder_breaks_the_call_that_brought_it_alone()
    {
        var first = _encoder.GenerateVectorAsync("one");
        await _held.BatchAsync(1);
        var broken = _encoder.GenerateVectorAsync("break");
        var whole = _encoder.GenerateVectorAsync("fifteen");
        _held.Release(4);

        await Assert.ThrowsAsync<InvalidDataException>(() => broken);
        Assert.Equal(7, (await whole).Span[0]);
        await first;
    }

    [Fact]
    public async Task Sharing_can_be_turned_off()
    {
        using var encoder = new SharingEncoder(_held, Options.Create(new EncoderOptions { SharingMilliseconds = 0 }), _time);
        var calls = new[] { "one", "three" }.Select(text => encoder.GenerateVectorAsync(text)).ToList();
        await _held.BatchAsync(2);
        _held.Release(2);

        await Task.WhenAll(calls);
        Assert.Equal(2, _held.Batches);
    }

    [Fact]
    public async Task Many_callers_at_once_all_get_their_own_vectors()
    {
        _held.Release(1_000);

        var vectors = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => _encoder.GenerateAsync([new string('x', i), new string('y', i + 1)]))));

        Assert.All(vectors.Index(), v => Assert.Equal([v.Index, v.Index + 1], v.Item.Select(e => (int)e.Vector.Span[0])));
    }

    public void Dispose() => _encoder.Dispose();

    /// <summary>An encoder that gives a text's length, and holds every batch until it is released.</summary>
    private sealed class HeldEncoder : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly SemaphoreSlim _released = new(0);
        private readonly ConcurrentQueue<string[]> _batches = [];
        private readonly SemaphoreSlim _arrived = new(0);
        private int _awaited;

        public int Batches => _batches.Count;

        public CancellationToken LastToken { get; private set; }

        public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            string[] texts = [.. values];
            LastToken = cancellationToken;
            _batches.Enqueue(texts);
            _arrived.Release();
            await _released.WaitAsync(cancellationToken);
            return texts.Contains("break")
                ? throw new InvalidDataException()
                : [.. texts.Select(text => new Embedding<float>(new float[] { text.Length }))];
        }

        public async Task<string[]> BatchAsync(int number)
        {
            for (; _awaited < number; _awaited++)
            {
                Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(30)), $"batch {_awaited + 1} did not start");
            }

            return _batches.ElementAt(number - 1);
        }

        public void Release(int batches) => _released.Release(batches);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            _released.Dispose();
            _arrived.Dispose();
        }
    }
}
