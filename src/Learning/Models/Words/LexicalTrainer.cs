namespace LlmRec.Learning.Models.Words;

/// <summary>
/// Words in common with what the user likes, by BM25 (Robertson and Zaragoza, Foundations and Trends in IR 2009, §3): each
/// liked item's text is a query, weighted by recency. Learns no item from behaviour, so it knows new items as well as old.
/// </summary>
internal sealed class LexicalTrainer : IModelTrainer
{
    /// <inheritdoc/>
    public string Name => ModelNames.Lexical;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        var texts = data.Texts ?? throw new TrainingException($"The model '{Name}' matches words, but no item has text: give the items titles or leave it out.");
        var index = TermIndex.Of(texts);
        var setting = HeldOutChoice.Best(
            Bm25.Choices, Bm25.Default, b => new LexicalModel(index, b, Behaviour.RecencyWeights.Default), data, run, cancellationToken);
        var recency = HeldOutChoice.Best(
            Behaviour.RecencyWeights.Choices, Behaviour.RecencyWeights.Default, r => new LexicalModel(index, setting, r), data, run, cancellationToken);
        return new LexicalModel(index, setting, recency);
    }
}
