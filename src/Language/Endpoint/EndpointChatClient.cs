using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;

namespace LlmRec.Language.Endpoint;

/// <summary>
/// A server that speaks OpenAI's protocol (vLLM, Ollama, Foundry Local, OpenAI itself) behind <see cref="IChatClient"/>: text in,
/// text and calls of functions out, streamed; a call comes whole, at the end. Every request ends by the deadline, whatever the server does.
/// </summary>
public sealed class EndpointChatClient : IChatClient
{
    // Generous: even the longest tokens of known vocabularies are shorter on the average.
    private const int CharactersAToken = 16;

    private readonly LlmOptions _options;
    private readonly TimeProvider _time;
    private readonly OpenAI.Chat.ChatClient _client;
    private readonly ChatClientMetadata _metadata;

    /// <param name="options">Address, model and limits, validated.</param>
    /// <param name="time">The clock.</param>
    public EndpointChatClient(LlmOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Endpoint);
        ArgumentNullException.ThrowIfNull(options.Model);
        _options = options;
        _time = time;
        var address = new Uri(options.Endpoint);
        _client = new(
            options.Model,
            // Servers without keys ignore it; the package insists on one.
            new ApiKeyCredential(string.IsNullOrEmpty(options.ApiKey) ? "none" : options.ApiKey),
            new OpenAIClientOptions { Endpoint = address, NetworkTimeout = options.Deadline, RetryPolicy = new ClientRetryPolicy(1) });
        _metadata = new("openai", address, options.Model);
    }

    /// <inheritdoc/>
    /// <exception cref="LanguageException">The server is down, slow, refuses the request or answers garbage; the message says which.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="LanguageException">The server is down, slow, refuses the request or answers garbage; the message says which.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var limit = Math.Min(options?.MaxOutputTokens ?? _options.MaxTokens, _options.MaxTokens);
        var (turns, wanted) = EndpointMessages.Of(messages, options, limit);
        using var deadline = new CancellationTokenSource(_options.Deadline, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var updates = _client.CompleteChatStreamingAsync(turns, wanted, stop.Token).GetAsyncEnumerator(stop.Token);
        var (length, ended, calls, last) = (0L, false, new ToolCallAssembly(), new ChatResponseUpdate());
        try
        {
            while (await NextAsync(updates, deadline.Token, cancellationToken) is { } update)
            {
                var converted = EndpointMessages.Of(update);
                ended |= converted.FinishReason is not null;
                length += converted.Text.Length + update.ToolCallUpdates.Sum(calls.Add);
                last = converted;
                if (length > (long)limit * CharactersAToken)
                {
                    throw new LanguageException($"{_options.Endpoint} goes on beyond the {limit:n0} tokens that it was asked for. Look at its settings.");
                }

                yield return converted;
            }
        }
        finally
        {
            await updates.DisposeAsync();
        }

        if (!ended)
        {
            throw Fault(length == 0 && calls.Count == 0 ? "it ended without an answer; is that the base address of its API, such as …/v1?" : "it broke off in the middle of its answer.");
        }

        if (calls.Count > 0)
        {
            // Some servers say "stop" though they call.
            yield return new(ChatRole.Assistant, calls.End()) { ResponseId = last.ResponseId, MessageId = last.MessageId, ModelId = last.ModelId, CreatedAt = last.CreatedAt, FinishReason = ChatFinishReason.ToolCalls };
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private async Task<OpenAI.Chat.StreamingChatCompletionUpdate?> NextAsync(
        IAsyncEnumerator<OpenAI.Chat.StreamingChatCompletionUpdate> updates, CancellationToken deadline, CancellationToken caller)
    {
        try
        {
            return await updates.MoveNextAsync() ? updates.Current : null;
        }
        catch (Exception e) when (!caller.IsCancellationRequested && deadline.IsCancellationRequested)
        {
            throw new DeadlineException(_options.Deadline, e);
        }
        catch (ClientResultException e) when (e.Status == 429)
        {
            var stated = e.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true && double.TryParse(text, out var seconds) ? seconds : 1;
            throw new QueueFullException($"{_options.Endpoint} takes no more requests now.", TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(stated), 1, 3_600)));
        }
        catch (ClientResultException e) when (e.Status > 0)
        {
            throw Fault($"it answers with status {e.Status} ({FirstLine(e.Message)}). Check Llm:Endpoint, Llm:Model ('{_options.Model}') and Llm:ApiKey.", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw Fault($"what it answers is not OpenAI's protocol ({FirstLine(e.Message)}).", e);
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException or IOException or AggregateException && !caller.IsCancellationRequested)
        {
            throw Fault($"it can't be reached, or broke off ({FirstLine((e as AggregateException)?.InnerExceptions[^1].Message ?? e.Message)}). Is it running?", e);
        }
        catch (OperationCanceledException e) when (!caller.IsCancellationRequested)
        {
            throw new DeadlineException(_options.Deadline, e);
        }
    }

    private LanguageException Fault(string what, Exception? inner = null) => new($"The language model's server at {_options.Endpoint} gave no usable answer: {what}", inner);

    private static string FirstLine(string message) => message.AsSpan().Trim().ToString().Split('\n', 2)[0].Trim().TrimEnd('.');
}
