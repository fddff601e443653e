using System.Net;

namespace LlmRec.EndToEnd.Http;

public sealed class TrainingTests(TrainingTests.Quick api) : IClassFixture<TrainingTests.Quick>
{
    [Fact]
    public async Task A_training_answers_202_with_its_job_and_its_end_says_what_was_promoted_and_the_next_recommendation_uses_it()
    {
        // Two tastes of four films; everyone likes three of one of them.
        string[][] tastes = [["alien", "aliens", "terminator", "blade-runner"], ["amelie", "totoro", "spirited", "heist"]];
        await api.PostAsync("/v1/interactions", from user in Enumerable.Range(0, 24)
                                                from film in tastes[user % 2].Where((_, i) => i != user / 2 % 4)
                                                select new { userId = $"t{user}", itemId = film, type = "like" });
        using var accepted = await api.SendAsync(HttpMethod.Post, "/v1/trainings", "{\"models\":[\"ease\"]}");

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var job = await TestApi.JsonAsync(accepted);
        Assert.Equal($"/v1/jobs/{job.GetProperty("id").GetString()}", accepted.Headers.Location!.ToString());
        Assert.Equal("training", job.GetProperty("kind").GetString());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var stream = await api.Client.GetStreamAsync(new Uri(api.Address, $"/v1/jobs/{job.GetProperty("id").GetString()}/events"), patience.Token);
        var done = await System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(patience.Token).FirstAsync(e => e.EventType == "done", patience.Token);
        var ended = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(done.Data);
        Assert.True(ended.GetProperty("state").GetString() == "succeeded", done.Data);
        var model = ended.GetProperty("detail").GetProperty("models")[0];
        Assert.True(model.GetProperty("promoted").GetBoolean());

        while (!(await api.GetAsync("/v1/users/t1/recommendations")).GetRawText().Contains("ease", StringComparison.Ordinal))
        {
            // Promotions are noticed within a second.
            await Task.Delay(50, patience.Token);
        }

        var ready = await api.GetAsync("/health/ready");
        Assert.Contains(ready.GetProperty("parts").EnumerateArray(), p => p.GetProperty("name").GetString() == "models"
            && p.GetProperty("note").GetString()!.Contains(model.GetProperty("version").GetString()!, StringComparison.Ordinal));
        using var metrics = await api.SendAsync(HttpMethod.Get, "/metrics");
        Assert.Contains("llmrec_trained_model_time", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_known_is_a_fault_of_the_request_that_lists_those_that_are()
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/v1/trainings", "{\"models\":[\"sequense\"]}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var detail = await answer.Content.ReadAsStringAsync();
        Assert.Contains("There is no model 'sequense'", detail, StringComparison.Ordinal);
        Assert.Contains("sequence", detail, StringComparison.Ordinal);
    }

    public sealed class Quick : TestApi;
}
