using LlmRec.Language.Gguf;
using LlmRec.Language.Import;
using LlmRec.Testing;
using LlmRec.Tests.Language.Gguf;

namespace LlmRec.Tests.Language.Import;

/// <summary>What can't be imported is refused in words, and leaves nothing behind.</summary>
public sealed class BadImportTests : IDisposable
{
    private static readonly Dictionary<string, (Action<GgufWriter> Change, string Says)> Unfit = new()
    {
        ["another architecture"] = (w => w.Set("general.architecture", "gemma3"), "'gemma3'; llama and qwen2"),
        ["no architecture"] = (w => w.Remove("general.architecture"), "'general.architecture'"),
        ["an architecture that is a number"] = (w => w.Set("general.architecture", 7u), "not as a String"),
        ["a mixture of experts"] = (w => w.Set("llama.expert_count", 8u), "mixture of experts"),
        ["stretched positions"] = (w => w.Set("llama.rope.scaling.type", "yarn"), "'yarn'"),
        ["heads turned in part"] = (w => w.Set("llama.rope.dimension_count", 8u), "part of each head"),
        ["no layers"] = (w => w.Set("llama.block_count", 0u), "llama.block_count as 0"),
        ["a million layers"] = (w => w.Set("llama.block_count", 1_000_000u), "llama.block_count as 1,000,000"),
        ["a width beyond 32 bits"] = (w => w.Set("llama.embedding_length", ulong.MaxValue), "llama.embedding_length"),
        ["a layer more than there are"] = (w => w.Set("llama.block_count", 3u), "no tensor 'blk.2.attn_norm.weight'"),
        ["heads of another size"] = (w => w.Set("llama.attention.head_count", 8u), "multiple of 16"),
        ["heads that don't share evenly"] = (w => w.Set("llama.attention.head_count_kv", 3u), "one of the key-value heads"),
        ["more key heads than heads"] = (w => w.Set("llama.attention.head_count_kv", 8u), "head_count_kv"),
        ["no feed-forward width"] = (w => w.Remove("llama.feed_forward_length"), "does not state 'llama.feed_forward_length'"),
        ["another feed-forward width"] = (w => w.Set("llama.feed_forward_length", 64u), "where its metadata asks for 64"),
        ["no epsilon"] = (w => w.Remove("llama.attention.layer_norm_rms_epsilon"), "layer_norm_rms_epsilon"),
        ["an epsilon of nothing"] = (w => w.Set("llama.attention.layer_norm_rms_epsilon", 0f), "epsilon of 0"),
        ["a rotary base of nothing"] = (w => w.Set("llama.rope.freq_base", float.NaN), "rotary base"),
        ["no token table"] = (w => w.Remove("token_embd.weight"), "no tensor 'token_embd.weight'"),
        ["a layer without its output"] = (w => w.Remove("blk.1.attn_output.weight"), "no tensor 'blk.1.attn_output.weight'"),
        ["weights that are no numbers"] = (w => w.Redo("blk.0.attn_norm.weight", d => [.. d[..^4], 0, 0, 0xc0, 0x7f]), "infinite or no numbers"),
        ["a tokenizer of another kind"] = (w => w.Set("tokenizer.ggml.model", "llama"), "of the kind 'llama'"),
        ["no tokenizer"] = (w => w.Remove("tokenizer.ggml.tokens"), "'tokenizer.ggml.tokens'"),
        ["a split that is not known"] = (w => w.Set("tokenizer.ggml.pre", "tekken"), "the way of 'tekken'"),
        ["tokens of another model, more"] = (w => w.Set("tokenizer.ggml.tokens", (string[])[.. TinyModel.Tokens, "extra"]), "tokenizer is that of another model"),
        ["tokens of another model, fewer"] = (w => w.Set("tokenizer.ggml.tokens", TinyModel.Tokens[..200]), "tokenizer is that of another model"),
        ["merges of another model"] = (w => w.Set("tokenizer.ggml.merges", new[] { "h e", "Ġs ch" }), "merges 'Ġs ch'"),
        ["merges that are no pairs"] = (w => w.Set("tokenizer.ggml.merges", new[] { "" }), "merges ''"),
        ["a token twice"] = (w => w.Set("tokenizer.ggml.tokens", (string[])[.. TinyModel.Tokens[..^1], "a"]), "'a' twice"),
        ["tokens that are no texts"] = (w => w.Set("tokenizer.ggml.tokens", Enumerable.Range(0, TinyModel.Tokens.Length).ToArray()), "no text"),
        ["no end token"] = (w => w.Remove("tokenizer.ggml.eos_token_id"), "no end token"),
        ["an end token beyond the tokens"] = (w => w.Set("tokenizer.ggml.eos_token_id", 900_000u), "900,000"),
        ["no chat template"] = (w => w.Remove("tokenizer.chat_template"), "no chat template"),
        ["a chat template that is empty"] = (w => w.Set("tokenizer.chat_template", " "), "no chat template"),
    };

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Cases() => [.. Unfit.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_that_does_not_fit_is_refused_in_words_and_leaves_nothing(string name)
    {
        var (change, says) = Unfit[name];
        var writer = TinyModel.Write("llama", 1);
        change(writer);

        var fault = Assert.Throws<GgufException>(() => Import(writer, WeightStorage.Int8));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Equal(["model.gguf"], Directory.GetFileSystemEntries(_folder.Path).Select(e => Path.GetFileName(e)));
    }

    [Fact]
    public void A_folder_that_exists_is_left_as_it_is()
    {
        Directory.CreateDirectory(_folder["model"]);
        File.WriteAllText(Path.Combine(_folder["model"], "mine.txt"), "mine");

        var fault = Assert.Throws<GgufException>(() => Import(TinyModel.Write("llama", 1), WeightStorage.Fp32));

        Assert.Contains("exists already", fault.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder["model"], "mine.txt")));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said_to_be_so()
    {
        File.WriteAllText(_folder["file"], "");

        var fault = Assert.Throws<GgufException>(() => Import(TinyModel.Write("llama", 1), WeightStorage.Fp32, Path.Combine("file", "model")));

        Assert.Contains("can't be written", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_half_way_leaves_nothing()
    {
        // The system takes paths of up to 4,095 bytes: the folder fits, a file in it does not.
        var deep = _folder.Path;
        while (deep.Length + 201 < 4_085 - ".partial".Length - 40)
        {
            deep = Path.Combine(deep, new string('d', 200));
        }

        Directory.CreateDirectory(deep);
        var name = new string('m', 4_090 - deep.Length - 1 - ".partial".Length - 33);

        var fault = Assert.Throws<GgufException>(() => Import(TinyModel.Write("llama", 1), WeightStorage.Fp32, Path.Combine(deep, name)));

        Assert.Contains("can't be written", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(deep));
    }

    [Fact]
    public void An_import_that_is_stopped_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        File.WriteAllBytes(_folder["model.gguf"], TinyModel.Write("llama", 1).Build());

        Assert.ThrowsAny<OperationCanceledException>(() => GgufImport.Run(_folder["model.gguf"], _folder["model"], WeightStorage.Int8, new StopAt(stop), stop.Token));

        Assert.Equal(["model.gguf"], Directory.GetFileSystemEntries(_folder.Path).Select(e => Path.GetFileName(e)));
    }

    public void Dispose() => _folder.Dispose();

    private void Import(GgufWriter writer, WeightStorage storage, string folder = "model")
    {
        File.WriteAllBytes(_folder["model.gguf"], writer.Build());
        GgufImport.Run(_folder["model.gguf"], _folder[folder], storage, null, default);
    }

    private sealed class StopAt(CancellationTokenSource stop) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => stop.Cancel();
    }
}
