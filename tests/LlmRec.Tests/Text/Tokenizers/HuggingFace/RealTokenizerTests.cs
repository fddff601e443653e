using System.Text.Json;
using LlmRec.Testing;

namespace LlmRec.Tests.Text.Tokenizers.HuggingFace;

public sealed class RealTokenizerTests
{
    private const string MiniLm = "models/all-minilm-l6-v2";

    [Fact]
    public Task Byte_pair_tokenizers_that_npm_packages_ship_give_the_library_s_ids() => SameIds.AssertAsync(
        new[] { "claude", "gpt35turbo", "llama2", "qwen3" }.ToDictionary(name => name, TokenizersLibrary.Shipped), ManyTexts.All);

    [Fact]
    public async Task Unigram_vocabularies_of_sentencepiece_give_the_library_s_ids() =>
        await SameIds.AssertAsync(await TokenizersLibrary.UnigramAsync(), ManyTexts.All);

    [SharedFact($"{MiniLm}/tokenizer.json")]
    public Task A_word_piece_tokenizer_gives_the_library_s_ids() => SameIds.AssertAsync(
        new Dictionary<string, string> { ["all-minilm"] = File.ReadAllText(SharedFolder.PathOf($"{MiniLm}/tokenizer.json")) }, ManyTexts.All);

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    public async Task Cut_texts_keep_their_special_tokens_as_in_the_library(int maxTokens)
    {
        var tokenizers = await TokenizersLibrary.UnigramAsync();
        tokenizers["claude"] = TokenizersLibrary.Shipped("claude");
        tokenizers["llama2"] = TokenizersLibrary.Shipped("llama2");

        await SameIds.AssertAsync(tokenizers, [.. ManyTexts.All.Take(400)], maxTokens);
    }

    [SharedFact($"{MiniLm}/reference.jsonl")]
    public void The_reference_texts_get_their_reference_ids()
    {
        var tokenizer = SameIds.Load(File.ReadAllText(SharedFolder.PathOf($"{MiniLm}/tokenizer.json")));

        var rows = File.ReadLines(SharedFolder.PathOf($"{MiniLm}/reference.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal(64, rows.Count);
        Assert.All(rows, row => Assert.Equal(
            row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()), tokenizer.Encode(row.GetProperty("text").GetString()!, 256).Ids));
    }
}
