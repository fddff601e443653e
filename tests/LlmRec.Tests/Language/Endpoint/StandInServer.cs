using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LlmRec.Tests.Language.Endpoint;

/// <summary>A server that answers every request with given bytes, as slowly, wrongly or endlessly as a test needs.</summary>
internal sealed class StandInServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _serving;

    public StandInServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public List<string> Requests { get; } = [];

    public static StandInServer With(string status, string type, string body, string headers = "") =>
        new((stream, stop) => WriteAsync(stream, $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}", stop));

    public static Task WriteAsync(NetworkStream stream, string text, CancellationToken stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                clients.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                lock (Requests)
                {
                    Requests.Add(request);
                }

                await _answer(stream, _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
            }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[8_192]);
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var head = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0 || (head >= 0 && text.Length - head - 4 >= Length(text.ToString(0, head))))
            {
                return text.ToString();
            }
        }
    }

    private static int Length(string head) => head.Split("\r\n").Select(line => line.Split(": ", 2))
        .Where(parts => parts[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Select(parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
}
