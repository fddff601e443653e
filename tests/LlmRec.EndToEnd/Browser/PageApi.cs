using LlmRec.EndToEnd.Http;

namespace LlmRec.EndToEnd.Browser;

/// <summary>The API with films that are embedded and that somebody likes already.</summary>
public class PageApi : TestApi
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await BackfillAsync();
        await PostAsync("/v1/interactions", new[] { "alien", "terminator", "spirited" }.Select(item => new { userId = "eve", itemId = item, type = "like" }));
    }
}
