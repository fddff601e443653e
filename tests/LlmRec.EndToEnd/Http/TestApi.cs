using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LlmRec.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LlmRec.EndToEnd.Http;

/// <summary>The API on a real Kestrel and a real store, in this process, with a small catalogue.</summary>
public class TestApi : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => Client.BaseAddress!;

    public string StorePath => _folder["llmrec.db"];

    /// <summary>What was logged, as a line each.</summary>
    public ConcurrentQueue<string> Logged { get; } = new();

    /// <summary>A folder of this API's own.</summary>
    protected TempFolder Folder => _folder;

    /// <summary>Further settings of this API.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>The catalogue.</summary>
    protected virtual object[] Items => Films.All;

    /// <summary>A key that the catalogue is sent in with; null for none.</summary>
    protected virtual string? Key => null;

    public virtual async Task InitializeAsync()
    {
        UseKestrel(0);
        StartServer();
        // The factory's own client buffers what is sent.
        using var client = CreateClient();
        Client = new() { BaseAddress = client.BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
        if (Key is { } key)
        {
            Client.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        await PutAsync("/v1/items", Items);
        Client.DefaultRequestHeaders.Clear();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    public async Task<JsonElement> GetAsync(string path) => await JsonAsync(await Client.GetAsync(new Uri(Address, path)));

    public async Task<JsonElement> PutAsync(string path, object body) => await JsonAsync(await Client.PutAsJsonAsync(new Uri(Address, path), body));

    public async Task<JsonElement> PostAsync(string path, object body) => await JsonAsync(await Client.PostAsJsonAsync(new Uri(Address, path), body));

    /// <summary>Sends a body as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string? contentType = "application/json", Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        change?.Invoke(request);
        return Client.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Checks that an answer is a problem with a detail to act on.</summary>
    public static async Task<string> ProblemAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), problem.GetProperty("requestId").GetString());
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("LlmRec.Catalog", detail, StringComparison.Ordinal);
        return detail;
    }

    /// <summary>Starts a backfill and follows it to its end.</summary>
    public async Task<JsonElement> BackfillAsync()
    {
        var job = await PostAsync("/v1/backfills", new { });
        using var events = await Client.GetStreamAsync(new Uri(Address, $"/v1/jobs/{job.GetProperty("id").GetString()}/events"));
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(events).EnumerateAsync())
        {
            if (item.EventType == "done")
            {
                return JsonSerializer.Deserialize<JsonElement>(item.Data);
            }
        }

        throw new InvalidOperationException("The stream of events ended without the event done.");
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T?)Convert.ChangeType(await command.ExecuteScalarAsync(), typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("LlmRec:Store", $"sqlite:{StorePath}");
        // A machine that others keep busy must not make a channel late.
        builder.UseSetting("LlmRec:Pipeline:ChannelDeadlineMs", "30000");
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting($"LlmRec:{name}", value);
        }

        builder.ConfigureLogging(logging => logging.AddProvider(new Memory(Logged)));
    }

    private sealed class Memory(ConcurrentQueue<string> lines) : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName, lines);

        public void Dispose()
        {
        }

        private sealed class Logger(Memory memory, string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var line = new StringBuilder($"{logLevel} {category}: {formatter(state, exception)}");
                memory._scopes.ForEachScope(
                    (scope, to) =>
                    {
                        foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object>> ?? [])
                        {
                            to.Append(' ').Append(name).Append('=').Append(value);
                        }
                    },
                    line);
                lines.Enqueue(line.ToString());
            }
        }
    }
}
