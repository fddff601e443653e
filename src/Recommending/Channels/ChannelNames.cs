namespace LlmRec.Recommending.Channels;

/// <summary>The names of the channels.</summary>
public static class ChannelNames
{
    /// <summary>Text vectors of what the user likes, one search per interest.</summary>
    public const string Profile = "profile";

    /// <summary>Neighbours, by words and by text vector, of recent likes.</summary>
    public const string Similar = "similar";

    /// <summary>Co-occurrence: people who like this also like that.</summary>
    public const string ItemKnn = "item-knn";

    /// <summary>What follows what.</summary>
    public const string Transitions = "transitions";

    /// <summary>What people like whose profile (text, attributes, likes) is near the user's.</summary>
    public const string SimilarUsers = "similar-users";

    /// <summary>Time-decayed popularity; plain counts where there is no time.</summary>
    public const string Popular = "popular";

    /// <summary>New items without interactions.</summary>
    public const string Fresh = "fresh";

    /// <summary>Free text: encoder and BM25 fused.</summary>
    public const string Wish = "wish";

    /// <summary>The trained causal transformer.</summary>
    public const string Sequence = "sequence";

    /// <summary>The same transformer, trained on hidden items.</summary>
    public const string Masked = "masked";

    /// <summary>The trained towers of histories and of items.</summary>
    public const string TwoTower = "two-tower";

    /// <summary>The trained linear autoencoder.</summary>
    public const string Ease = "ease";

    /// <summary>The encoder's space, trained to hold near each other what is liked together.</summary>
    public const string TextAdapter = "text-adapter";

    /// <summary>What conversations taught: in conversations only.</summary>
    public const string Dialogue = "dialogue";

    /// <summary>Those that take part once a model of their name is promoted.</summary>
    public static IReadOnlyList<string> Trained { get; } = [Sequence, Masked, TwoTower, Ease, TextAdapter, Dialogue];

    /// <summary>All of them, the more personal first.</summary>
    public static IReadOnlyList<string> All { get; } = [Wish, .. Trained, ItemKnn, Transitions, Profile, Similar, SimilarUsers, Popular, Fresh];
}
