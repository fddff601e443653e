using Microsoft.ML.OnnxRuntimeGenAI;

namespace LlmRec.Language.Generation;

/// <summary>One answer being written: a runtime generator with its cache of keys and values. For one thread at a time.</summary>
internal sealed class Decoding : IDisposable
{
    // The runtime looks between two operators whether it was stopped: one must not take long, even on a prompt of thousands.
    private const int PromptPiece = 256;

    private readonly GenerationRequest _request;
    private readonly IReadOnlyList<int> _ends;
    private readonly GeneratorParams _parameters;
    private readonly Generator _generator;

    /// <summary>Begins an answer; nothing is computed yet.</summary>
    /// <exception cref="LanguageException">The runtime refuses the guidance.</exception>
    public Decoding(LanguageModel model, GenerationRequest request)
    {
        _request = request;
        _ends = model.Folder.EndTokens;
        _parameters = new(model.Runtime);
        try
        {
            Set(_parameters, request);
            _generator = new(model.Runtime, _parameters);
        }
        catch (OnnxRuntimeGenAIException e)
        {
            _parameters.Dispose();
            throw new LanguageException(
                request.Guidance is { } guidance
                    ? $"The runtime can't follow this {guidance.Kind}: {e.Message.Trim()}"
                    : $"The runtime can't begin an answer: {e.Message.Trim()}",
                e);
        }
    }

    /// <summary>The tokens of the answer, without the one that ends it.</summary>
    /// <param name="cancellationToken">Stops within a token, and within the reading of a long prompt.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="LanguageException">The runtime failed.</exception>
    public IEnumerable<int> Tokens(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(Terminate);
        foreach (var piece in _request.Prompt.Chunk(PromptPiece))
        {
            Run(() => _generator.AppendTokens(piece), cancellationToken);
        }

        for (var count = 0; count < _request.MaxTokens; count++)
        {
            if (Next(cancellationToken) is not { } token)
            {
                Ended = true;
                yield break;
            }

            yield return token;
        }
    }

    /// <summary>Whether the model itself ended the answer.</summary>
    public bool Ended { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _generator.Dispose();
        _parameters.Dispose();
    }

    private static void Set(GeneratorParams parameters, GenerationRequest request)
    {
        parameters.SetSearchOption("max_length", request.Prompt.Length + request.MaxTokens);
        parameters.SetSearchOption("do_sample", request.Temperature > 0);
        parameters.SetSearchOption("temperature", request.Temperature > 0 ? request.Temperature : 1);
        parameters.SetSearchOption("top_p", request.TopP);
        parameters.SetSearchOption("top_k", request.TopK);
        parameters.SetSearchOption("repetition_penalty", request.RepetitionPenalty);
        if (request.Seed is { } seed)
        {
            parameters.SetSearchOption("random_seed", seed & int.MaxValue);
        }

        if (request.Guidance is { } guidance)
        {
            parameters.SetGuidance(guidance.Kind, guidance.Text);
        }
    }

    private int? Next(CancellationToken cancellationToken)
    {
        // The runtime isn't asked whether it is done: in a session that was just terminated that question ends the process.
        Run(_generator.GenerateNextToken, cancellationToken);
        var token = _generator.GetNextTokens()[0];
        return _ends.Contains(token) ? null : token;
    }

    private static void Run(Action work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            work();
        }
        catch (OnnxRuntimeGenAIException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new LanguageException($"The language model failed: {e.Message.Trim()}", e);
        }
    }

    private void Terminate() => _generator.SetRuntimeOption("terminate_session", "1");
}
