using LlmRec.Learning.Models.Behaviour;
using LlmRec.Learning.Models.Vectors;
using LlmRec.Learning.Models.Words;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>What is learned from dialogues, part by part.</summary>
internal static class DialogueMembers
{
    /// <summary>Learns all members.</summary>
    /// <param name="data">The dialogues to learn from.</param>
    /// <param name="sessions">Opens graphs.</param>
    /// <param name="run">Seed and threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IReadOnlyList<IDialogueMember> Of(DialogueData data, OnnxSessions sessions, TrainingRun run, CancellationToken cancellationToken)
    {
        var named = new TrainingData { ItemCount = data.ItemCount, Histories = data.Named, TextVectors = data.TextVectors, TextDimension = data.TextDimension, Texts = data.Texts };
        IScoringModel Train(IModelTrainer trainer, TrainingData on) => trainer.Train(on, run, cancellationToken);
        var said = new List<string>[data.ItemCount];
        foreach (var turn in data.Turns.SelectMany(t => t).Where(t => t.Target >= 0))
        {
            (said[turn.Target] ??= []).AddRange(turn.Said);
        }

        List<IDialogueMember> members =
        [
            new ConstantMember("recommended", Logarithms(data.ItemCount, data.Turns.SelectMany(t => t).Select(t => t.Target).Where(t => t >= 0))),
            new ConstantMember("named", Logarithms(data.ItemCount, data.Named.SelectMany(n => n))),
            new NamedMember("named together", Train(new ItemKnnTrainer(), named)),
            new NamedMember("named after", Train(new TransitionsTrainer(), named)),
            new NamedMember("reads like what was named", Train(new LexicalTrainer(), named)),
            new NamedMember("means what was named means", Train(new TextTrainer(sessions), named)),
            new WordsMember("words in its text", data.Texts),
            new WordsMember("words that led to it", [.. said.Select(s => s is null ? "" : string.Join(' ', s))]),
            new VectorMember("meaning of its text", data.TextVectors, data.TextDimension),
            new VectorMember("meaning of what led to it", VectorMember.MeanSaid(data), data.TextDimension),
        ];
        if (data.Likes.Count > 0)
        {
            var liked = named with { Histories = data.Likes };
            members.Add(new ConstantMember("liked elsewhere", Logarithms(data.ItemCount, data.Likes.SelectMany(l => l))));
            members.Add(new NamedMember("liked together elsewhere", Train(new ItemKnnTrainer(), liked)));
            members.Add(new NamedMember("liked after elsewhere", Train(new TransitionsTrainer(), liked)));
        }

        return members;
    }

    private static float[] Logarithms(int items, IEnumerable<int> events)
    {
        var counts = new float[items];
        foreach (var item in events)
        {
            counts[item]++;
        }

        return Array.ConvertAll(counts, c => MathF.Log(1 + c));
    }
}
