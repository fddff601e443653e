using System.Diagnostics;
using LlmRec.Catalog.Import;
using LlmRec.Embedding.Backfill;
using LlmRec.Embedding.Encoders;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LlmRec.Bench;

/// <summary>A backfill of items, and how much of its time passes in the encoder.</summary>
internal static class BackfillBench
{
    public static async Task RunAsync(BenchRun run)
    {
        var items = run.PathOf("backfill-items.jsonl");
        await Shop.WriteItemsAsync(items, run.Sized(300, 10_000));
        var clocked = new List<Clocked>();
        await using var services = await Service.OpenAsync(run.PathOf("backfill.db"), change: s => s.Replace(ServiceDescriptor.Singleton<IEmbeddingGenerator<string, Embedding<float>>>(provider =>
        {
            clocked.Add(new(provider.GetRequiredService<OnnxTextEncoder>()));
            return clocked[^1];
        })));
        await services.GetRequiredService<CatalogImporter>().ImportAsync(new(items, null, null, false, false), null, default);
        await services.GetRequiredService<BackfillService>().QueueAsync(new("items"));
        var watch = Stopwatch.StartNew();
        var job = (await services.GetRequiredService<JobRunner>().RunNextAsync(default))!;
        var seconds = watch.Elapsed.TotalSeconds;
        run.Report.Add("backfill", new Dictionary<string, object>
        {
            ["state"] = job.State,
            ["texts of some 30 words"] = clocked.Sum(c => c.Texts),
            ["seconds"] = seconds,
            ["texts/s"] = clocked.Sum(c => c.Texts) / seconds,
            ["share of time in the encoder"] = clocked.Sum(c => c.Seconds) / seconds,
        });
    }

    /// <summary>The encoder with a clock. A backfill asks it for one batch after the other.</summary>
    private sealed class Clocked(IEmbeddingGenerator<string, Embedding<float>> encoder) : DelegatingEmbeddingGenerator<string, Embedding<float>>(encoder)
    {
        public int Texts { get; private set; }

        public double Seconds { get; private set; }

        public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var watch = Stopwatch.StartNew();
            var answer = await base.GenerateAsync(values, options, cancellationToken);
            (Texts, Seconds) = (Texts + answer.Count, Seconds + watch.Elapsed.TotalSeconds);
            return answer;
        }
    }
}
