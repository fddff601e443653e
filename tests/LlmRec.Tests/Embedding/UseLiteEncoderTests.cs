using System.Numerics.Tensors;
using LlmRec.Embedding.Encoders;
using LlmRec.Onnx;
using LlmRec.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Embedding;

public sealed class UseLiteEncoderTests : IClassFixture<Original>, IDisposable
{
    private readonly Original _original;
    private readonly OnnxTextEncoder _encoder = TestEncoder.Open();

    public UseLiteEncoderTests(Original original) => _original = original;

    [Fact]
    public void Every_text_gets_the_token_ids_of_the_original()
    {
        var tokenizer = EncoderFolder.Open(TestEncoder.Folder).Tokenizer;

        Assert.True(Texts200.All.Count >= 200);
        Assert.All(Texts200.All.Zip(_original.Answers), pair => Assert.Equal(pair.Second.Ids, tokenizer.Encode(pair.First)));
    }

    [Fact]
    public async Task Every_vector_equals_the_originals()
    {
        var vectors = await _encoder.GenerateAsync(Texts200.All);

        var compared = Texts200.All.Select((text, i) => (text, Ours: vectors[i].Vector.ToArray(), Theirs: _original.Answers[i].Vector)).Where(c => c.Theirs is not null).ToList();
        Assert.True(compared.Count >= 200);
        Assert.All(compared, c =>
        {
            Assert.True(TensorPrimitives.CosineSimilarity<float>(c.Ours, c.Theirs) > 0.99999f, c.text);
            Assert.True(c.Ours.Zip(c.Theirs!).Max(p => Math.Abs(p.First - p.Second)) < 1e-5f, c.text);
        });
    }

    [Fact]
    public async Task A_vector_does_not_depend_on_the_texts_it_is_embedded_with()
    {
        var texts = Texts200.All.Take(60).ToList();
        var together = await _encoder.GenerateAsync(texts);

        foreach (var i in new[] { 0, 7, 25, 44, 59 })
        {
            var alone = await _encoder.GenerateVectorAsync(texts[i]);
            Assert.True(TensorPrimitives.CosineSimilarity(alone.Span, together[i].Vector.Span) > 0.999999f, texts[i]);
        }
    }

    [Fact]
    public async Task An_empty_text_and_a_megabyte_both_get_a_vector_of_unit_length()
    {
        var vectors = await _encoder.GenerateAsync(["", string.Concat(Enumerable.Repeat("word and more ", 75_000))]);

        Assert.All(vectors, v => Assert.Equal(1, TensorPrimitives.Norm(v.Vector.Span), 1e-4f));
    }

    [Fact]
    public async Task A_cancelled_call_stops()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _encoder.GenerateAsync(Texts200.All, cancellationToken: cancelled.Token));
    }

    public void Dispose() => _encoder.Dispose();
}

internal static class TestEncoder
{
    public static string Folder => Path.Combine(SharedFolder.RepoRoot, "models/encoders/use-lite");

    public static OnnxTextEncoder Open(string? folder = null) =>
        new(EncoderFolder.Open(folder ?? Folder), new OnnxSessions(Options.Create(new OnnxOptions())), Options.Create(new EncoderOptions()));
}
