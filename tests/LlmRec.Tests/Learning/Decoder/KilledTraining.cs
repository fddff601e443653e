using LlmRec.Learning.Models;

namespace LlmRec.Tests.Learning.Decoder;

/// <summary>A training in a process that is killed: it writes checkpoints, says when it is far enough, and waits for its end in the middle of a step.</summary>
internal static class KilledTraining
{
    public const string Name = "killed-training";
    public const int Passes = 20;

    private const int FarEnough = 50;

    public static Task<object> RunAsync(string[] args)
    {
        new SmallTalk().Train(new() { CheckpointFolder = args[0], Threads = 1, Time = new JumpingTime(), Progress = new Waiting() }, Passes).Dispose();
        return Task.FromResult<object>("The training ended before it was killed.");
    }

    private sealed class Waiting : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= FarEnough)
            {
                Console.WriteLine(value.Step);
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
