using System.Globalization;
using System.Text;

namespace LlmRec.EndToEnd.Processes;

/// <summary>Trainings of a real process: killed, interrupted, out of room.</summary>
public sealed class TrainingTests : IDisposable
{
    private const int Items = 200;

    /// <summary>A training of seconds, with a checkpoint in each.</summary>
    private static readonly (string, string)[] Short = [("LlmRec__Training__Sequence__Rounds", "3"), ("LlmRec__Training__CheckpointSeconds", "1")];

    /// <summary>A training of a moment.</summary>
    private static readonly (string, string)[] Brief = [("LlmRec__Training__Sequence__Rounds", "1"), ("LlmRec__Training__Sequence__TokensPerBatch", "64")];

    private readonly TestFolder _folder = new();

    private string Trained => Path.Combine(_folder.Data, "models", "trained");

    private string Checkpoint => Path.Combine(Trained, ".work", "sequence", "checkpoint.bin");

    [Fact]
    public async Task A_training_killed_midway_goes_on_from_its_checkpoint_to_the_same_bytes()
    {
        await ImportAsync();
        using var whole = await TestProcess.RunCliAsync(Short, "train", "--models", "sequence", "--no-promote", "--data-dir", _folder.Data, "--json");
        Assert.True(whole.ExitCode == 0, whole.Errors);
        var expected = await File.ReadAllBytesAsync(Weights(whole));

        using (var run = TestProcess.Cli(Short, "train", "--models", "sequence", "--data-dir", _folder.Data))
        {
            await run.UntilAsync(() => Task.FromResult(File.Exists(Checkpoint)));
            Assert.False(run.HasExited, $"it ended by itself: {run.Output} {run.Errors}");
            await run.KillAsync();
            await _folder.AssertIntactAsync();
        }

        // Whatever came in since is of the next training.
        await _folder.ScalarAsync<long>("INSERT INTO interactions (user_key, item_key, type, timestamp, value, seq) SELECT 1, 99, 'like', 900, 1, MAX(seq) + 1 FROM interactions RETURNING seq");
        using var last = await TestProcess.RunCliAsync(Short, "train", "--models", "sequence", "--data-dir", _folder.Data, "--json");

        Assert.True(last.ExitCode == 0, last.Errors);
        Assert.Contains("Going on with the training that was interrupted (training sequence)", last.Errors, StringComparison.Ordinal);
        Assert.Equal(expected, await File.ReadAllBytesAsync(Weights(last)));
        Assert.True(last.Json().GetProperty("models")[0].GetProperty("promoted").GetBoolean());
        Assert.False(Directory.Exists(Path.Combine(Trained, ".work")));
        using var recommend = await TestProcess.RunCliAsync("recommend", "u1", "--data-dir", _folder.Data, "--json");
        Assert.Contains("sequence", recommend.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_beside_another_process_s_is_refused_and_Ctrl_C_says_how_to_go_on()
    {
        await ImportAsync();
        using var first = TestProcess.Cli(Short, "train", "--models", "sequence", "--data-dir", _folder.Data, "--json");
        await first.UntilAsync(() => Task.FromResult(File.Exists(Checkpoint)));

        using var second = await TestProcess.RunCliAsync("train", "--data-dir", _folder.Data, "--json");
        await first.InterruptAsync();
        await first.EndAsync();

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("A training job is running already", second.Json().GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(130, first.ExitCode);
        Assert.Contains("the same command goes on from there", first.Json().GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Checkpoint));
    }

    [Fact]
    public async Task A_disk_that_fills_during_a_training_is_told_nothing_is_promoted_and_a_repeat_completes_it()
    {
        await ImportAsync();
        var kibibytes = (int)(new FileInfo(_folder.Store).Length / 1024) + 400;
        using (var full = TestProcess.CliOnFullDisk(kibibytes, Brief, "train", "--models", "sequence", "--data-dir", _folder.Data, "--json"))
        {
            await full.EndAsync();
            Assert.True(full.ExitCode == 1, $"{full.ExitCode}\n{full.Output}\n{full.Errors}");
            Assert.Contains("make room", full.Json().GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("   at ", full.Errors, StringComparison.Ordinal);
        }

        await _folder.AssertIntactAsync();
        Assert.Equal(0, await _folder.ScalarAsync<long>("SELECT COUNT(*) FROM promotions"));
        Assert.False(Directory.Exists(Path.Combine(Trained, "sequence")) && Directory.EnumerateDirectories(Path.Combine(Trained, "sequence")).Any());
        using var again = await TestProcess.RunCliAsync(Brief, "train", "--models", "sequence", "--data-dir", _folder.Data, "--json");
        Assert.True(again.ExitCode == 0, again.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private string Weights(TestProcess run) => Path.Combine(Trained, "sequence", run.Json().GetProperty("models")[0].GetProperty("version").GetString()!, "weights.bin");

    private async Task ImportAsync()
    {
        var random = new Random(7);
        var lines = new StringBuilder("user_id,item_id,type,value,timestamp\n");
        for (var user = 0; user < 300; user++)
        {
            var at = random.Next(Items);
            for (var i = 0; i < 8; i++, at = (at + 1 + random.Next(3)) % Items)
            {
                lines.Append(CultureInfo.InvariantCulture, $"u{user},m{at},like,1,{i}\n");
            }
        }

        using var import = await TestProcess.RunCliAsync(
            "import", "--items", _folder.Many(Items), "--interactions", _folder.Write("interactions.csv", lines.ToString()), "--order-index", "--data-dir", _folder.Data);
        Assert.True(import.ExitCode == 0, import.Errors);
    }
}
