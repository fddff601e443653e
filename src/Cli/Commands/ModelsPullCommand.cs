using System.CommandLine;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Pull;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Onnx;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class ModelsPullCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "OWNER/NAME or OWNER/NAME@REVISION on the hub.", HelpName = "OWNER/NAME[@REVISION]" };
    private static readonly Option<string?> Endpoint = new("--endpoint") { Description = $"The hub (default: HF_ENDPOINT, or {PullRequest.PublicHub}).", HelpName = "URL" };
    private static readonly Option<string> Weights = Choice();
    private static readonly Option<string> From = new("--from") { Description = "The folder of the repository that holds the model (default: its root).", HelpName = "FOLDER", DefaultValueFactory = _ => "" };
    private static readonly Option<string?> Out = new("--out") { Description = "The folder to be made (default: models/encoders/NAME, or models/llm/NAME).", HelpName = "DIR" };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace a folder that is there already, when the new one is complete." };

    public static Command Create() =>
        new Command("pull", "Fetch an encoder or a language model from a Hugging Face hub; HF_TOKEN is used where it is set.") { Model, Endpoint, Weights, From, Out, Force }.With(StoreUse.None, PullAsync);

    private static async Task<int> PullAsync(ParseResult parsed, IServiceProvider services, Output output, CancellationToken cancellationToken)
    {
        var model = ModelAddress.Parse(parsed.GetRequiredValue(Model));
        var request = new PullRequest
        {
            Model = model,
            Endpoint = EndpointOf(parsed),
            Token = Environment.GetEnvironmentVariable("HF_TOKEN"),
            Weights = parsed.GetRequiredValue(Weights),
            Subfolder = parsed.GetRequiredValue(From),
            Target = parsed.GetValue(Out),
            Replace = parsed.GetValue(Force),
        };
        using var http = ModelPull.CreateClient();
        object? trial = null;
        var time = services.GetRequiredService<TimeProvider>();
        var pulled = await output.WithProgressAsync(tell => new ModelPull(http, time).PullAsync(
            request,
            async (kind, folder, cancellation) => trial = kind == "encoder"
                ? await TryAsync(services, folder, request.Weights, cancellation)
                : await Task.Run(() => TryLanguageModel(folder, cancellation), cancellation),
            progress => tell(progress.File, progress.Done, progress.Total, null),
            cancellationToken), time);
        Report(output, request, pulled, trial);
        return 0;
    }

    private static async Task<EncoderTrial> TryAsync(IServiceProvider services, string folder, string weights, CancellationToken cancellationToken)
    {
        var options = new EncoderOptions { Path = folder, Weights = weights };
        using var encoder = new OnnxTextEncoder(EncoderFolder.Open(options), services.GetRequiredService<OnnxSessions>(), Options.Create(options));
        return await EncoderTrial.RunAsync(encoder, cancellationToken);
    }

    private static TrialResult TryLanguageModel(string folder, CancellationToken cancellationToken)
    {
        using var model = LanguageModel.Load(LanguageFolder.Open(folder), Environment.ProcessorCount);
        return ModelTrial.Run(model, [new(ChatRole.User, "Name a film.")], new() { MaxOutputTokens = 8, Temperature = 0 }, null, cancellationToken);
    }

    private static void Report(Output output, PullRequest request, PulledModel pulled, object? trial)
    {
        var bytes = pulled.Files.Sum(f => f.Size);
        var use = pulled.Kind == "encoder" ? $"Encoder:Path={pulled.Path}" + (request.Weights == "fp32" ? "" : $", Encoder:Weights={request.Weights}") : $"Llm:Path={pulled.Path}";
        output.Answer(
            new
            {
                pulled.Kind,
                Model = $"{request.Model.Owner}/{request.Model.Name}",
                request.Model.Revision,
                pulled.Commit,
                pulled.Path,
                Bytes = bytes,
                Files = pulled.Files.Select(f => new { f.Name, f.Size, f.Sha256 }),
                Test = trial,
                Use = use,
            },
            console =>
            {
                console.WriteLine($"{request.Model} ({pulled.Commit[..Math.Min(12, pulled.Commit.Length)]}): {pulled.Files.Count} files, {bytes:n0} bytes, sizes and hashes as the hub states, in {pulled.Path}");
                console.WriteLine(trial switch
                {
                    EncoderTrial encoder => $"  test inference: {encoder.Dimension} numbers, length {encoder.Norm}, {encoder.Milliseconds} ms",
                    TrialResult answer => $"  test inference: {answer.Ids.Count} tokens, the first after {answer.FirstTokenMs:0} ms",
                    _ => "",
                });
                console.WriteLine($"  to use it: {use}");
            });
    }

    private static Uri EndpointOf(ParseResult parsed)
    {
        var endpoint = parsed.GetValue(Endpoint) is { Length: > 0 } given ? given : Environment.GetEnvironmentVariable("HF_ENDPOINT") is { Length: > 0 } configured ? configured : PullRequest.PublicHub;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new CommandException($"The endpoint '{endpoint}' is not an http or https address.");
    }

    private static Option<string> Choice()
    {
        var weights = new Option<string>("--weights") { Description = "How an encoder's weights are stored: fp32 (default), fp16 or int8.", HelpName = "fp32|fp16|int8", DefaultValueFactory = _ => "fp32" };
        weights.AcceptOnlyFromAmong("fp32", "fp16", "int8");
        return weights;
    }
}
