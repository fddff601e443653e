using LlmRec.Language.Folders;
using LlmRec.Learning.Models;
using LlmRec.Reclm.Training;
using LlmRec.Testing;
using LlmRec.Tests.Learning;

namespace LlmRec.Tests.Models.Reclm;

public sealed class RecipeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_recipe_that_was_stopped_midway_makes_the_same_files_when_it_is_started_again()
    {
        Make("whole", new());
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Make("stopped", new() { Progress = new Stop(stop), Time = new JumpingTime() }, stop.Token));
        Assert.False(Directory.Exists(_folder["stopped"]));

        var made = Make("stopped", new());

        Assert.InRange(made.HeldOutLoss, .1, 10);
        Assert.True(File.Exists(Path.Combine(_folder["stopped"], "wording.json")));
        _ = LanguageFolder.Open(_folder["stopped"]);
        Assert.All(Directory.GetFiles(_folder["whole"]), file =>
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(_folder["stopped"], Path.GetFileName(file)))));
    }

    public void Dispose() => _folder.Dispose();

    private Made Make(string name, TrainingRun run, CancellationToken cancellationToken = default) => new ModelMaker(
        new()
        {
            Samples = 120,
            HeldOut = 10,
            TokenizerSamples = 120,
            Vocabulary = 500,
            Decoder = new() { Width = 32, Layers = 1, Heads = 2, KeyValueHeads = 1, HeadWidth = 16, Inner = 32, Length = 384, TokensPerBatch = 768 },
            Work = _folder[name + " work"],
            Output = _folder[name],
        },
        TestSessions.Create(),
        _ => { }).Make(run, cancellationToken);

    private sealed class Stop(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= 5)
            {
                stop.Cancel();
            }
        }
    }
}
