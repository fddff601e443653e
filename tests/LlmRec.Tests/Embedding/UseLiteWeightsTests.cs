using System.Numerics.Tensors;
using LlmRec.Embedding.Encoders;
using LlmRec.Onnx;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Embedding;

public sealed class UseLiteWeightsTests
{
    [Theory]
    [InlineData("fp16", .99999f)]
    [InlineData("int8", .995f)]
    public async Task Stored_smaller_the_default_encoder_gives_nearly_the_same_vectors_in_any_company(string weights, float least)
    {
        using var exact = Open("fp32");
        using var smaller = Open(weights);
        var texts = Texts200.All.Where((text, i) => i % 3 == 0 && text.Length > 0).ToList();

        var expected = await exact.GenerateAsync(texts);
        var vectors = await smaller.GenerateAsync(texts);

        for (var i = 0; i < texts.Count; i++)
        {
            var cosine = TensorPrimitives.CosineSimilarity(expected[i].Vector.Span, vectors[i].Vector.Span);
            Assert.True(cosine > least, $"{cosine}: {texts[i]}");
        }

        foreach (var i in new[] { 0, 9, 30 })
        {
            var alone = await smaller.GenerateVectorAsync(texts[i]);
            Assert.True(TensorPrimitives.CosineSimilarity(alone.Span, vectors[i].Vector.Span) > .99999f, texts[i]);
        }
    }

    [Fact]
    public void Each_way_to_store_the_weights_is_a_version_and_so_a_space_of_its_own() =>
        Assert.Equal(3, new[] { "fp32", "fp16", "int8" }.Select(weights => EncoderFolder.Open(new EncoderOptions { Path = TestEncoder.Folder, Weights = weights }).Version).Distinct().Count());

    private static OnnxTextEncoder Open(string weights)
    {
        var options = new EncoderOptions { Path = TestEncoder.Folder, Weights = weights };
        return new(EncoderFolder.Open(options), new OnnxSessions(Options.Create(new OnnxOptions())), Options.Create(options));
    }
}
