using System.Text.Json;
using LlmRec.Testing;

namespace LlmRec.Tests.Text.Tokenizers.HuggingFace;

public sealed class RefusalTests
{
    private const string Model = """{"type":"WordPiece","unk_token":"u","continuing_subword_prefix":"##","max_input_chars_per_word":9,"vocab":{"u":0,"a":1}}""";

    [Theory]
    [InlineData("""{"model":MODEL,"normalizer":{"type":"Shout"}}""", "normalizer of type \"Shout\"", "BertNormalizer")]
    [InlineData("""{"model":MODEL,"normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Shout"}]}}""", "normalizer of type \"Shout\"", "NFKC")]
    [InlineData("""{"model":MODEL,"pre_tokenizer":{"type":"UnicodeScripts"}}""", "pre_tokenizer of type \"UnicodeScripts\"", "Metaspace")]
    [InlineData("""{"model":MODEL,"post_processor":{"type":"Bow"}}""", "post_processor of type \"Bow\"", "TemplateProcessing")]
    [InlineData("""{"model":{"type":"Magic"}}""", "model of type \"Magic\"", "Unigram")]
    [InlineData("""{"model":MODEL,"pre_tokenizer":{"type":"Punctuation","behavior":"Eaten"}}""", "split behaviour of type \"Eaten\"", "Isolated")]
    [InlineData("""{"model":MODEL,"pre_tokenizer":{"type":"Split","pattern":{"Regex":"\\p{Klingon}"},"behavior":"Isolated"}}""", "Klingon", "not understood")]
    [InlineData("""{"model":MODEL,"pre_tokenizer":{"type":"Split","pattern":{"Regex":"[[:alpha:]]"},"behavior":"Isolated"}}""", "[[:alpha:]]", "not known")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]}}""", "merge", "\"b\"")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"dropout":0.1}}""", "dropout", "training")]
    [InlineData("""{"model":{"type":"WordPiece","unk_token":"?","vocab":{"a":0}}}""", "unk_token", "\"?\"")]
    [InlineData("""{"model":{"type":"Unigram","unk_id":4,"vocab":[["a",-1]]}}""", "unk_id", "4")]
    [InlineData("""{"model":MODEL,"normalizer":{"type":"Precompiled","precompiled_charsmap":"AAAA/w=="}}""", "precompiled_charsmap", "trie")]
    [InlineData("""{"model":MODEL,"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"X","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"special_tokens":{}}}""", "\"X\"", "special_tokens")]
    [InlineData("""{"version":"1.0"}""", "model", "missing")]
    [InlineData("""[]""", "no object", "file")]
    public void What_is_not_built_or_damaged_is_refused_by_name(string json, params string[] said)
    {
        var fault = Assert.Throws<JsonException>(() => SameIds.Load(json.Replace("MODEL", Model, StringComparison.Ordinal)));

        Assert.All(said, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    [SharedFact("models/all-minilm-l6-v2/tokenizer.json")]
    public void Text_that_is_no_valid_Unicode_is_read_all_the_same()
    {
        var tokenizer = SameIds.Load(File.ReadAllText(SharedFolder.PathOf("models/all-minilm-l6-v2/tokenizer.json")));

        Assert.Equal(tokenizer.Encode("lone  high"), tokenizer.Encode("lone \ud83d high"));
        Assert.Equal([101, 100, 102], tokenizer.Encode("\uFDD0\uFFFF"));
    }

    [SharedFact("models/all-minilm-l6-v2/tokenizer.json")]
    public void A_text_that_is_far_too_long_is_cut_without_being_divided_to_its_end()
    {
        var tokenizer = SameIds.Load(File.ReadAllText(SharedFolder.PathOf("models/all-minilm-l6-v2/tokenizer.json")));
        var text = string.Concat(Enumerable.Repeat("word and more ", 75_000));

        var ids = tokenizer.Encode(text, 256).Ids;

        Assert.Equal(256, ids.Length);
        Assert.Equal((101, 102), (ids[0], ids[^1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Encode(text, 0));
    }
}
