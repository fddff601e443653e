using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Pull;
using LlmRec.Onnx;
using LlmRec.Testing;
using LlmRec.Tests.Embedding.Bert;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Embedding.Pull;

#pragma warning disable CA1001 // xunit disposes of it by DisposeAsync.
public sealed class ModelPullTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly TempFolder _folder = new();
    private readonly BertFolder _bert = new();
    private readonly HttpClient _http = ModelPull.CreateClient();
    private LocalHub _hub = null!;

    private string Target => _folder["bert"];

    public Task InitializeAsync()
    {
        _hub = new();
        _hub.AddFolder(_bert.Path);
        _hub.Add("README.md", "nothing that is needed"u8.ToArray());
        _hub.Add("pytorch_model.bin", new byte[1_000]);
        _hub.Add("onnx/model_quantized.onnx", File.ReadAllBytes(_bert["model.onnx"]));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        _http.Dispose();
        _bert.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_needed_is_fetched_and_no_more_and_the_folder_works()
    {
        var seen = new List<PullProgress>();

        var pulled = await PullAsync(Request() with { Model = ModelAddress.Parse("owner/name@v1.0") }, seen.Add);

        Assert.Equal(("encoder", LocalHub.Commit, Target), (pulled.Kind, pulled.Commit, pulled.Path));
        Assert.Equal(
            ["1_Pooling/config.json", "config.json", "config_sentence_transformers.json", "model.onnx", "modules.json", "pull.json", "sentence_bert_config.json", "tokenizer.json"],
            Directory.GetFiles(Target, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Target, f)).Order(StringComparer.Ordinal));
        Assert.Equal(await VectorAsync(_bert.Path), await VectorAsync(Target));
        Assert.Contains(_hub.Requests, r => r.Path.Contains("/revision/v1.0?blobs=true", StringComparison.Ordinal));
        Assert.DoesNotContain(_hub.Requests, r => r.Path.Contains("pytorch", StringComparison.Ordinal) || r.Path.Contains("README", StringComparison.Ordinal));
        Assert.Equal(seen[^1].Total, seen[^1].Done);
        Assert.True(seen.Zip(seen.Skip(1)).All(p => p.First.Done <= p.Second.Done));
        Assert.Empty(Directory.GetDirectories(_folder.Path, ".*"));
    }

    [SharedFact("models/all-minilm-l6-v2/model.onnx")]
    public async Task A_real_encoder_is_pulled_and_tried()
    {
        await using var hub = new LocalHub { BreakOffs = 2 };
        hub.AddFolder(SharedFolder.PathOf("models/all-minilm-l6-v2"));
        EncoderTrial? trial = null;

        await new ModelPull(_http, new ImpatientTime()).PullAsync(
            Request() with { Endpoint = hub.Endpoint },
            async (_, folder, cancellationToken) =>
            {
                using var encoder = Open(folder);
                trial = await EncoderTrial.RunAsync(encoder, cancellationToken);
            },
            _ => { },
            CancellationToken.None);

        Assert.Equal(384, trial!.Dimension);
        Assert.Equal(1, trial.Norm, 5);
        Assert.Equal(EncoderFolder.Open(SharedFolder.PathOf("models/all-minilm-l6-v2")).Settings.MaxTokens, EncoderFolder.Open(Target).Settings.MaxTokens);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_gone_on_from_where_it_broke()
    {
        _hub.BreakOffs = 3;

        await PullAsync(Request());

        var size = new FileInfo(_bert["model.onnx"]).Length;
        Assert.Equal(File.ReadAllBytes(_bert["model.onnx"]), File.ReadAllBytes(Path.Combine(Target, "model.onnx")));
        var ranges = _hub.Requests.Where(r => r.Path == "/cdn/model.onnx").Select(r => r.Range).ToList();
        Assert.Equal(4, ranges.Count);
        Assert.Equal([null, $"bytes={size / 2}-"], ranges[..2]);
    }

    [Fact]
    public async Task A_pull_that_was_stopped_is_gone_on_with_by_the_next_one()
    {
        using var stop = new CancellationTokenSource();
        _hub.BreakOffs = 1;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PullAsync(
            Request(), progress => { if (progress.File == "model.onnx") { stop.Cancel(); } }, stop.Token));
        Assert.False(Directory.Exists(Target));
        var before = _hub.Requests.Count;
        await PullAsync(Request());

        Assert.True(File.Exists(Path.Combine(Target, "model.onnx")));
        var after = _hub.Requests.Skip(before).ToList();
        Assert.DoesNotContain(after, r => r.Path.EndsWith("/config.json", StringComparison.Ordinal) && !r.Path.Contains("Pooling", StringComparison.Ordinal));
        Assert.StartsWith("bytes=", after.Single(r => r.Path == "/cdn/model.onnx").Range, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_ranges_is_asked_again_from_the_beginning()
    {
        _hub.Ranges = false;
        _hub.BreakOffs = 2;

        await PullAsync(Request());

        Assert.Equal(File.ReadAllBytes(_bert["model.onnx"]), File.ReadAllBytes(Path.Combine(Target, "model.onnx")));
    }

    [Fact]
    public async Task A_server_that_always_breaks_off_is_given_up_with_what_is_here()
    {
        _hub.Ranges = false;
        _hub.BreakOffs = 1_000;

        var fault = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request()));

        Assert.Contains("model.onnx could not be fetched", fault.Message, StringComparison.Ordinal);
        Assert.Contains("goes on from there", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Theory]
    [InlineData("model.onnx", "SHA-256", true)]
    [InlineData("model.onnx", "SHA-256", false)]
    [InlineData("tokenizer.json", "Git hash", true)]
    public async Task Content_that_is_not_what_the_hub_states_is_not_taken(string file, string hash, bool statedInListing)
    {
        _hub.StatesHashes = statedInListing;
        _hub.Sent = (name, content) => name == file ? [.. content[..^1], (byte)(content[^1] ^ 1)] : content;

        var fault = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request()));

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        Assert.Contains(hash, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
        _hub.Sent = (_, content) => content;
        await PullAsync(Request());
        Assert.True(Directory.Exists(Target));
    }

    [Fact]
    public async Task Content_that_is_longer_than_stated_is_not_taken()
    {
        _hub.Sent = (name, content) => name == "model.onnx" ? [.. content, .. content] : content;

        Assert.Contains("longer", (await Assert.ThrowsAsync<PullException>(() => PullAsync(Request()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_reaches_the_hub_and_no_host_that_it_redirects_to()
    {
        _hub.RequiredToken = "hf_secret";

        var fault = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request()));
        await PullAsync(Request() with { Token = "hf_secret" });

        Assert.Contains("HF_TOKEN", fault.Message, StringComparison.Ordinal);
        Assert.All(_hub.Requests.Where(r => r.Host == "localhost"), r => Assert.False(r.Token));
        Assert.Contains(_hub.Requests, r => r.Host == "localhost");
        Assert.Contains(_hub.Requests, r => r.Token);
    }

    [Fact]
    public async Task A_wrong_token_is_said_to_be_one_without_showing_it()
    {
        _hub.RequiredToken = "hf_secret";

        var fault = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request() with { Token = "hf_other" }));

        Assert.Contains("does not take the token", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_other", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "conditions")]
    [InlineData(404, "no owner/name@main (404)")]
    [InlineData(418, "answered 418")]
    [InlineData(503, "answered 503")]
    public async Task A_refusal_says_what_to_do(int status, string said)
    {
        _hub.Status = (System.Net.HttpStatusCode)status;

        Assert.Contains(said, (await Assert.ThrowsAsync<PullException>(() => PullAsync(Request()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_is_not_there_is_said()
    {
        var fault = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request() with { Model = ModelAddress.Parse("owner/name@v9") }));

        Assert.Contains("owner/name@v9", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_only_redirects_or_is_not_there_is_said()
    {
        _hub.RedirectsForever = true;
        var circle = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request()));
        var gone = new LocalHub();
        await gone.DisposeAsync();
        var silent = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request() with { Endpoint = gone.Endpoint }));

        Assert.Contains("HF_ENDPOINT", silent.Message, StringComparison.Ordinal);
        Assert.Contains("redirects more than", circle.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_there_is_replaced_only_when_asked_to_and_by_a_complete_one()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "mine"), "");

        Assert.Contains("--force", (await Assert.ThrowsAsync<PullException>(() => PullAsync(Request()))).Message, StringComparison.Ordinal);
        _hub.Sent = (name, content) => name == "model.onnx" ? new byte[content.Length] : content;
        await Assert.ThrowsAsync<PullException>(() => PullAsync(Request() with { Replace = true }));
        Assert.True(File.Exists(Path.Combine(Target, "mine")));
        _hub.Sent = (_, content) => content;
        await PullAsync(Request() with { Replace = true });

        Assert.False(File.Exists(Path.Combine(Target, "mine")));
        Assert.True(File.Exists(Path.Combine(Target, "model.onnx")));
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_folder_is_refused_before_anything_is_fetched()
    {
        _hub.Add("../../evil/config.json", [1]);

        var fault = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request()));

        Assert.Contains("outside", fault.Message, StringComparison.Ordinal);
        Assert.Single(_hub.Requests);
    }

    [Fact]
    public async Task Another_variant_is_fetched_when_asked_for_and_one_that_is_missing_is_said_with_those_that_are_there()
    {
        await PullAsync(Request() with { Weights = "int8" });
        var fault = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request() with { Weights = "fp16", Target = _folder["other"] }));

        Assert.Equal(Path.Combine(Target, "onnx/model_quantized.onnx"), EncoderFolder.Open(new EncoderOptions { Path = Target, Weights = "int8" }).ModelPath);
        Assert.False(File.Exists(Path.Combine(Target, "model.onnx")));
        Assert.Contains("fp32 and int8", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_model_is_told_by_its_file_and_found_in_a_folder_of_the_repository()
    {
        await using var hub = new LocalHub();
        foreach (var name in new[] { "cpu/genai_config.json", "cpu/model.onnx", "cpu/model.onnx.data", "cpu/tokenizer.json", "cpu/tokenizer_config.json", "cuda/genai_config.json", "README.md" })
        {
            hub.Add(name, System.Text.Encoding.UTF8.GetBytes(name));
        }

        var request = Request() with { Endpoint = hub.Endpoint };
        var fault = await Assert.ThrowsAsync<PullException>(() => PullAsync(request));
        var pulled = await PullAsync(request with { Subfolder = "cpu" });

        Assert.Contains("cpu, cuda", fault.Message, StringComparison.Ordinal);
        Assert.Equal("llm", pulled.Kind);
        Assert.Equal(
            ["genai_config.json", "model.onnx", "model.onnx.data", "pull.json", "tokenizer.json", "tokenizer_config.json"],
            Directory.GetFiles(Target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_fails_its_trial_is_not_put_in_place()
    {
        await Assert.ThrowsAsync<EncoderFolderException>(() => new ModelPull(_http, new ImpatientTime()).PullAsync(
            Request(), (_, folder, _) => throw new EncoderFolderException(folder), _ => { }, CancellationToken.None));

        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Two_pulls_to_one_folder_do_not_meet()
    {
        PullException? second = null;

        await new ModelPull(_http, new ImpatientTime()).PullAsync(
            Request(), async (_, _, _) => second = await Assert.ThrowsAsync<PullException>(() => PullAsync(Request())), _ => { }, CancellationToken.None);

        Assert.Contains("Another pull", second!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pulled_file_that_changes_afterwards_is_found()
    {
        await PullAsync(Request());
        File.AppendAllText(Path.Combine(Target, "tokenizer.json"), " ");

        Assert.Contains("tokenizer.json is damaged", Assert.Throws<EncoderFolderException>(() => EncoderFolder.Open(Target)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("owner/")]
    [InlineData("../name")]
    [InlineData("owner/name@")]
    [InlineData("owner/../name")]
    public void An_address_of_another_shape_is_refused(string address) => Assert.Throws<PullException>(() => ModelAddress.Parse(address));

    private PullRequest Request() => new() { Model = ModelAddress.Parse("owner/name"), Endpoint = _hub.Endpoint, Target = Target };

    private Task<PulledModel> PullAsync(PullRequest request, Action<PullProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new ModelPull(_http, new ImpatientTime()).PullAsync(request, (_, _, _) => Task.CompletedTask, progress ?? (_ => { }), cancellationToken);

    private static OnnxTextEncoder Open(string folder) => new(EncoderFolder.Open(folder), new OnnxSessions(Options.Create(new OnnxOptions())), Options.Create(new EncoderOptions()));

    private static async Task<float[]> VectorAsync(string folder)
    {
        using var encoder = Open(folder);
        return (await encoder.GenerateAsync(["a heist"]))[0].Vector.ToArray();
    }
}
