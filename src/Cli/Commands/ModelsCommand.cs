using System.CommandLine;
using LlmRec.Embedding.Encoders;
using LlmRec.Onnx;
using LlmRec.Recommending.Trained;
using LlmRec.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class ModelsCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("DIR") { Description = "A language model's folder to check instead of what is in use.", Arity = ArgumentArity.ZeroOrOne };
        return new("models", "The models in use, and models of your own.")
        {
            new Command("list", "Which models are in use, and where they lie.").With(StoreUse.None, ListAsync),
            new Command("check", "Load every model in use, or a folder, and run it once.") { folder }.With(
                StoreUse.None,
                (parsed, services, output, cancellationToken) => parsed.GetValue(folder) is { } path
                    ? CheckLanguageModel.RunAsync(path, output, cancellationToken)
                    : CheckAsync(parsed, services, output, cancellationToken)),
            ModelsRollbackCommand.Create(),
            ModelsPullCommand.Create(),
            ImportGgufCommand.Create(),
            TryModelCommand.Create(),
        };
    }

    private static async Task<int> ListAsync(ParseResult parsed, IServiceProvider services, Output output, CancellationToken cancellationToken)
    {
        var encoder = Describe(services);
        var trained = await TrainedAsync(services, catalogue => catalogue.ListAsync(cancellationToken), cancellationToken);
        output.Answer(new { Models = new object[] { encoder }.Concat(trained) }, console =>
        {
            console.WriteLine(encoder.ToString());
            Print(console, trained);
        });
        return 0;
    }

    private static async Task<int> CheckAsync(ParseResult parsed, IServiceProvider services, Output output, CancellationToken cancellationToken)
    {
        var encoder = Describe(services);
        var trial = await EncoderTrial.RunAsync(services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), cancellationToken);
        var trained = await TrainedAsync(services, catalogue => catalogue.CheckAsync(cancellationToken), cancellationToken);
        output.Answer(
            new
            {
                Models = new object[] { new { encoder.Kind, encoder.Name, encoder.Version, encoder.Path, encoder.Provider, encoder.ProviderRemark, Ok = true, trial.Milliseconds, trial.Norm } }.Concat(trained),
            },
            console =>
            {
                console.WriteLine(encoder.ToString());
                console.WriteLine($"  test inference: {trial.Dimension} numbers, length {trial.Norm}, {trial.Milliseconds} ms");
                Print(console, trained);
            });
        return trained.All(t => t.Ok) ? 0 : 1;
    }

    /// <summary>The trained models of the store; none where there is no store.</summary>
    private static async Task<IReadOnlyList<TrainedVersion>> TrainedAsync(
        IServiceProvider services, Func<TrainedCatalogue, Task<IReadOnlyList<TrainedVersion>>> ask, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<Store>();
        if (!store.Dialect.Exists())
        {
            return [];
        }

        await store.OpenAsync(mustExist: true, cancellationToken: cancellationToken);
        return await ask(services.GetRequiredService<TrainedCatalogue>());
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<TrainedVersion> trained)
    {
        foreach (var t in trained)
        {
            var what = t.Ok ? $"{t.Items:n0} items, trained {t.CreatedAt:yyyy-MM-dd HH:mm}Z{(t.Milliseconds is { } ms ? $", loaded and run once in {ms:0} ms" : "")}" : t.Fault;
            console.WriteLine($"{t.Kind}  {t.Name} {t.Version}  {(t.InUse ? "in use" : t.PromotedAt is null ? "not promoted" : "was in use")}  {what}");
            if (t.NewItemBoost is { } newItems)
            {
                console.WriteLine($"  {NewItemLine.Of(newItems)}");
            }
        }
    }

    private static ModelDescription Describe(IServiceProvider services)
    {
        var folder = services.GetRequiredService<EncoderFolder>();
        var sessions = services.GetRequiredService<OnnxSessions>();
        var settings = folder.Settings;
        return new(
            "encoder", settings.Name, folder.Version, folder.Path, Path.GetFileName(folder.ModelPath), sessions.Provider, sessions.Remark,
            settings.Dimension, settings.MaxTokens, settings.Tokenizer.Kind, settings.Pooling, settings.QueryPrefix, settings.PassagePrefix);
    }

    private sealed record ModelDescription(
        string Kind, string Name, string Version, string Path, string Model, string Provider, string? ProviderRemark, int Dimension, int MaxTokens, string Tokenizer, string Pooling, string QueryPrefix, string PassagePrefix)
    {
        public override string ToString() =>
            $"{Kind}  {Name} {Version}  {Dimension} numbers, {MaxTokens} tokens, tokenizer {Tokenizer}, pooling {Pooling}, {Provider}  {System.IO.Path.Combine(Path, Model)}"
            + (ProviderRemark is null ? "" : $"{Environment.NewLine}  {ProviderRemark}");
    }
}
