using LlmRec.Language;
using LlmRec.Language.Endpoint;
using LlmRec.Language.Generation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Language;

public sealed class LanguageServicesTests(TinyFolder tiny) : IClassFixture<TinyFolder>
{
    [Fact]
    public void Without_a_model_there_is_none_and_that_is_valid()
    {
        using var services = Services(_ => { });
        var language = services.GetRequiredService<ConfiguredLanguage>();

        Assert.Null(language.Client);
        Assert.Null(language.Version);
    }

    [Fact]
    public void A_path_is_a_local_model_and_an_endpoint_is_a_server()
    {
        using var local = Services(o => o.Path = tiny.Path);
        using var remote = Services(o => (o.Endpoint, o.Model) = ("http://localhost:11434/v1", "smollm2"));

        Assert.IsType<LocalChatClient>(local.GetRequiredService<ConfiguredLanguage>().Client);
        Assert.Equal($"tiny@{tiny.Model.Folder.Version}", local.GetRequiredService<ConfiguredLanguage>().Version);
        Assert.IsType<EndpointChatClient>(remote.GetRequiredService<ConfiguredLanguage>().Client);
        Assert.Equal("smollm2", remote.GetRequiredService<ConfiguredLanguage>().Version);
    }

    [Theory]
    [InlineData("both", "Remove one")]
    [InlineData("no address", "not an address")]
    [InlineData("no model", "Llm:Model")]
    [InlineData("no deadline", "DeadlineSeconds")]
    [InlineData("no threads", "Threads")]
    public void Settings_that_cannot_be_stop_the_start(string what, string says)
    {
        using var services = Services(o =>
        {
            (o.Path, o.Endpoint, o.Model) = (what == "both" ? "models/llm" : null, what == "no address" ? "localhost" : "http://localhost/v1", what == "no model" ? " " : "m");
            o.DeadlineSeconds = what == "no deadline" ? 0 : 60;
            o.Threads = what == "no threads" ? 0 : 2;
        });

        Assert.Contains(says, Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ConfiguredLanguage>()).Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Action<LlmOptions> configure) => new ServiceCollection().AddLanguage().Configure(configure).BuildServiceProvider();
}
