using System.Text.Json;
using LlmRec.Embedding.Encoders;
using LlmRec.Onnx;
using LlmRec.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Embedding.Bert;

public sealed class MiniLmTests
{
    private const string Folder = "models/all-minilm-l6-v2";

    [SharedFact($"{Folder}/reference.jsonl")]
    public async Task A_hugging_face_folder_works_as_it_is_and_gives_its_reference_vectors_alone_and_in_a_batch_of_64()
    {
        var rows = File.ReadLines(SharedFolder.PathOf($"{Folder}/reference.jsonl")).Select(line => JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!).ToList();
        var sessions = new OnnxSessions(Options.Create(new OnnxOptions()));
        using var encoder = new OnnxTextEncoder(
            EncoderFolder.Open(SharedFolder.PathOf(Folder)), sessions, Options.Create(new EncoderOptions { Parallelism = 1, TokensPerBatch = 1_000_000 }));

        var together = await encoder.GenerateAsync(rows.Select(r => r.Text));

        Assert.Equal(64, rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var alone = await encoder.GenerateVectorAsync(rows[i].Text);
            Assert.True(Cosine(alone.Span, rows[i].Vector) >= .99999, $"{rows[i].Text}: alone {Cosine(alone.Span, rows[i].Vector)}");
            Assert.True(Cosine(together[i].Vector.Span, rows[i].Vector) >= .99999, $"{rows[i].Text}: in the batch {Cosine(together[i].Vector.Span, rows[i].Vector)}");
        }
    }

    [SharedFact($"{Folder}/model.onnx")]
    public void Its_settings_are_read_from_the_files_of_sentence_transformers()
    {
        var settings = EncoderFolder.Open(SharedFolder.PathOf(Folder)).Settings;

        Assert.Equal(("all-minilm-l6-v2", "mean", true, 256, 384), (settings.Name, settings.Pooling, settings.Normalise, settings.MaxTokens, settings.Dimension));
    }

    private static double Cosine(ReadOnlySpan<float> a, float[] b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (var i = 0; i < b.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        return dot / Math.Sqrt(aa * bb);
    }

    private sealed record Row(string Text, float[] Vector);
}
