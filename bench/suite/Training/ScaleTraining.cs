using System.Diagnostics;
using System.Text.Json;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Ease;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Onnx;
using Microsoft.Extensions.Options;

namespace LlmRec.Bench;

/// <summary>The training of <c>sequence</c> at a size, for some time, in a process of its own so that its memory is its own.</summary>
internal static class ScaleTraining
{
    public const string Command = "scale-training";

    /// <summary>Trains, and prints one line of JSON.</summary>
    /// <param name="args">Users, items, interactions, seconds.</param>
    public static int Run(string[] args)
    {
        int[] numbers = [.. args.Select(a => int.Parse(a, System.Globalization.CultureInfo.InvariantCulture))];
        var histories = PowerLaw.Histories(numbers[0], numbers[1], numbers[2]);
        var data = new TrainingData { ItemCount = numbers[1], Histories = histories };
        var sessions = new OnnxSessions(Options.Create(new OnnxOptions()));
        using var stop = new CancellationTokenSource();
        var options = new SequenceOptions();
        var watch = new Watch(TimeSpan.FromSeconds(numbers[3]), stop);
        try
        {
            new SequenceTrainer(sessions, options).Train(data, new() { Progress = watch }, stop.Token).Dispose();
        }
        catch (OperationCanceledException)
        {
        }

        var (first, last) = (watch.Told[0], watch.Told[^1]);
        var rate = (last.At - first.At) / (last.Progress.Step - first.Progress.Step);
        var epoch = last.Progress.Steps / options.Rounds;
        Console.WriteLine(JsonSerializer.Serialize(
            new ScaleFigures(
                numbers[0],
                numbers[1],
                histories.Sum(h => (long)h.Length),
                histories.Max(h => h.Length),
                watch.Told[0].At,
                last.Progress.Step,
                1 / rate,
                watch.Told.Skip(1).Select(t => t.Progress.TokensPerSecond).Median(),
                first.Progress.Loss,
                last.Progress.Loss,
                epoch,
                epoch * rate / 60,
                Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0,
                Refusal(data, sessions)),
            JsonSerializerOptions.Web));
        return 0;
    }

    private static string Refusal(TrainingData data, OnnxSessions sessions)
    {
        try
        {
            new EaseTrainer(sessions, new()).Train(data, new(), default).Dispose();
            return "none";
        }
        catch (TrainingException e)
        {
            return e.Message;
        }
    }

    private sealed class Watch(TimeSpan time, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public List<(double At, TrainingProgress Progress)> Told { get; } = [];

        public void Report(TrainingProgress value)
        {
            Told.Add((_watch.Elapsed.TotalSeconds, value));
            if (Told[^1].At - Told[0].At > time.TotalSeconds)
            {
                stop.Cancel();
            }
        }
    }
}

/// <summary>What came of it.</summary>
internal sealed record ScaleFigures(
    int Users,
    int Items,
    long Interactions,
    int Longest,
    double SecondsToFirstStep,
    long Steps,
    double StepsPerSecond,
    double TokensPerSecond,
    double FirstLoss,
    double LastLoss,
    long StepsAnEpoch,
    double EpochMinutes,
    double PeakMb,
    string EaseSays);
