using LlmRec.Tests.Recommending;
using LlmRec.Vectors.Indexes;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Vectors.Qdrant;

public sealed class QdrantSettingsTests
{
    [Theory]
    [InlineData("qdrant")]
    [InlineData("qdrant:")]
    [InlineData("qdrant:localhost:6333")]
    [InlineData("qdrant:ftp://localhost")]
    [InlineData("qdrant:http://localhost:6333/collections")]
    [InlineData("qdrant:http://user:secret@localhost:6333")]
    [InlineData("qdrant:http://a:6333,,http://b:6333")]
    [InlineData("Qdrant:http://localhost:6333")]
    [InlineData("faiss")]
    public async Task An_address_that_is_none_is_refused(string vectors) => Assert.StartsWith(
        "LlmRec:Vectors must be 'embedded' or 'qdrant:URL', for example", await RefusalAsync("Vectors", vectors), StringComparison.Ordinal);

    [Theory]
    [InlineData("M", "2")]
    [InlineData("Quantization", "binary")]
    [InlineData("Oversampling", "0.5")]
    [InlineData("BatchPoints", "0")]
    [InlineData("Prefix", "a/b")]
    [InlineData("BreakMs", "100")]
    [InlineData("SearchTimeoutMs", "0")]
    public async Task A_value_out_of_range_is_refused_by_name(string setting, string value) =>
        Assert.Contains(setting, await RefusalAsync($"Qdrant:{setting}", value), StringComparison.Ordinal);

    [Theory]
    [InlineData("embedded", "embedded")]
    [InlineData("qdrant:http://localhost:6333", "qdrant")]
    [InlineData("qdrant:https://a.example:6333, https://b.example:6333/", "qdrant")]
    public async Task The_index_is_the_one_that_is_asked_for(string vectors, string name)
    {
        await using var world = await World.OpenAsync(settings: new Dictionary<string, string?> { ["LlmRec:Vectors"] = vectors });

        Assert.Equal(name, world.Get<IVectorIndex>().Name);
    }

    private static async Task<string> RefusalAsync(string setting, string value)
    {
        var settings = new Dictionary<string, string?> { ["LlmRec:Vectors"] = "qdrant:http://localhost:6333" };
        settings[$"LlmRec:{setting}"] = value;
        await using var world = await World.OpenAsync(settings: settings);
        return Assert.Throws<OptionsValidationException>(world.Get<IVectorIndex>).Message;
    }
}
