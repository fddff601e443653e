using System.Runtime.InteropServices;
using LlmRec.Storage;
using LlmRec.Storage.Schema;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Storage;

/// <summary>Writes to a store until its file can't grow any more, in a process whose files may not exceed 2 MB; then, with the limit lifted, once again.</summary>
internal static partial class FullDisk
{
    public const string Name = "full-disk";

    private const int FileSize = 1, FileSizeExceeded = 25, IgnoreSignal = 1;
    private const string Insert = "INSERT INTO settings (name, value) VALUES (@name, @value)";

    public sealed record Answer(string Fault, string Message, long Committed, long Stored, long AfterRelief);

    public static async Task<object> RunAsync(string[] args)
    {
        // Beyond the limit a write shall fail, not end the process.
        _ = Signal(FileSizeExceeded, IgnoreSignal);
        using var store = new Store(Options.Create(new StoreOptions { Store = $"sqlite:{args[0]}" }), [StorageSchema.Part]);
        await store.OpenAsync();
        Limit(2 << 20);
        var committed = 0L;
        try
        {
            while (true)
            {
                await store.WriteAsync(async session =>
                {
                    await session.ExecuteAsync(Insert, new { name = $"{committed}-a", value = new string('x', 50_000) });
                    await session.ExecuteAsync(Insert, new { name = $"{committed}-b", value = new string('y', 50_000) });
                });
                committed++;
            }
        }
        catch (StoreException e)
        {
            var stored = await CountAsync(store);
            Limit(ulong.MaxValue);
            await store.WriteAsync(session => session.ExecuteAsync(Insert, new { name = "after", value = new string('z', 4_000_000) }));
            return new Answer(e.Fault.ToString(), e.Message, committed, stored, await CountAsync(store));
        }
    }

    private static Task<long> CountAsync(Store store) => store.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM settings"));

    private static void Limit(ulong bytes)
    {
        var limit = new ResourceLimit { Soft = bytes, Hard = ulong.MaxValue };
        if (SetResourceLimit(FileSize, in limit) != 0)
        {
            throw new InvalidOperationException($"setrlimit failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetResourceLimit(int resource, in ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
