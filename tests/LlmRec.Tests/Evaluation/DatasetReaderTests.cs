using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Evaluation.Datasets;
using LlmRec.Testing;

namespace LlmRec.Tests.Evaluation;

public sealed class DatasetReaderTests
{
    [Fact]
    public async Task Bad_lines_are_counted_with_their_reason_and_passed_over()
    {
        using var folder = new TempFolder();
        await File.WriteAllLinesAsync(folder["items.jsonl"], ["""{"id":"a","title":"A"}""", """{"id":"b","title":""}""", "not json", """{"id":"c","title":"C"}"""]);
        await File.WriteAllLinesAsync(folder["interactions.csv"],
            ["user_id,item_id,type,value,timestamp", "u,a,purchase,1,0", "u,a,purchase,1,0", "u,zz,purchase,1,1", "u,c,poke,1,2", "u,c,rating,2,3", "u,c,rating,5,4", "u,c,rating,x,5"]);

        var dataset = await SyntheticFolder.Reader().ReadAsync(folder.Path, default);

        Assert.Equal(2, dataset.Items.Count);
        Assert.Equal(TimeKind.OrderIndex, dataset.Time);
        Assert.Equal([true, false, true], Assert.Single(dataset.Logs).Select(e => e.IsLike));
        Assert.Equal(5, dataset.Rejected);
        Assert.Contains(dataset.Problems, p => p.Reason.Contains("not among the items", StringComparison.Ordinal));
        Assert.Contains(dataset.Problems, p => p.Reason.Contains("'poke' is not known", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "no items.jsonl")]
    [InlineData("user_id,item_id,type,value,timestamp", "no interaction")]
    public async Task A_folder_that_lacks_something_is_refused_with_what_it_lacks(string? interactions, string expected)
    {
        using var folder = new TempFolder();
        if (interactions is not null)
        {
            await File.WriteAllTextAsync(folder["items.jsonl"], """{"id":"a","title":"A"}""");
            await File.WriteAllTextAsync(folder["interactions.csv"], interactions);
        }

        Assert.Contains(expected, (await Assert.ThrowsAsync<EvaluationException>(() => SyntheticFolder.Reader().ReadAsync(folder.Path, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_and_order_indexes_in_one_file_are_refused()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["items.jsonl"], """{"id":"a","title":"A"}""");
        await File.WriteAllLinesAsync(folder["interactions.csv"], ["user_id,item_id,type,value,timestamp", "u,a,purchase,1,0", "u,a,purchase,1,1500000000"]);

        await Assert.ThrowsAsync<ImportException>(() => SyntheticFolder.Reader().ReadAsync(folder.Path, default));
    }

    [Fact]
    public async Task Neither_ids_nor_the_order_of_lines_change_what_is_read()
    {
        using var folder = new TempFolder();
        var plain = await SyntheticFolder.Reader().ReadAsync(SyntheticFolder.Write(folder["plain"], SyntheticFolder.Logs()), default);
        var shuffled = await SyntheticFolder.Reader().ReadAsync(SyntheticFolder.Write(folder["shuffled"], SyntheticFolder.Logs(), shuffle: 3), default);

        Assert.NotEqual(plain.Items.Select(i => i.Id), shuffled.Items.Select(i => i.Id));
        Assert.Equal(plain.Items.Select(i => i.Title), shuffled.Items.Select(i => i.Title));
        Assert.Equal(plain.Logs, shuffled.Logs);
    }

    [Fact]
    public async Task A_splits_file_marks_events_and_a_bad_line_in_it_stops_the_reading()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["items.jsonl"], """{"id":"a","title":"A"}""");
        await File.WriteAllLinesAsync(folder["interactions.csv"], ["user_id,item_id,type,value,timestamp", "u,a,purchase,1,0", "u,a,purchase,1,1"]);
        await File.WriteAllLinesAsync(folder["splits.csv"], ["user_id,item_id,timestamp,split", "u,a,1,test"]);
        var dataset = await SyntheticFolder.Reader().ReadAsync(folder.Path, default);
        await File.WriteAllLinesAsync(folder["splits.csv"], ["user_id,item_id,timestamp,split", "u,a,1,later"]);

        Assert.Equal([SplitMark.Train, SplitMark.Test], dataset.Logs[0].Select(e => e.Mark));
        Assert.Contains("line 2", (await Assert.ThrowsAsync<EvaluationException>(() => SyntheticFolder.Reader().ReadAsync(folder.Path, default))).Message, StringComparison.Ordinal);
    }
}
