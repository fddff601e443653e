using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace LlmRec.Cli.Mcp;

/// <summary>
/// The protocol's messages as lines of JSON. Unlike the package's own, it answers all that it was asked before its input
/// ended, so that requests can be piped in: the session ends with the last answer.
/// </summary>
internal sealed partial class LineTransport : ITransport
{
    private readonly Channel<JsonRpcMessage> _messages = Channel.CreateUnbounded<JsonRpcMessage>(new() { SingleReader = true, SingleWriter = true });
    private readonly Lock _gate = new();
    private readonly HashSet<RequestId> _open = [];
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Stream _output;
    private readonly ILogger<LineTransport> _logger;
    private bool _inputEnded;

    /// <param name="input">Where messages come from.</param>
    /// <param name="output">Where answers go.</param>
    /// <param name="logger">Is told of lines that are no messages.</param>
    public LineTransport(Stream input, Stream output, ILogger<LineTransport> logger)
    {
        (_output, _logger) = (output, logger);
        // Reading standard input may block its thread to the end of the process.
        _ = Task.Run(() => ReadAsync(input));
    }

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => _messages.Reader;

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(message, McpJsonUtilities.DefaultOptions);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            // Half a line would be no message: once begun, it is written to its end.
            await _output.WriteAsync((byte[])[.. line, (byte)'\n'], CancellationToken.None);
            await _output.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // Nobody reads any more.
            _messages.Writer.TryComplete();
        }
        finally
        {
            _writing.Release();
        }

        if (message is JsonRpcMessageWithId answer and not JsonRpcRequest)
        {
            Close(answer.Id);
        }
    }

    public ValueTask DisposeAsync()
    {
        _messages.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAsync(Stream input)
    {
        try
        {
            using var reader = new StreamReader(input, new UTF8Encoding(false), leaveOpen: true);
            while (await reader.ReadLineAsync() is { } line)
            {
                Read(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            LogInputBroke(_logger, e);
        }

        lock (_gate)
        {
            _inputEnded = true;
        }

        EndWhenAllIsAnswered();
    }

    private void Read(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        try
        {
            if (JsonSerializer.Deserialize<JsonRpcMessage>(line, McpJsonUtilities.DefaultOptions) is { } message)
            {
                Open(message);
                _messages.Writer.TryWrite(message);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            LogNoMessage(_logger, e.Message);
        }
    }

    private void Open(JsonRpcMessage message)
    {
        lock (_gate)
        {
            if (message is JsonRpcRequest request)
            {
                _open.Add(request.Id);
            }
            else if (message is JsonRpcNotification { Method: NotificationMethods.CancelledNotification, Params: { } cancelled }
                && cancelled.Deserialize<CancelledNotificationParams>(McpJsonUtilities.DefaultOptions) is { } of)
            {
                _open.Remove(of.RequestId);
            }
        }
    }

    private void Close(RequestId id)
    {
        lock (_gate)
        {
            _open.Remove(id);
        }

        EndWhenAllIsAnswered();
    }

    private void EndWhenAllIsAnswered()
    {
        lock (_gate)
        {
            if (_inputEnded && _open.Count == 0)
            {
                _messages.Writer.TryComplete();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A line of the input is no message and was passed over: {Reason}")]
    private static partial void LogNoMessage(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The input broke off")]
    private static partial void LogInputBroke(ILogger logger, Exception exception);
}
