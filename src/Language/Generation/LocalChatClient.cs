using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace LlmRec.Language.Generation;

/// <summary>
/// A local model behind <see cref="IChatClient"/>: streams, waits in a fair queue, keeps a deadline, stops within a token. Of
/// <see cref="ChatOptions"/> it reads MaxOutputTokens, Temperature (0, the default, is greedy), TopP, TopK, Seed, StopSequences,
/// Instructions, ResponseFormat (JSON, with a schema or without) and <see cref="GenerationOptions"/>; it refuses tools.
/// </summary>
public sealed class LocalChatClient : IChatClient
{
    private readonly LanguageModel _model;
    private readonly LlmOptions _options;
    private readonly GenerationQueue _queue;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _disposing = new();
    private readonly ChatClientMetadata _metadata;
    private int _uses = 1;
    private int _disposed;

    /// <param name="model">The model; it is disposed of with the client.</param>
    /// <param name="options">How much may be asked.</param>
    /// <param name="time">The clock.</param>
    public LocalChatClient(LanguageModel model, LlmOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _model = model;
        _options = options;
        _time = time;
        _queue = new(options.Parallel, options.Waiting, time);
        _metadata = new("onnxruntime-genai", defaultModelId: $"{model.Folder.Name}@{model.Folder.Version}");
    }

    /// <summary>How many requests wait.</summary>
    public int Waiting => _queue.Waiting;

    /// <inheritdoc/>
    /// <exception cref="LanguageException">The request can't be answered; <see cref="QueueFullException"/> and <see cref="DeadlineException"/> among them.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="LanguageException">The request can't be answered; <see cref="QueueFullException"/> and <see cref="DeadlineException"/> among them.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var use = new Use(this);
        var request = GenerationRequest.Of(_model, messages, options, _options);
        using var deadline = new CancellationTokenSource(_options.Deadline, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token, _disposing.Token);
        // Unbounded, but an answer is: a slow reader doesn't keep the model from the next request.
        var updates = Channel.CreateUnbounded<ChatResponseUpdate>(new() { SingleReader = true, SingleWriter = true });
        var writing = WriteAsync(request, updates.Writer, deadline.Token, stop.Token);
        try
        {
            await foreach (var update in updates.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return update;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(LanguageModel) ? _model
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Stops what is being written; the model is given back once the last answer has let go of it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _disposing.Cancel();
            LetGo();
        }
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            _model.Dispose();
            _disposing.Dispose();
        }
    }

    private async Task WriteAsync(GenerationRequest request, ChannelWriter<ChatResponseUpdate> updates, CancellationToken deadline, CancellationToken stop)
    {
        try
        {
            using (await _queue.EnterAsync(request.Caller, stop))
            {
                await Task.Run(() => Write(request, updates, stop), CancellationToken.None);
            }

            updates.Complete();
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            updates.Complete(new DeadlineException(_options.Deadline, e));
        }
        catch (Exception e)
        {
            updates.Complete(e);
        }
    }

    private void Write(GenerationRequest request, ChannelWriter<ChatResponseUpdate> updates, CancellationToken stop)
    {
        var id = Guid.NewGuid().ToString("N");
        ChatResponseUpdate Update(params IList<AIContent> contents) => new(ChatRole.Assistant, contents)
        {
            ResponseId = id,
            MessageId = id,
            ModelId = _metadata.DefaultModelId,
            CreatedAt = _time.GetUtcNow(),
        };
        using var decoding = new Decoding(_model, request);
        var answer = new AnswerText(request.Stops);
        var count = 0;
        foreach (var token in decoding.Tokens(stop))
        {
            count++;
            if (answer.Add(_model.Folder.Tokens.Of(token)) is { Length: > 0 } text)
            {
                updates.TryWrite(Update(new TextContent(text)));
            }

            if (answer.Stopped)
            {
                break;
            }
        }

        if (answer.End() is { Length: > 0 } rest)
        {
            updates.TryWrite(Update(new TextContent(rest)));
        }

        var last = Update(new UsageContent(new() { InputTokenCount = request.Prompt.Length, OutputTokenCount = count, TotalTokenCount = request.Prompt.Length + count }));
        last.FinishReason = decoding.Ended || answer.Stopped ? ChatFinishReason.Stop : ChatFinishReason.Length;
        updates.TryWrite(last);
    }

    /// <summary>Keeps the model until it is disposed of.</summary>
    private sealed class Use : IDisposable
    {
        private readonly LocalChatClient _client;

        public Use(LocalChatClient client)
        {
            _client = client;
            Interlocked.Increment(ref client._uses);
            if (client._disposed != 0)
            {
                client.LetGo();
                throw new ObjectDisposedException(nameof(LocalChatClient));
            }
        }

        public void Dispose() => _client.LetGo();
    }
}
