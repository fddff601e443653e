using System.Text.Json.Nodes;
using LlmRec.Embedding.Encoders;

namespace LlmRec.Tests.Embedding.Bert;

public sealed class ExportFolderTests : IDisposable
{
    private readonly BertFolder _folder = new();

    [Fact]
    public void Without_the_files_of_sentence_transformers_it_is_mean_pooling_at_unit_length_and_the_tokenizer_s_own_limit()
    {
        foreach (var file in new[] { "modules.json", "1_Pooling/config.json", "sentence_bert_config.json", "config_sentence_transformers.json" })
        {
            File.Delete(_folder[file]);
        }

        var settings = _folder.Open().Settings;

        Assert.Equal(("mean", true, 5, RandomBert.Width, ""), (settings.Pooling, settings.Normalise, settings.MaxTokens, settings.Dimension, settings.QueryPrefix));
    }

    [Fact]
    public void A_limit_beyond_the_model_s_positions_is_theirs()
    {
        _folder.Write("sentence_bert_config.json", new JsonObject { ["max_seq_length"] = 512 });
        Assert.Equal(RandomBert.Positions, _folder.Open().Settings.MaxTokens);

        _folder.Write("config.json", new JsonObject { ["model_type"] = "xlm-roberta", ["hidden_size"] = RandomBert.Width, ["max_position_embeddings"] = 514, ["pad_token_id"] = 1 });
        Assert.Equal(512, _folder.Open().Settings.MaxTokens);
    }

    [Theory]
    [InlineData("model.onnx", "model.onnx is missing")]
    [InlineData("config.json", "config.json")]
    public void A_missing_file_is_named(string file, string named)
    {
        File.Delete(_folder[file]);
        File.Delete(_folder["1_Pooling/config.json"]);

        Assert.Contains(named, Assert.Throws<EncoderFolderException>(_folder.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_settings_and_tokenizer_says_that_either_would_do()
    {
        File.Delete(_folder["tokenizer.json"]);

        var fault = Assert.Throws<EncoderFolderException>(_folder.Open);

        Assert.Contains("encoder.json", fault.Message, StringComparison.Ordinal);
        Assert.Contains("tokenizer.json", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modules.json", """[{"type":"sentence_transformers.models.Dense","path":"2_Dense"}]""", "Dense")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_max_tokens":true}""", "max_tokens")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_mean_tokens":true,"pooling_mode_cls_token":true}""", "one at a time")]
    [InlineData("config.json", """{"hidden_size":""", "damaged")]
    public void What_is_not_built_or_damaged_is_refused_by_name(string file, string content, string named)
    {
        File.WriteAllText(_folder[file], content);

        var fault = Assert.Throws<EncoderFolderException>(_folder.Open);

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tokenizer_with_an_unknown_part_is_refused_by_name()
    {
        _folder.Write("tokenizer.json", new JsonObject { ["model"] = new JsonObject { ["type"] = "Magic" } });

        var fault = Assert.Throws<EncoderFolderException>(() => _folder.Encoder());

        Assert.Contains("Magic", fault.Message, StringComparison.Ordinal);
        Assert.Contains("WordPiece", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_fit_the_settings_is_refused_with_what_it_gives()
    {
        _folder.Write("config.json", new JsonObject { ["hidden_size"] = 384 });

        var fault = Assert.Throws<EncoderFolderException>(() => _folder.Encoder());

        Assert.Contains("last_hidden_state", fault.Message, StringComparison.Ordinal);
        Assert.Contains("384", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_the_folder_does_not_have_are_refused_with_the_names_looked_for()
    {
        var fault = Assert.Throws<EncoderFolderException>(() => EncoderFolder.Open(new EncoderOptions { Path = _folder.Path, Weights = "int8" }));

        Assert.Contains("model_quantized.onnx", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Encoder:Weights", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
