namespace LlmRec.Recommending.Trained;

/// <summary>Something that is disposed when its owner has let it go and the last of those who use it has too.</summary>
/// <param name="value">What is counted.</param>
internal sealed class Counted<T>(T value)
    where T : IDisposable
{
    private readonly Lock _gate = new();
    private int _users = 1;

    /// <summary>What is counted; only to be used between <see cref="TryRent"/> and <see cref="Release"/>.</summary>
    public T Value => value;

    /// <summary>Takes a share; false when it is gone already.</summary>
    public bool TryRent()
    {
        lock (_gate)
        {
            _users += _users > 0 ? 1 : 0;
            return _users > 0;
        }
    }

    /// <summary>Gives a share back.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (--_users > 0)
            {
                return;
            }
        }

        value.Dispose();
    }
}
