using LlmRec.Embedding.Encoders;
using LlmRec.Onnx;
using LlmRec.Testing;

namespace LlmRec.Tests.Embedding;

public sealed class EncoderFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("encoder.json")]
    [InlineData("model.onnx")]
    [InlineData("vocab.json")]
    public void A_missing_file_is_named(string file)
    {
        Copy();
        File.Delete(_folder[file]);

        var fault = Assert.Throws<EncoderFolderException>(() => EncoderFolder.Open(_folder.Path));

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        Assert.Contains("missing", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("vocab.json")]
    public void A_file_that_was_cut_off_is_named(string file)
    {
        Copy();
        Truncate(file);

        var fault = Assert.Throws<EncoderFolderException>(() => EncoderFolder.Open(_folder.Path));

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        Assert.Contains("cut off", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_off_model_without_a_checksum_is_refused_by_the_runtime_with_what_to_do()
    {
        Copy();
        Truncate("model.onnx");
        Edit(json => System.Text.RegularExpressions.Regex.Replace(json, "\"sha256\": \\{[^}]*\\}", "\"sha256\": {}"));

        var fault = Assert.Throws<OnnxModelException>(() => TestEncoder.Open(_folder.Path));

        Assert.Contains("Fetch or convert it again", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"use-lite\",\n    \"file\"", "\"word-salad\",\n    \"file\"", "known: use-lite, huggingface")]
    [InlineData("\"pooling\": \"none\"", "\"pooling\": \"max\"", "known: none, mean, cls, last")]
    [InlineData("\"maxTokens\": 128", "\"maxTokens\": 0", "maxTokens")]
    [InlineData("\"dimension\": 512", "\"dimension\": \"many\"", "dimension")]
    [InlineData("{\n  \"name\"", "{\n  \"nome\"", "name")]
    public void A_setting_that_cannot_be_is_named(string from, string to, string named)
    {
        Copy();
        Edit(json => json.Contains(from, StringComparison.Ordinal) ? json.Replace(from, to, StringComparison.Ordinal) : throw new InvalidOperationException(json));

        Assert.Contains(named, Assert.Throws<EncoderFolderException>(() => EncoderFolder.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dimension_that_is_not_the_models_is_refused()
    {
        Copy();
        Edit(json => json.Replace("\"dimension\": 512", "\"dimension\": 384", StringComparison.Ordinal));

        Assert.Contains("384", Assert.Throws<EncoderFolderException>(() => TestEncoder.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused_with_the_places_looked_at()
    {
        var fault = Assert.Throws<EncoderFolderException>(() => EncoderFolder.Open("models/encoders/nowhere"));

        Assert.Contains("models/encoders/nowhere", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Encoder:Path", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_setting_is_another_version_and_so_another_space()
    {
        Copy();
        var before = EncoderFolder.Open(_folder.Path).Version;
        Edit(json => json.Replace("\"maxTokens\": 128", "\"maxTokens\": 64", StringComparison.Ordinal));

        Assert.NotEqual(before, EncoderFolder.Open(_folder.Path).Version);
    }

    public void Dispose() => _folder.Dispose();

    private void Copy()
    {
        foreach (var file in Directory.GetFiles(TestEncoder.Folder))
        {
            File.Copy(file, _folder[Path.GetFileName(file)]);
        }
    }

    private void Truncate(string file)
    {
        using var stream = File.OpenWrite(_folder[file]);
        stream.SetLength(stream.Length / 2);
    }

    private void Edit(Func<string, string> edit)
    {
        var file = _folder["encoder.json"];
        File.WriteAllText(file, edit(File.ReadAllText(file)));
    }
}
