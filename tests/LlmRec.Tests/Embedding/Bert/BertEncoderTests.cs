using LlmRec.Embedding.Encoders;
using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Embedding.Bert;

public sealed class BertEncoderTests
{
    private static readonly string[] Texts =
    [
        "", "a heist", "A heist crew plans one last job.", "the cowboy doll", "space war! love story", "unknown words everywhere", "a", "one one one one one one one one one one one one one one one one one",
    ];

    [Theory]
    [InlineData("mean_tokens", true)]
    [InlineData("mean_tokens", false)]
    [InlineData("cls_token", true)]
    [InlineData("cls_token", false)]
    [InlineData("lasttoken", true)]
    public async Task Vectors_are_those_of_a_double_precision_pass_in_any_company(string pooling, bool normalise)
    {
        using var folder = new BertFolder(pooling, normalise);
        using var encoder = folder.Encoder(new() { Parallelism = 1 });

        var together = await encoder.GenerateAsync(Texts);

        for (var i = 0; i < Texts.Length; i++)
        {
            var expected = folder.Expected(Texts[i], pooling, normalise);
            var alone = await encoder.GenerateVectorAsync(Texts[i]);
            AssertEqual(expected, alone.Span, Texts[i]);
            AssertEqual(expected, together[i].Vector.Span, Texts[i]);
        }
    }

    [Fact]
    public async Task A_model_that_asks_for_fewer_inputs_gets_fewer()
    {
        using var folder = new BertFolder(withTypes: false);
        using var encoder = folder.Encoder();

        var vector = await encoder.GenerateVectorAsync(Texts[2]);

        AssertEqual(folder.Expected(Texts[2], "mean_tokens", normalise: true, withTypes: false), vector.Span, Texts[2]);
    }

    [Fact]
    public async Task A_query_is_embedded_with_its_prefix_and_the_folder_names_the_passages()
    {
        using var folder = new BertFolder();
        using var encoder = folder.Encoder();

        var vectors = await new QueryEncoder(encoder, folder.Open()).EncodeAsync(["a heist"], CancellationToken.None);

        AssertEqual(folder.Expected("query: a heist", "mean_tokens", normalise: true), vectors[0].Span, "query");
        Assert.Equal("passage: ", folder.Open().Settings.PassagePrefix);
    }

    [Fact]
    public async Task Prefixes_of_the_options_go_before_those_of_the_folder()
    {
        using var folder = new BertFolder();
        using var encoder = folder.Encoder();
        var opened = EncoderFolder.Open(new EncoderOptions { Path = folder.Path, QueryPrefix = "the ", PassagePrefix = "" });

        var vectors = await new QueryEncoder(encoder, opened).EncodeAsync(["a heist"], CancellationToken.None);

        AssertEqual(folder.Expected("the a heist", "mean_tokens", normalise: true), vectors[0].Span, "query");
        Assert.Equal("", opened.Settings.PassagePrefix);
        Assert.NotEqual(folder.Open().Version, opened.Version);
    }

    private static void AssertEqual(double[] expected, ReadOnlySpan<float> actual, string text)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) < 2e-6, $"{text}: {i} is {actual[i]}, not {expected[i]}");
        }
    }
}
