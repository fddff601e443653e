using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LlmRec.EndToEnd.Http.OpenAi;

/// <summary>Clients that leave before their answer is there: the language model that words it is let go.</summary>
public sealed class LeavingTests(LeavingTests.WithSilentModel api) : IClassFixture<LeavingTests.WithSilentModel>
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Who_leaves_stops_the_work_on_their_answer(string stream)
    {
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Address, "/v1/chat/completions"))
        {
            Content = new StringContent($$"""{"model":"llmrec","messages":[{"role":"user","content":"I loved Alien"}],"stream":{{stream}}}""", Encoding.UTF8, "application/json"),
        };
        var answer = api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
        using var asked = await api.Model.AskedAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        // The service hangs up on the model long before any deadline of its own, which are ten minutes here.
        await asked.HungUpAsync().WaitAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>The API with a language model that never answers.</summary>
    public sealed class WithSilentModel : TestApi
    {
        internal SilentModel Model { get; } = new();

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Llm:Endpoint"] = Model.Address,
            ["Llm:Model"] = "silent",
            ["Llm:ExplanationSeconds"] = "600",
            ["Llm:DeadlineSeconds"] = "600",
            ["Limits:RequestSeconds"] = "600",
        };

        protected override void Dispose(bool disposing)
        {
            Model.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A server that takes connections and requests, and says nothing.</summary>
    internal sealed class SilentModel : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public SilentModel() => _listener.Start();

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

        /// <summary>Waits for a request.</summary>
        public async Task<Asked> AskedAsync()
        {
            var client = await _listener.AcceptTcpClientAsync();
            // Its first bytes: the request is there.
            Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[16_384]));
            return new(client);
        }

        public void Dispose() => _listener.Dispose();
    }

    /// <summary>A request that waits for its answer.</summary>
    internal sealed class Asked(TcpClient client) : IDisposable
    {
        /// <summary>Waits until the other side hangs up.</summary>
        public async Task HungUpAsync()
        {
            var buffer = new byte[16_384];
            try
            {
                while (await client.GetStream().ReadAsync(buffer) > 0)
                {
                }
            }
            catch (IOException)
            {
                // Reset instead of closed: hung up all the same.
            }
        }

        public void Dispose() => client.Dispose();
    }
}
