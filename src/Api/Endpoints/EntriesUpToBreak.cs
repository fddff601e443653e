using System.Runtime.ExceptionServices;
using LlmRec.Catalog.Import;

namespace LlmRec.Api.Endpoints;

/// <summary>Entries up to the point where reading them breaks off, so that what came whole can be stored first.</summary>
internal sealed class EntriesUpToBreak<T>(IAsyncEnumerable<ReadEntry<T>> entries)
    where T : class
{
    /// <summary>What broke the reading off; null when it came to its end.</summary>
    public ExceptionDispatchInfo? Break { get; private set; }

    public async IAsyncEnumerable<ReadEntry<T>> ReadAsync()
    {
        await using var reader = entries.GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await reader.MoveNextAsync())
                {
                    yield break;
                }
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown once what was read is stored.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Break = ExceptionDispatchInfo.Capture(e);
                yield break;
            }

            yield return reader.Current;
        }
    }
}
