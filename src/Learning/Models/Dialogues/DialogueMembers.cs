using LlmRec.Learning.Models.Behaviour;
using LlmRec.Learning.Models.Vectors;
using LlmRec.Learning.Models.Words;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>What is learned from dialogues, part by part.</summary>
internal static class DialogueMembers
{
    /// <summary>All members, in the order of their weights; those of vectors only where there are any.</summary>
    /// <param name="lessons">What they are made from.</param>
    /// <param name="sessions">Opens graphs.</param>
    public static IReadOnlyList<IDialogueMember> Of(DialogueLessons lessons, OnnxSessions sessions) =>
    [
        .. lessons.Counts.Select(c => new ConstantMember(c.Key, Array.ConvertAll(c.Value, n => MathF.Log(1 + n)))),
        .. lessons.Pairs.Select(p => new NamedMember(p.Key, p.Value)),
        new NamedMember("reads like what was named", new LexicalModel(TermIndex.Of(lessons.Texts), Bm25.Default, RecencyWeights.Default)),
        WordsMember.Of("words in its text", lessons.Texts),
        new WordsMember("words that led to it", lessons.LedBy),
        .. lessons.TextDimension > 0 ? OfVectors(lessons, sessions) : [],
    ];

    private static IEnumerable<IDialogueMember> OfVectors(DialogueLessons lessons, OnnxSessions sessions)
    {
        var items = new TrainingData { ItemCount = lessons.ItemCount, Histories = [], TextVectors = lessons.TextVectors, TextDimension = lessons.TextDimension };
        yield return new NamedMember("means what was named means", new TextModel(items, RecencyWeights.Default, sessions));
        yield return new VectorMember("meaning of its text", lessons.TextVectors, lessons.TextDimension);
        yield return new VectorMember("meaning of what led to it", lessons.LedByVectors, lessons.TextDimension);
    }
}
