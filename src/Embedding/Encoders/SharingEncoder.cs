using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LlmRec.Embedding.Encoders;

/// <summary>
/// Lets concurrent calls share batches. A call to a free encoder goes at once; what comes while it is busy is gathered and
/// goes together when it is free again, when a batch is full, or when the first of them has waited as long as it may. A call
/// that is cancelled or whose text breaks the encoder harms no other. Safe for concurrent use.
/// </summary>
public sealed class SharingEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _encoder;
    private readonly EncoderOptions _options;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private List<SharedCall> _waiting = [];
    private int _running;

    /// <param name="encoder">The encoder that calls are shared out to; disposed of with this.</param>
    /// <param name="options">How long calls wait, and how many texts share a batch.</param>
    /// <param name="time">The time.</param>
    public SharingEncoder(IEmbeddingGenerator<string, Embedding<float>> encoder, IOptions<EncoderOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _encoder = encoder;
        _options = options.Value;
        _timer = time.CreateTimer(_ => Start(late: true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        cancellationToken.ThrowIfCancellationRequested();
        string[] texts = [.. values];
        if (options is not null || _options.SharingMilliseconds == 0 || texts.Length == 0 || texts.Length >= _options.SharedTexts)
        {
            return await _encoder.GenerateAsync(texts, options, cancellationToken);
        }

        var call = new SharedCall(texts, cancellationToken);
        lock (_gate)
        {
            _waiting.Add(call);
            if (_waiting.Count == 1 && _running > 0)
            {
                _timer.Change(TimeSpan.FromMilliseconds(_options.SharingMilliseconds), Timeout.InfiniteTimeSpan);
            }
        }

        Start(late: false);
        return await call.Result.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : _encoder.GetService(serviceType, serviceKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _encoder.Dispose();
    }

    /// <summary>Starts the calls that wait, if they need not wait longer.</summary>
    private void Start(bool late)
    {
        List<SharedCall> calls;
        lock (_gate)
        {
            if (_waiting.Count == 0 || (!late && _running > 0 && _waiting.Sum(c => c.Texts.Length) < _options.SharedTexts))
            {
                return;
            }

            (calls, _waiting) = (_waiting, []);
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _running++;
        }

        _ = Task.Run(() => RunAsync(calls));
    }

    private async Task RunAsync(List<SharedCall> calls)
    {
        try
        {
            await EmbedAsync([.. calls.Where(c => !c.IsCancelled)]);
        }
        finally
        {
            lock (_gate)
            {
                _running--;
            }

            Start(late: false);
        }
    }

    private async Task EmbedAsync(SharedCall[] calls)
    {
        if (calls.Length == 0)
        {
            return;
        }

        using var nobodyLeft = new AllCancelled(calls);
        try
        {
            var vectors = await _encoder.GenerateAsync(calls.SelectMany(c => c.Texts), cancellationToken: nobodyLeft.Token);
            var from = 0;
            foreach (var call in calls)
            {
                call.Complete([.. vectors.Skip(from).Take(call.Texts.Length)]);
                from += call.Texts.Length;
            }
        }
#pragma warning disable CA1031 // Whatever broke is told to the one call that it belongs to: found by running each alone.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (calls.Length == 1)
            {
                calls[0].Fail(e);
                return;
            }

            foreach (var call in calls.Where(c => !c.IsCancelled))
            {
                await EmbedAsync([call]);
            }
        }
    }

    /// <summary>A token that is cancelled when every call is.</summary>
    private sealed class AllCancelled : IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private readonly CancellationTokenRegistration[] _registrations;
        private int _left;

        public AllCancelled(SharedCall[] calls)
        {
            _left = calls.Length;
            _registrations = [.. calls.Select(call => call.OnCancelled(() =>
            {
                if (Interlocked.Decrement(ref _left) == 0)
                {
                    _source.Cancel();
                }
            }))];
        }

        public CancellationToken Token => _source.Token;

        public void Dispose()
        {
            Array.ForEach(_registrations, registration => registration.Dispose());
            _source.Dispose();
        }
    }
}
