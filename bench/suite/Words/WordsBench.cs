using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LlmRec.Bench;

/// <summary>Explanations by the small model that comes with the service, over HTTP: the demo's films, each request another user or another film, so that nothing comes from the cache.</summary>
internal static class WordsBench
{
    private const string Address = "http://localhost:5098";
    private const int Users = 400;
    private const int Callers = 16;

    public static async Task RunAsync(BenchRun run)
    {
        var folder = run.PathOf("words");
        await CommandLine.RunAsync("import", "--items", Path.Combine(BenchRun.Root, "samples", "movies", "items.jsonl"), "--data-dir", folder);
        await CommandLine.RunAsync("backfill", "--data-dir", folder);
        using var api = await HostProcess.StartApiAsync(
            Address, Path.Combine(folder, "llmrec.db"), ("LlmRec__Llm__Path", Path.Combine(BenchRun.Root, "models/llm/reclm")));
        using var client = new HttpClient { BaseAddress = new(Address), Timeout = TimeSpan.FromMinutes(2) };
        await LikesAsync(client);
        var picks = await PicksAsync(client, run.Sized(20, 100));
        await OneAtATimeAsync(run, client, picks);
        await ListsAsync(run, client);
        await ManyAtOnceAsync(run, client, api);
    }

    private static async Task LikesAsync(HttpClient client)
    {
        var random = new Random(5);
        var likes = new JsonArray();
        for (var user = 0; user < Users; user++)
        {
            for (var like = 0; like < 3; like++)
            {
                likes.Add(new JsonObject
                {
                    ["userId"] = $"u{user}",
                    ["itemId"] = Texts.Items[random.Next(Texts.Items.Count)].Id,
                    ["type"] = "like",
                    ["timestamp"] = 1_700_000_000 + (like * 1_000),
                });
            }
        }

        (await client.PostAsJsonAsync(new Uri("v1/interactions", UriKind.Relative), likes)).EnsureSuccessStatusCode();
    }

    /// <summary>For each of some users, what is recommended to them.</summary>
    private static async Task<List<(string User, string Item)>> PicksAsync(HttpClient client, int users)
    {
        var picks = new List<(string, string)>();
        for (var user = 0; user < users; user++)
        {
            var list = await client.GetFromJsonAsync<JsonObject>(new Uri($"v1/users/u{user}/recommendations?limit=5", UriKind.Relative));
            picks.AddRange(list!["items"]!.AsArray().Select(item => ($"u{user}", (string)item!["id"]!)));
        }

        return picks;
    }

    private static async Task OneAtATimeAsync(BenchRun run, HttpClient client, List<(string User, string Item)> picks)
    {
        var (times, worded) = (new List<double>(), 0);
        foreach (var (user, item) in picks)
        {
            var started = Stopwatch.GetTimestamp();
            var explanation = await client.GetFromJsonAsync<JsonObject>(new Uri($"v1/users/{user}/explanations/{item}", UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            worded += (string?)explanation!["source"] == "llm" ? 1 : 0;
        }

        // The first ones load and compile.
        run.Report.Add("explanations, one at a time", Row(times.Skip(10), ("worded by the model", worded / (double)picks.Count)));
    }

    private static async Task ListsAsync(BenchRun run, HttpClient client)
    {
        var times = new List<double>();
        for (var user = 100; user < 100 + run.Sized(5, 60); user++)
        {
            var started = Stopwatch.GetTimestamp();
            await client.GetFromJsonAsync<JsonObject>(new Uri($"v1/users/u{user}/recommendations?limit=10&explain=true", UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        run.Report.Add("lists of ten explained", Row(times));
    }

    private static async Task ManyAtOnceAsync(BenchRun run, HttpClient client, HostProcess api)
    {
        var most = run.Sized(200, 2_000);
        var (next, answers, memory, times) = (-1, new int[Callers, 600], new List<double>(), new List<double>());
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            var random = new Random(caller);
            for (int i; (i = Interlocked.Increment(ref next)) < most;)
            {
                var path = $"v1/users/u{random.Next(Users)}/explanations/{Texts.Items[random.Next(Texts.Items.Count)].Id}";
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                answers[caller, (int)answer.StatusCode]++;
                lock (gate)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    if (i % (most / 10) == 0)
                    {
                        memory.Add(api.Bytes() / 1048576.0);
                    }
                }
            }
        }));
        int Count(HttpStatusCode status) => Enumerable.Range(0, Callers).Sum(caller => answers[caller, (int)status]);
        var (ok, full) = (Count(HttpStatusCode.OK), Count(HttpStatusCode.TooManyRequests));
        run.Report.Add($"{Callers} callers at once", Row(times, ("200", ok), ("429", full), ("errors", times.Count - ok - full), ("MB, each tenth of the way", string.Join(' ', memory.Select(m => $"{m:0}")))));
    }

    private static Dictionary<string, object> Row(IEnumerable<double> times, params (string Name, object Value)[] more)
    {
        var all = times.ToArray();
        var row = new Dictionary<string, object> { ["n"] = all.Length, ["p50 ms"] = all.Median(), ["p95 ms"] = all.Quantile(.95), ["max ms"] = all.Max() };
        foreach (var (name, value) in more)
        {
            row[name] = value;
        }

        return row;
    }
}
