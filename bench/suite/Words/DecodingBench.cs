using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Catalog.Items;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Language.Import;

namespace LlmRec.Bench;

/// <summary>Tokens a second of ONNX Runtime GenAI beside plain ONNX Runtime on the same weights, greedy, on requests for explanations.</summary>
internal static class DecodingBench
{
    private const string Gguf = "../shared/models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const int MostTokens = 60;

    public static Task RunAsync(BenchRun run)
    {
        List<(string Name, string Folder)> models = [("reclm", Path.Combine(BenchRun.Root, "models/llm/reclm"))];
        if (Path.Combine(BenchRun.Root, Gguf) is var file && File.Exists(file))
        {
            GgufImport.Run(file, run.PathOf("smollm2"), WeightStorage.Int8, null, CancellationToken.None);
            models.Add(("SmolLM2-135M-Instruct, int8", run.PathOf("smollm2")));
        }

        run.Report.Add("decoding", [.. models.Select(m => Row(run, m.Name, m.Folder))]);
        return Task.CompletedTask;
    }

    private static Dictionary<string, object> Row(BenchRun run, string name, string path)
    {
        var folder = LanguageFolder.Open(path);
        using var model = LanguageModel.Load(folder, Environment.ProcessorCount);
        using var peer = new PlainDecoder(folder, Environment.ProcessorCount);
        var (ours, theirs) = (new List<(double First, double Speed)>(), new List<(double First, double Speed)>());
        var same = 0;
        for (var round = -1; round < run.Sized(1, 5); round++)
        {
            foreach (var facts in Requests)
            {
                var mine = ModelTrial.Run(model, ExplanationPrompt.Of(facts), new() { Temperature = 0, MaxOutputTokens = MostTokens }, null, CancellationToken.None);
                var other = peer.Run(mine.PromptIds, MostTokens);
                // The first round warms both up.
                if (round >= 0 && mine.TokensPerSecond is { } speed && other.Ids.Count > 1)
                {
                    ours.Add((mine.FirstTokenMs, speed));
                    theirs.Add((other.FirstMs, other.PerSecond));
                    same += mine.Ids.SequenceEqual(other.Ids) ? 1 : 0;
                }
            }
        }

        return new()
        {
            ["model"] = name,
            ["GenAI, first token ms"] = ours.Select(o => o.First).Median(),
            ["tokens/s"] = ours.Select(o => o.Speed).Median(),
            ["plain ONNX Runtime, first token ms"] = theirs.Select(o => o.First).Median(),
            ["plain tokens/s"] = theirs.Select(o => o.Speed).Median(),
            ["ratio of tokens/s"] = ours.Zip(theirs, (a, b) => a.Speed / b.Speed).Median(),
            ["same answers"] = $"{same} of {ours.Count}",
        };
    }

    /// <summary>Evidence over the demo's films: what is liked, and what the pick shares with it.</summary>
    private static IEnumerable<PickFacts> Requests
    {
        get
        {
            Item[] films = [.. Texts.Items.Where(i => i.Categories.Count > 0).Take(12)];
            foreach (var (item, liked) in films.Zip(films.Skip(1)))
            {
                yield return new()
                {
                    Item = new(item.Id, item.Title, null, []),
                    Liked = [new(new(liked.Id, liked.Title, null, []), 0.5)],
                    InCommon = [new(Facet.Category, item.Categories[0])],
                };
            }
        }
    }
}
