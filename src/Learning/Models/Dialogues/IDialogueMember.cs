namespace LlmRec.Learning.Models.Dialogues;

/// <summary>Says of every item how well it suits a moment of a dialogue. Safe for concurrent use.</summary>
internal interface IDialogueMember : IDisposable
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Scores the items.</summary>
    /// <param name="turn">The moment.</param>
    /// <param name="scores">Receives a sum of evidence from 0 for each item.</param>
    void Score(DialogueTurn turn, Span<float> scores);
}

/// <summary>A model of histories, on what was named so far.</summary>
internal sealed class NamedMember(string name, IScoringModel model) : IDialogueMember
{
    public string Name => name;

    public void Score(DialogueTurn turn, Span<float> scores)
    {
        if (turn.Named.Length == 0)
        {
            scores.Clear();
            return;
        }

        model.Score([turn.Named], scores, CancellationToken.None);
    }

    public void Dispose() => model.Dispose();
}

/// <summary>What is said of the items whatever was said before.</summary>
internal sealed class ConstantMember(string name, float[] values) : IDialogueMember
{
    public string Name => name;

    public void Score(DialogueTurn turn, Span<float> scores) => values.CopyTo(scores);

    public void Dispose()
    {
    }
}
