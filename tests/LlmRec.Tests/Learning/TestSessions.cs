using LlmRec.Onnx;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Learning;

/// <summary>ONNX Runtime as the product configures it by default.</summary>
internal static class TestSessions
{
    public static OnnxSessions Create() => new(Options.Create(new OnnxOptions()));
}
