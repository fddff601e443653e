using LlmRec.Bench;

if (args is [ScaleTraining.Command, ..])
{
    return ScaleTraining.Run(args[1..]);
}

// Ratios against peers, measured in turns in one run. See ../README.md.
var benches = new (string Name, Func<BenchRun, Task> Run)[]
{
    ("encoder", EncoderBench.RunAsync),
    ("quality", QualityBench.RunAsync),
    ("index", IndexBench.RunAsync),
    ("map", MapBench.RunAsync),
    ("backfill", BackfillBench.RunAsync),
    ("http", HttpBench.RunAsync),
    ("import", ImportBench.RunAsync),
    ("decoding", DecodingBench.RunAsync),
    ("words", WordsBench.RunAsync),
    ("chat", ChatBench.RunAsync),
    ("torch", TorchBench.RunAsync),
    ("step", StepBench.RunAsync),
    ("scale", ScaleBench.RunAsync),
    ("ablations", AblationsBench.RunAsync),
};
var options = BenchOptions.Parse(args, [.. benches.Select(b => b.Name)]);
if (options is null)
{
    return 2;
}

using var run = new BenchRun(options);
foreach (var (name, bench) in benches.Where(b => options.Names.Contains(b.Name)))
{
    await bench(run);
}

await run.Report.SaveAsync(options.Out);
return 0;
