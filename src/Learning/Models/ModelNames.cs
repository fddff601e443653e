namespace LlmRec.Learning.Models;

/// <summary>The names of the models, as in <c>train</c> and <c>evaluate</c>.</summary>
public static class ModelNames
{
    /// <summary>Most liked items.</summary>
    public const string Popular = "popular";

    /// <summary>Co-occurrence.</summary>
    public const string ItemKnn = "item-knn";

    /// <summary>What follows what.</summary>
    public const string Transitions = "transitions";

    /// <summary>Linear autoencoder in closed form.</summary>
    public const string Ease = "ease";

    /// <summary>BM25 on item text.</summary>
    public const string Lexical = "lexical";

    /// <summary>Similarity of text vectors alone.</summary>
    public const string Text = "text";

    /// <summary>Transitions widened by the items' words.</summary>
    public const string LexicalTransitions = "lexical-transitions";

    /// <summary>Causal transformer.</summary>
    public const string Sequence = "sequence";

    /// <summary>The same transformer, trained on hidden items.</summary>
    public const string Masked = "masked";

    /// <summary>History tower and text tower.</summary>
    public const string TwoTower = "two-tower";

    /// <summary>Text vectors adapted to the catalogue.</summary>
    public const string TextAdapter = "text-adapter";

    /// <summary>The learned mixture of the others.</summary>
    public const string Fusion = "fusion";

    /// <summary>What dialogues teach.</summary>
    public const string Dialogue = "dialogue";

    /// <summary>What a fusion is made of, as far as there are trainers for it.</summary>
    public static IReadOnlyList<string> Fused { get; } = [Sequence, Transitions, LexicalTransitions, Ease, ItemKnn, Lexical, Text, Popular];

    /// <summary>Whether a model's scores are log-odds, of any sign, rather than sums of evidence that begin at 0.</summary>
    public static bool GivesLogits(string name) => name is Sequence or Masked or TwoTower or TextAdapter or Dialogue;
}
