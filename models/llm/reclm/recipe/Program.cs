using System.Diagnostics;
using System.Globalization;
using LlmRec.Language;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Learning.Models;
using LlmRec.Onnx;
using LlmRec.Reclm;
using LlmRec.Reclm.Catalogues;
using LlmRec.Reclm.Measuring;
using LlmRec.Reclm.Training;
using Microsoft.Extensions.Options;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var options = CommandLine.Read(args);
    var started = Stopwatch.StartNew();
    void Say(string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{started.Elapsed:hh\\:mm\\:ss} {text}"));
    var sessions = new OnnxSessions(Options.Create(new OnnxOptions()));
    var maker = new ModelMaker(options, sessions, Say);
    var made = options.OnlyMeasures ? maker.Last() : maker.Make(new TrainingRun { Progress = new ProgressLines(Say) }, stop.Token);

    Say("Measuring…");
    var limits = new LlmOptions();
    using var client = new LocalChatClient(LanguageModel.Load(LanguageFolder.Open(options.Output), limits.Threads), limits, TimeProvider.System);
    (string Name, IReadOnlyList<IItems> Catalogues)[] measured = [("invented", Invention.All()), .. options.Datasets.Select(RealItems.Read).Select(r => (r.Name, (IReadOnlyList<IItems>)[r]))];
    List<QualityReport> reports = [];
    foreach (var (name, catalogues) in measured)
    {
        var report = await Quality.MeasureAsync(name, client, catalogues, options.Measured, seed: options.Seed + 1_000_000, stop.Token);
        Say(string.Create(CultureInfo.InvariantCulture, $"{name}: greedy {report.Greedy:0.0 %}, with slots {report.GreedyWithSlots:0.0 %}, guided {report.Guided:0.0 %}"));
        reports.Add(report);
    }

    await File.WriteAllTextAsync(Path.Combine(options.Output, "README.md"), ModelCard.Write(made, options, reports), stop.Token);
    Say($"{options.Output} is made.");
    return 0;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped. The same command goes on from the last checkpoint.");
    return 130;
}
catch (Exception e) when (e is FormatException or IOException or InvalidDataException or LanguageException or TrainingException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
