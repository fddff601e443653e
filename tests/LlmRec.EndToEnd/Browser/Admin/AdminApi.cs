using System.Net;
using LlmRec.EndToEnd.Http;

namespace LlmRec.EndToEnd.Browser.Admin;

/// <summary>The API with the demo catalogue, embedded.</summary>
public class AdminApi : TestApi
{
    protected override object[] Items => [];

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Demo"] = "true" };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while ((await Client.GetAsync(new Uri(Address, "/health/ready"), patience.Token)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(100, patience.Token);
        }
    }
}
