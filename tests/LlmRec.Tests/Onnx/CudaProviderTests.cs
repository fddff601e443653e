using LlmRec.Onnx;
using LlmRec.Testing;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Onnx;

public sealed class CudaProviderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Demanded_without_its_library_nothing_starts_and_the_library_is_named()
    {
        var fault = Assert.Throws<OnnxModelException>(() => Open("cuda"));

        Assert.Contains(CudaProvider.Library, fault.Message, StringComparison.Ordinal);
        Assert.Contains("OnnxGpu=true", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preferred_without_its_library_models_run_on_the_cpu_and_it_says_why()
    {
        var sessions = Open("auto");

        Assert.Equal("cpu", sessions.Provider);
        Assert.Contains(CudaProvider.Library, sessions.Remark, StringComparison.Ordinal);
        using var session = sessions.Open(Path.Combine(SharedFolder.RepoRoot, "models/encoders/use-lite/model.onnx"));
        Assert.NotEmpty(session.OutputNames);
    }

    [Fact]
    public void A_library_that_is_none_is_said_to_be_so()
    {
        File.WriteAllText(_folder[CudaProvider.Library], "no library");

        Assert.Contains(CudaProvider.Library, Open("auto").Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_cpu_there_is_nothing_to_say() => Assert.Equal(("cpu", null), (Open("cpu").Provider, Open("cpu").Remark));

    /// <summary>What the runtime says on a machine with the provider's library and without NVIDIA's, word by word.</summary>
    [Theory]
    [InlineData("[ErrorCode:Fail] Failed to load library /app/libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: cannot open shared object file: No such file or directory", "libcublasLt.so.13 is missing; it comes with NVIDIA's CUDA toolkit")]
    [InlineData("[ErrorCode:Fail] Failed to load library /app/libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot open shared object file: No such file or directory", "libcudnn.so.9 is missing; it comes with NVIDIA's cuDNN")]
    [InlineData("[ErrorCode:Fail] Failed to load library /app/libonnxruntime_providers_cuda.so with error: libcuda.so.1: cannot open shared object file: No such file or directory", "libcuda.so.1 is missing; it comes with NVIDIA's driver")]
    [InlineData("[ErrorCode:Fail] something\nelse", "[ErrorCode:Fail] something else")]
    public void The_missing_library_is_named_with_where_it_comes_from(string message, string reason) => Assert.Equal(reason, CudaProvider.Reason(message));

    public void Dispose() => _folder.Dispose();

    private OnnxSessions Open(string provider) => new(Options.Create(new OnnxOptions { Provider = provider }), _folder.Path);
}
