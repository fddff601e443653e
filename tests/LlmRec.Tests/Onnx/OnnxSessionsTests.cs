using System.ComponentModel.DataAnnotations;
using LlmRec.Onnx;
using LlmRec.Onnx.Graphs;
using LlmRec.Testing;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Tests.Onnx;

public sealed class OnnxSessionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, Func<byte[], byte[]>> Damages() => new()
    {
        { "empty", _ => [] },
        { "cut off", model => model[..(model.Length / 2)] },
        { "cut off by one byte", model => model[..^1] },
        { "text", _ => "<html>404 Not Found</html>"u8.ToArray() },
        { "zeros", model => new byte[model.Length] },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_model_that_is_not_intact_is_told_with_its_file_and_what_to_do(string what, Func<byte[], byte[]> damage)
    {
        var path = _folder["model.onnx"];
        File.WriteAllBytes(path, damage(Product()));

        var fault = Assert.Throws<OnnxModelException>(() => Sessions().Open(path));

        Assert.True(fault.Message.Contains(path, StringComparison.Ordinal) && fault.Message.Contains("again", StringComparison.Ordinal), $"{what}: {fault.Message}");
    }

    [Fact]
    public void A_model_that_is_not_there_is_told_with_its_path()
    {
        Assert.Contains(_folder["none.onnx"], Assert.Throws<OnnxModelException>(() => Sessions().Open(_folder["none.onnx"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_session_serves_many_callers_at_once_with_any_number_of_threads(int threads)
    {
        using var session = new OnnxSessions(Options.Create(new OnnxOptions { IntraOpThreads = threads })).Open(Product(), "product");

        var sums = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() =>
        {
            using var input = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat((float)i, 64 * 64).ToArray(), [64, 64]);
            using var options = new RunOptions();
            using var results = session.Run(options, ["x"], [input], ["y"]);
            return results[0].GetTensorDataAsSpan<float>()[0];
        })));

        Assert.Equal(Enumerable.Range(1, 20).Select(i => 64f * i * i), sums);
    }

    [Theory]
    [InlineData("rocm", 1, "Provider")]
    [InlineData("cpu", 0, "IntraOpThreads")]
    [InlineData("cpu", 257, "IntraOpThreads")]
    public void Settings_that_cannot_be_are_refused_by_name(string provider, int threads, string named)
    {
        var options = new OnnxOptions { Provider = provider, IntraOpThreads = threads };
        var faults = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true));
        Assert.Contains(named, Assert.Single(faults).ErrorMessage, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static OnnxSessions Sessions() => new(Options.Create(new OnnxOptions()));

    private static byte[] Product()
    {
        var graph = new GraphBuilder("product");
        var x = graph.Input("x", ElementType.Float, 64, 64);
        graph.Output(graph.MatMul(x, x), "y", 64, 64);
        return graph.Build();
    }
}
