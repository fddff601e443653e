namespace LlmRec.EndToEnd.Http.OpenAi;

/// <summary>The API with keys and an embedded catalogue, as clients of OpenAI's API meet it.</summary>
public sealed class WireApi : TestApi
{
    public const string Reader = "reader-key-0123456789";

    private const string Admin = "admin-key-0123456789";

    protected override string? Key => Admin;

    public string Base => $"{Address}v1";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Auth:ApiKeys:0:Name"] = "reader",
        ["Auth:ApiKeys:0:Scope"] = "read",
        ["Auth:ApiKeys:0:Key"] = Reader,
        ["Auth:ApiKeys:1:Name"] = "admin",
        ["Auth:ApiKeys:1:Scope"] = "admin",
        ["Auth:ApiKeys:1:Key"] = Admin,
        ["Limits:MaxBodyMb"] = "8",
        // A machine that others keep busy must not give up on a thousand messages.
        ["Limits:RequestSeconds"] = "300",
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Admin);
        Assert.Equal("succeeded", (await BackfillAsync()).GetProperty("state").GetString());
    }
}
