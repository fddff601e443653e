using System.Text.Json;

namespace LlmRec.EndToEnd.Browser.Admin;

/// <summary>The API with films, likes, a trained model, a map, and something shown and clicked: no view is empty.</summary>
public sealed class FilledAdminApi : PageApi
{
    private static readonly string[][] Tastes = [["alien", "aliens", "terminator", "blade-runner"], ["amelie", "totoro", "spirited", "heist"]];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await PostAsync("/v1/interactions", from user in Enumerable.Range(0, 24)
                                            from film in Tastes[user % 2].Where((_, i) => i != user / 2 % 4)
                                            select new { userId = $"t{user}", itemId = film, type = "like" });
        await EndAsync(await PostAsync("/v1/trainings", new { models = new[] { "ease" } }));
        await EndAsync(await PostAsync("/v1/projections", new { neighbours = 3 }));
        var answer = await GetAsync("/v1/users/eve/recommendations?limit=4");
        var ids = answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!).ToArray();
        await PostAsync("/v1/impressions", new[] { new { recommendationId = answer.GetProperty("recommendationId").GetString(), userId = "eve", items = ids } });
        await PostAsync("/v1/interactions", new[] { new { userId = "eve", itemId = ids[0], type = "click" } });
    }

    private async Task EndAsync(JsonElement job)
    {
        await using var stream = await Client.GetStreamAsync(new Uri(Address, $"/v1/jobs/{job.GetProperty("id").GetString()}/events"));
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync())
        {
            if (item.EventType == "done")
            {
                Assert.Contains("\"state\":\"succeeded\"", item.Data, StringComparison.Ordinal);
            }
        }
    }
}
