using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Onnx;

/// <summary>The one place that opens models: threads, spinning and graph optimisation are set here and nowhere else.</summary>
public sealed class OnnxSessions
{
    // ONNX Runtime 1.29 reads /proc/self/cmdline when it starts, and takes the process with it from about 32 KiB on.
    private const int LongestCommandLine = 30_000;

    private readonly OnnxOptions _options;
    private readonly CudaProvider? _cuda;

    /// <param name="options">How models are run.</param>
    /// <exception cref="OnnxModelException">The runtime can't be loaded, or CUDA was demanded and can't be used; the message says what is missing.</exception>
    public OnnxSessions(IOptions<OnnxOptions> options)
        : this(options, AppContext.BaseDirectory)
    {
    }

    /// <param name="options">How models are run.</param>
    /// <param name="providers">Where the libraries of providers lie.</param>
    internal OnnxSessions(IOptions<OnnxOptions> options, string providers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        LoadRuntime();
        if (_options.Provider == "cpu")
        {
            return;
        }

        _cuda = CudaProvider.Load(providers, out var fault);
        if (fault is not null && _options.Provider == "cuda")
        {
            throw new OnnxModelException($"CUDA was demanded (Onnx:Provider=cuda) and can't be used: {fault}. Install it, or set Onnx:Provider to auto or cpu.");
        }

        Remark = fault is null ? null : $"CUDA can't be used: {fault}. Models run on the CPU.";
    }

    /// <summary>The execution provider in use: <c>cpu</c> or <c>cuda</c>.</summary>
    public string Provider => _cuda is null ? "cpu" : "cuda";

    /// <summary>Whether inputs in the host's memory are copied to run a model: what is bound, when it is bound.</summary>
    public bool CopiesInputs => _cuda is not null;

    /// <summary>Why the CPU is used where CUDA was preferred; null where there is nothing to say.</summary>
    public string? Remark { get; }

    /// <summary>Opens a model file.</summary>
    /// <exception cref="OnnxModelException">There is no such file, or it is no intact model.</exception>
    public InferenceSession Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new OnnxModelException($"There is no model at {path}. Fetch or convert the model folder again.");
        }

        return Open(path, options => new InferenceSession(path, options));
    }

    /// <summary>Opens a model in memory.</summary>
    /// <exception cref="OnnxModelException">It is no intact model.</exception>
    public InferenceSession Open(byte[] model, string name) => Open(name, options => new InferenceSession(model, options));

    private InferenceSession Open(string name, Func<SessionOptions, InferenceSession> open)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = _options.IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        if (!string.IsNullOrWhiteSpace(_options.ProfileTo))
        {
            (options.ProfileOutputPathPrefix, options.EnableProfiling) = (_options.ProfileTo, true);
        }

        _cuda?.Use(options);
        try
        {
            return open(options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxModelException($"ONNX Runtime can't load {name}: the file is damaged, cut off or no ONNX model ({e.Message}). Fetch or convert it again.", e);
        }
    }

    private static void LoadRuntime()
    {
        var length = Environment.GetCommandLineArgs().Sum(argument => Encoding.UTF8.GetByteCount(argument) + 1);
        if (length > LongestCommandLine)
        {
            throw new OnnxModelException($"The command line has {length:n0} bytes; at most {LongestCommandLine:n0} are taken. Of a long text its beginning is enough.");
        }

        try
        {
            _ = OrtEnv.Instance();
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            throw new OnnxModelException(
                "ONNX Runtime's native library can't be loaded. It lies beside the program after a build on Linux x64, Windows x64 or arm64, or macOS arm64; build there.", e);
        }
    }
}

/// <summary>A model can't be loaded; the message says which and what to do.</summary>
public sealed class OnnxModelException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which model, and what to do.</param>
    /// <param name="inner">The runtime's own error.</param>
    public OnnxModelException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
