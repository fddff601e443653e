using System.Text.Json;
using LlmRec.Onnx;
using Microsoft.Extensions.Options;

namespace LlmRec.Bench;

/// <summary>Where a step's time goes, on one thread: by ONNX Runtime's own profile and by clocks around it.</summary>
internal static class StepBench
{
    public static Task RunAsync(BenchRun run)
    {
        Add(run, "sequence", TrainingSteps.Sequence, run.Sized(2, 40));
        Add(run, "decoder", TrainingSteps.Decoder, run.Sized(1, 6));
        return Task.CompletedTask;
    }

    private static void Add(BenchRun run, string name, Func<OnnxSessions, int, TrainingSteps> open, int steps)
    {
        var prefix = run.PathOf(name);
        double seconds, fill, masks;
        using (var training = open(new(Options.Create(new OnnxOptions { ProfileTo = prefix })), 1))
        {
            seconds = training.Run(steps) / steps;
            (fill, masks) = (training.FillSeconds / steps, training.MaskSeconds());
        }

        var (kernels, runs) = Kernels(Directory.GetFiles(Path.GetDirectoryName(prefix)!, $"{name}*.json").Single(), steps);
        var parts = kernels.Select(k => (k.What, k.Seconds))
            .Append(("the runtime between kernels", runs - kernels.Sum(k => k.Seconds)))
            .Append(("filling batches", fill))
            .Append(("drawing dropout masks", masks))
            .Append(("adding gradients, clipping, AdamW", seconds - runs - fill - masks))
            .OrderByDescending(p => p.Item2).ToList();
        run.Report.Add($"a step of {name}: {seconds * 1e3:0.0} ms on one thread", [.. parts.Where(p => p.Item2 > 0.005 * seconds).Select(p => new Dictionary<string, object>
        {
            ["what"] = p.Item1,
            ["ms"] = p.Item2 * 1e3,
            ["%"] = 100 * p.Item2 / seconds,
        })]);
    }

    private static (List<(string What, double Seconds)> Kernels, double Runs) Kernels(string file, int steps)
    {
        using var profile = JsonDocument.Parse(File.ReadAllBytes(file));
        var (kernels, runs) = (new Dictionary<string, double>(), 0.0);
        foreach (var entry in profile.RootElement.EnumerateArray())
        {
            var (name, microseconds) = (entry.GetProperty("name").GetString()!, entry.GetProperty("dur").GetDouble());
            if (name == "model_run")
            {
                runs += microseconds;
            }
            else if (name.EndsWith("_kernel_time", StringComparison.Ordinal))
            {
                var op = entry.GetProperty("args").GetProperty("op_name").GetString()!;
                kernels[op] = kernels.GetValueOrDefault(op) + microseconds;
            }
        }

        return ([.. kernels.Select(k => (k.Key, k.Value / steps / 1e6))], runs / steps / 1e6);
    }
}
