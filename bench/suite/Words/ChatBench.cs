using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace LlmRec.Bench;

/// <summary>Conversations over HTTP, 10,000 items: a turn by templates, the first word of a turn worded by the small model, and eight conversations at once.</summary>
internal static class ChatBench
{
    private const string Address = "http://localhost:5097";
    private const int AtOnce = 8;

    private static readonly string[] Turns = ["something with {0} and {1}", "more like the first one", "no {2}, please", "less {1}", "show me more", "I need {3} instead"];

    public static async Task RunAsync(BenchRun run)
    {
        var (items, folder) = (run.PathOf("chat-items.jsonl"), run.PathOf("chat"));
        await Shop.WriteItemsAsync(items, run.Sized(500, 10_000));
        await CommandLine.RunAsync("import", "--items", items, "--data-dir", folder);
        await CommandLine.RunAsync("backfill", "--data-dir", folder);
        var store = Path.Combine(folder, "llmrec.db");
        using (var templates = await HostProcess.StartApiAsync(Address, store))
        {
            await TalkAsync(1, run.Sized(2, 5), 1_000);
            run.Report.Add("a turn by templates", Row(await TalkAsync(1, run.Sized(5, 40), 1)));
            run.Report.Add($"{AtOnce} conversations at once, by templates", Row(await TalkAsync(AtOnce, run.Sized(2, 20), 2)));
        }

        using var worded = await HostProcess.StartApiAsync(Address, store, ("LlmRec__Llm__Path", Path.Combine(BenchRun.Root, "models/llm/reclm")));
        await TalkAsync(1, run.Sized(2, 5), 1_000);
        run.Report.Add("a turn worded by reclm", Row(await TalkAsync(1, run.Sized(5, 40), 3)));
        run.Report.Add($"{AtOnce} conversations at once, worded by reclm", Row(await TalkAsync(AtOnce, run.Sized(2, 10), 4)));
    }

    /// <summary>Holds conversations of six turns.</summary>
    /// <param name="atOnce">How many side by side.</param>
    /// <param name="each">How many one after the other in each.</param>
    /// <param name="seed">Chooses the words.</param>
    private static async Task<List<TurnTime>> TalkAsync(int atOnce, int each, int seed)
    {
        using var client = new HttpClient { BaseAddress = new(Address), Timeout = TimeSpan.FromMinutes(2) };
        var all = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async place =>
        {
            var (random, times) = (new Random((seed * 100) + place), new List<TurnTime>());
            for (var i = 0; i < each; i++)
            {
                string? id = null;
                foreach (var turn in Turns)
                {
                    object[] words = [.. Enumerable.Range(0, 4).Select(_ => Word(random))];
                    var (time, conversation) = await SayAsync(client, string.Format(System.Globalization.CultureInfo.InvariantCulture, turn, words), id);
                    id = conversation ?? id;
                    times.Add(time);
                }
            }

            return times;
        }));
        return [.. all.SelectMany(t => t)];
    }

    private static async Task<(TurnTime Time, string? Conversation)> SayAsync(HttpClient client, string message, string? conversation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat") { Content = JsonContent.Create(new { message, conversationId = conversation }) };
        request.Headers.Accept.Add(new("text/event-stream"));
        var started = Stopwatch.GetTimestamp();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
        {
            return (new(0, 0, 0, false), null);
        }

        var (items, first, id) = (0.0, 0.0, (string?)null);
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            var now = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            items = item.EventType == "items" ? now : items;
            first = item.EventType == "token" && first == 0 ? now : first;
            id = item.EventType == "done" ? (string?)JsonNode.Parse(item.Data)!["conversationId"] : id;
        }

        return (new(items, first, Stopwatch.GetElapsedTime(started).TotalMilliseconds, id is not null), id);
    }

    private static string Word(Random random)
    {
        var words = (Texts.Items[random.Next(Texts.Items.Count)].Text ?? "night").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 4).ToArray();
        return words.Length > 0 ? words[random.Next(words.Length)].Trim('.', ',') : "night";
    }

    private static Dictionary<string, object> Row(List<TurnTime> turns) => new()
    {
        ["turns"] = turns.Count,
        ["errors"] = turns.Count(t => !t.IsWhole),
        ["items, p50 ms"] = turns.Select(t => t.Items).Median(),
        ["p95"] = turns.Select(t => t.Items).Quantile(.95),
        ["first words, p50 ms"] = turns.Select(t => t.First).Median(),
        ["first words, p95"] = turns.Select(t => t.First).Quantile(.95),
        ["whole turn, p50 ms"] = turns.Select(t => t.Whole).Median(),
        ["whole, p95"] = turns.Select(t => t.Whole).Quantile(.95),
    };

    private sealed record TurnTime(double Items, double First, double Whole, bool IsWhole);
}
