using System.Diagnostics;
using System.Numerics.Tensors;
using LlmRec.Language.Folders;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Bench;

/// <summary>Greedy decoding by ONNX Runtime alone: the peer of ONNX Runtime GenAI on the same graph, as one would write it by hand.</summary>
internal sealed class PlainDecoder : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly LanguageFolder _folder;
    private readonly string[] _pasts;

    public PlainDecoder(LanguageFolder folder, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        (_folder, _session) = (folder, new(Path.Combine(folder.Path, "model.onnx"), options));
        _pasts = [.. _session.InputNames.Where(n => n.StartsWith("past_key_values.", StringComparison.Ordinal))];
    }

    /// <summary>Writes the likeliest tokens.</summary>
    /// <returns>The tokens, milliseconds to the first, and tokens a second after it.</returns>
    public (List<int> Ids, double FirstMs, double PerSecond) Run(IReadOnlyList<int> prompt, int most)
    {
        var (ids, started, first) = (new List<int>(), Stopwatch.GetTimestamp(), 0.0);
        long[] next = [.. prompt.Select(id => (long)id)];
        var (length, past) = (0, _pasts.ToDictionary(n => n, Empty));
        try
        {
            while (ids.Count < most)
            {
                length += next.Length;
                var (token, present) = Step(next, length, past);
                past = present;
                first = ids.Count == 0 ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : first;
                if (_folder.EndTokens.Contains(token))
                {
                    break;
                }

                ids.Add(token);
                next = [token];
            }
        }
        finally
        {
            foreach (var value in past.Values)
            {
                value.Dispose();
            }
        }

        return (ids, first, (ids.Count - 1) / (Stopwatch.GetElapsedTime(started).TotalSeconds - (first / 1_000)));
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private (int Token, Dictionary<string, OrtValue> Present) Step(long[] ids, int length, Dictionary<string, OrtValue> past)
    {
        long[] mask = [.. Enumerable.Repeat(1L, length)];
        using var input = OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]);
        using var seen = OrtValue.CreateTensorValueFromMemory(mask, [1, length]);
        using var binding = _session.CreateIoBinding();
        binding.BindInput("input_ids", input);
        binding.BindInput("attention_mask", seen);
        foreach (var (name, value) in past)
        {
            binding.BindInput(name, value);
        }

        string[] outputs = ["logits", .. _pasts.Select(p => p.Replace("past_key_values", "present", StringComparison.Ordinal))];
        foreach (var name in outputs)
        {
            binding.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
        }

        _session.RunWithBinding(_options, binding);
        // The values outlive the binding's collection, which would dispose of them.
        var values = binding.GetOutputValues().ToArray();
        foreach (var value in past.Values)
        {
            value.Dispose();
        }

        using var logits = values[0];
        var all = logits.GetTensorDataAsSpan<float>();
        var last = all[^(int)logits.GetTensorTypeAndShape().Shape[^1]..];
        return (TensorPrimitives.IndexOfMax(last), _pasts.Select((name, i) => (name, values[i + 1])).ToDictionary(p => p.name, p => p.Item2));
    }

    private OrtValue Empty(string name)
    {
        var shape = _session.InputMetadata[name].Dimensions;
        return OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, [1, shape[1], 0, shape[3]]);
    }
}
