using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Onnx;

/// <summary>
/// ONNX Runtime's CUDA provider: a library beside the program, which the runtime loads as a plug-in, and which in turn needs
/// NVIDIA's libraries, its driver and a device.
/// </summary>
internal sealed partial class CudaProvider
{
    private const string ProviderName = "CUDAExecutionProvider";
    private const string Registration = "llmrec.cuda";

    private readonly OrtEpDevice _device;

    private CudaProvider(OrtEpDevice device) => _device = device;

    /// <summary>The library's name on this system.</summary>
    public static string Library => OperatingSystem.IsWindows() ? "onnxruntime_providers_cuda.dll" : "libonnxruntime_providers_cuda.so";

    /// <summary>Loads it.</summary>
    /// <param name="folder">Where its library lies.</param>
    /// <param name="fault">Why it can't be used; null when it can.</param>
    /// <returns>The provider, or null when it can't be used.</returns>
    public static CudaProvider? Load(string folder, out string? fault)
    {
        var path = Path.Combine(folder, Library);
        try
        {
            if (Device() is null)
            {
                if (!File.Exists(path))
                {
                    fault = $"{Library} is missing; it comes with a build with -p:OnnxGpu=true (Linux x64)";
                    return null;
                }

                OrtEnv.Instance().RegisterExecutionProviderLibrary(Registration, path);
            }

            fault = Device() is null ? "the provider finds no NVIDIA device" : null;
            return Device() is { } device ? new(device) : null;
        }
        catch (OnnxRuntimeException e)
        {
            fault = Reason(e.Message);
            return null;
        }
    }

    /// <summary>Has a session run on the device.</summary>
    public void Use(SessionOptions options) => options.AppendExecutionProvider(OrtEnv.Instance(), [_device], new Dictionary<string, string>());

    /// <summary>The reason in a runtime's message: the library that is missing, and where it comes from.</summary>
    public static string Reason(string message)
    {
        if (MissingLibrary().Match(message) is not { Success: true } missing)
        {
            return message.ReplaceLineEndings(" ").Trim();
        }

        var library = missing.Groups["library"].Value;
        var from = library.StartsWith("libcudnn", StringComparison.Ordinal) ? "NVIDIA's cuDNN"
            : library.StartsWith("libcuda.", StringComparison.Ordinal) ? "NVIDIA's driver"
            : "NVIDIA's CUDA toolkit";
        return $"{library} is missing; it comes with {from}";
    }

    private static OrtEpDevice? Device() => OrtEnv.Instance().GetEpDevices().FirstOrDefault(device => device.EpName == ProviderName);

    // The loader's own words: "libcublasLt.so.13: cannot open shared object file: No such file or directory".
    [GeneratedRegex(@"(?<library>[\w.+-]+\.so[\w.]*): cannot open shared object file", RegexOptions.CultureInvariant)]
    private static partial Regex MissingLibrary();
}
