using System.ComponentModel.DataAnnotations;

namespace LlmRec.Onnx;

/// <summary>How models are run. Section <c>Onnx</c>.</summary>
public sealed class OnnxOptions
{
    /// <summary>
    /// The execution provider: <c>cpu</c>, the default; <c>cuda</c>, without which nothing starts; or <c>auto</c>, CUDA where
    /// it can be used, and else the CPU, with the reason said.
    /// </summary>
    [AllowedValues("cpu", "cuda", "auto", ErrorMessage = "LlmRec:Onnx:Provider must be 'cpu', 'cuda' or 'auto'.")]
    public string Provider { get; set; } = "cpu";

    /// <summary>
    /// Threads inside one run of a model, 1 to 256. Default 1: work is spread over several runs at once, which is faster
    /// than several threads on one, and idle threads don't spin.
    /// </summary>
    [Range(1, 256)]
    public int IntraOpThreads { get; set; } = 1;

    /// <summary>Where ONNX Runtime writes a profile of every session when it is closed: the beginning of a path. Default: nowhere.</summary>
    public string? ProfileTo { get; set; }
}
