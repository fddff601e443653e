using System.Security.Cryptography;
using System.Text;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>
/// What messages say, remembered while the catalogue is the same: a conversation that comes whole with each call is not
/// understood anew from its beginning every time. By the hash of a message; the words are not kept.
/// </summary>
/// <param name="reader">Understands messages.</param>
internal sealed class MessageMemory(SpeltReader reader)
{
    // Some 20 MB at most.
    private const int MostActs = 100_000;

    private readonly Lock _gate = new();
    private CatalogueLexicon? _known;
    private Dictionary<UInt128, IReadOnlyList<Act>> _recent = [];
    private Dictionary<UInt128, IReadOnlyList<Act>> _older = [];
    private int _acts;

    /// <inheritdoc cref="SpeltReader.ReadAsync"/>
    public async Task<IReadOnlyList<Act>> ReadAsync(string message, CatalogueLexicon known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var key = System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.Unicode.GetBytes(message)));
        lock (_gate)
        {
            if (ReferenceEquals(_known, known) && (_recent.TryGetValue(key, out var acts) || _older.TryGetValue(key, out acts)))
            {
                Keep(key, acts);
                return acts;
            }
        }

        var read = await reader.ReadAsync(message, known, cancellationToken);
        lock (_gate)
        {
            if (!ReferenceEquals(_known, known))
            {
                (_known, _recent, _older, _acts) = (known, [], [], 0);
            }

            Keep(key, read);
        }

        return read;
    }

    /// <summary>What was not asked for while half of the room filled up is forgotten.</summary>
    private void Keep(UInt128 key, IReadOnlyList<Act> acts)
    {
        if (!_recent.TryAdd(key, acts))
        {
            return;
        }

        _acts += acts.Count + 1;
        if (_acts > MostActs / 2)
        {
            (_older, _recent, _acts) = (_recent, [], 0);
        }
    }
}
