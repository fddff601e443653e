using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LlmRec.EndToEnd.Http;

namespace LlmRec.EndToEnd.Hostile;

/// <summary>
/// A seeded fuzzer over the JSON bodies of the API: good bodies with values swapped for hostile ones and bytes changed.
/// Whatever comes of it is an answer below 500; a refusal is a problem with a detail.
/// </summary>
public sealed class JsonFuzzTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Rounds = 250;

    private static readonly (string Method, string Path, string Body)[] Good =
    [
        ("PUT", "/v1/items", """[{"id":"f1","title":"Fuzz","text":"t","categories":["a"],"attributes":{"year":1999,"cast":["x"]},"imageUrl":"https://example.org/1","createdAt":"2020-01-02T03:04:05Z"},{"id":"f2","title":"Two"}]"""),
        ("PUT", "/v1/users", """[{"id":"fu","text":"t","attributes":{"age":"25-34"}}]"""),
        ("POST", "/v1/interactions", """[{"userId":"fu","itemId":"alien","type":"rating","value":4.5,"timestamp":1700000000}]"""),
        ("POST", "/v1/impressions", """[{"recommendationId":"r","userId":"fu","items":["alien",{"id":"aliens","position":2}],"timestamp":"2024-01-01T00:00:00Z"}]"""),
        ("POST", "/v1/chat/completions", """{"model":"llmrec","messages":[{"role":"user","content":"I loved Alien"},{"role":"assistant","content":"1. **Aliens (1986)**","annotations":[{"type":"url_citation","url_citation":{"url":"http://x/v1/items/aliens"},"item":{"id":"aliens"}}],"llmrec":{"state":{"likes":["alien"],"dislikes":["heist"],"wanted":[{"value":"Horror","kinds":["category"]}],"yearFrom":1970,"shown":["aliens"],"lastShown":["aliens"],"question":{"kind":"category","options":["Horror","Noir"]}}}},{"role":"user","content":[{"type":"text","text":"more"}]}],"stop":["x"],"max_tokens":50,"user":"fu","stream":false}"""),
        ("POST", "/v1/embeddings", """{"model":"use-lite","input":["a","b"],"encoding_format":"base64","dimensions":512,"truncate":true}"""),
        ("POST", "/v1/recommendations", """{"likes":["alien"],"dislikes":["heist"],"wish":"space","filters":{"categories":["Sci-Fi"],"excludeCategories":["Crime"],"yearFrom":1970,"yearTo":2000,"attributes":{"directors":["Ridley Scott"]}},"limit":5,"diversity":0.5}"""),
    ];

    private static readonly string[] Hostile =
    [
        "null", "true", "-1", "0", "1e999", "-1e-999", "99999999999999999999", "0.1", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"..\"", "\"' OR 1=1 --\"", "[]", "{}", "[null]", "[[[[]]]]", "{\"\":{}}", "\"2024-02-30T25:61:61Z\"", "NaN", "01", "'x'", "\"😀\u202E\"", "{\"id\":\"alien\",\"id\":5}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_sent_is_answered_and_never_with_a_fault_of_the_service(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var (method, path, good) = Good[random.Next(Good.Length)];
            var body = random.Next(2) == 0 ? Swapped(good, random) : Scrambled(good, random);
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(api.Address, path)) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(random.Next(4) == 0 && good[0] == '[' ? "application/x-ndjson" : "application/json");

            using var answer = await api.Client.SendAsync(request);

            var text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode < 500, $"seed {seed}, round {round}: {method} {path} {Encoding.UTF8.GetString(body)} → {(int)answer.StatusCode} {text}");
            Assert.DoesNotContain("\"degraded\":true", text, StringComparison.Ordinal);
            if (!answer.IsSuccessStatusCode)
            {
                Assert.NotEmpty(path is "/v1/chat/completions" or "/v1/embeddings"
                    ? JsonSerializer.Deserialize<JsonElement>(text).GetProperty("error").GetProperty("message").GetString()!
                    : await TestApi.ProblemAsync(answer, (int)answer.StatusCode));
            }
        }

        Assert.DoesNotContain(api.Logged, line => line.StartsWith("Error", StringComparison.Ordinal));
        await api.GetAsync("/v1/users/fu/recommendations");
    }

    /// <summary>One to three values swapped for hostile ones.</summary>
    private static byte[] Swapped(string json, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var starts = Enumerable.Range(0, json.Length - 1).Where(i => json[i] is ':' or '[' or ',').ToList();
            var at = starts[random.Next(starts.Count)] + 1;
            var end = at;
            for (var depth = 0; end < json.Length && (depth > 0 || json[end] is not (',' or '}' or ']')); end++)
            {
                depth += json[end] is '{' or '[' ? 1 : json[end] is '}' or ']' ? -1 : 0;
            }

            json = json[..at] + Hostile[random.Next(Hostile.Length)] + json[end..];
        }

        return Encoding.UTF8.GetBytes(json);
    }

    /// <summary>One to five bytes changed, left out or doubled.</summary>
    private static byte[] Scrambled(string json, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(json).ToList();
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.Insert(at, bytes[random.Next(bytes.Count)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
