using System.Text.Json.Nodes;
using LlmRec.Language;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Testing;

namespace LlmRec.Tests.Language.Folders;

/// <summary>Whatever is wrong with a folder, loading it says so, and names the file.</summary>
public sealed class LanguageFolderTests(TinyFolder tiny) : IClassFixture<TinyFolder>, IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Files()
    {
        var cases = new TheoryData<string, string>();
        foreach (var file in new[] { "genai_config.json", "model.onnx", "tokenizer.json", "tokenizer_config.json" })
        {
            foreach (var damage in new[] { "missing", "empty", "cut off", "another format" })
            {
                cases.Add(file, damage);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_missing_or_damaged_is_named(string file, string damage)
    {
        var path = Copy(file);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        if (damage != "missing")
        {
            File.WriteAllBytes(path, damage switch { "empty" => [], "cut off" => bytes[..(bytes.Length * 2 / 3)], _ => [.. "PK\u0003\u0004"u8, .. new byte[500]] });
        }

        var fault = Refused();

        Assert.Contains(file == "model.onnx" && damage != "missing" && damage != "empty" ? "damaged, cut off" : file, fault, StringComparison.Ordinal);
        Assert.Contains(damage == "missing" ? "is missing" : "again", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "no chat template")]
    [InlineData("{{ 'hi' }}", "leaves out what a user says")]
    [InlineData("{% for m in messages %}{{ m['role'] }}{% endfor %}", "leaves out what a user says")]
    [InlineData("{% for m in messages %}", "can't render")]
    [InlineData("{{ raise_exception('no users here') }}", "can't render")]
    public void A_chat_template_that_is_not_the_models_is_refused(string template, string says)
    {
        Edit("tokenizer_config.json", json => json["chat_template"] = template == "none" ? null : template);

        Assert.Contains(says, Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("more tokens", "tokenizer")]
    [InlineData("fewer tokens", "tokenizer")]
    [InlineData("another end", "<|im_end|>")]
    public void A_tokenizer_of_another_model_is_refused(string how, string says)
    {
        Edit("tokenizer.json", json =>
        {
            var vocabulary = json["model"]!["vocab"]!.AsObject();
            switch (how)
            {
                case "more tokens": vocabulary["zebra"] = vocabulary.Count + 5; break;
                case "fewer tokens":
                    json["model"]!["merges"] = new JsonArray();
                    foreach (var token in vocabulary.Where(t => (int)t.Value! > 150).Select(t => t.Key).ToList())
                    {
                        vocabulary.Remove(token);
                    }

                    break;
                default:
                    (vocabulary["<|im_end|>"], vocabulary["<|endoftext|>"]) = (0, 2);
                    var added = json["added_tokens"]!.AsArray();
                    (added[2]!["id"], added[0]!["id"]) = (0, 2);
                    break;
            }
        });

        var fault = Refused();

        Assert.Contains("of another model", fault, StringComparison.Ordinal);
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decoder", "model.decoder.filename")]
    [InlineData("outside", "no file of the folder")]
    [InlineData("vocabulary", "model.vocab_size")]
    [InlineData("end", "eos_token_id")]
    public void A_configuration_that_cannot_be_is_refused(string how, string says)
    {
        Edit("genai_config.json", json =>
        {
            var model = json["model"]!.AsObject();
            switch (how)
            {
                case "decoder": model.Remove("decoder"); break;
                case "outside": model["decoder"]!["filename"] = "../other/model.onnx"; break;
                case "vocabulary": model["vocab_size"] = "many"; break;
                default: model["eos_token_id"] = new JsonArray(); break;
            }
        });

        Assert.Contains(says, Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_to_be_so() =>
        Assert.Contains("There is no model folder", Assert.Throws<LanguageException>(() => LanguageFolder.Open(_folder["none"])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_version_follows_the_graph_the_tokenizer_and_the_template()
    {
        var before = LanguageFolder.Open(tiny.Path).Version;
        Edit("tokenizer_config.json", json => json["chat_template"] = (string)json["chat_template"]! + " ");

        Assert.Equal(before, LanguageFolder.Open(tiny.Path).Version);
        Assert.NotEqual(before, LanguageFolder.Open(_folder["copy"]).Version);
    }

    public void Dispose() => _folder.Dispose();

    private string Copy(string file)
    {
        tiny.CopyTo(_folder["copy"]);
        return Path.Combine(_folder["copy"], file);
    }

    private void Edit(string file, Action<JsonObject> change)
    {
        var path = Copy(file);
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    private string Refused() => Assert.Throws<LanguageException>(() => LanguageModel.Load(LanguageFolder.Open(_folder["copy"]), 1).Dispose()).Message;
}
