using System.Diagnostics;
using System.Globalization;

namespace LlmRec.Storage.Jobs;

/// <summary>
/// Names the process that holds a job, so that another process on the same machine can tell at once that the holder was
/// killed, without waiting for its lease to run out.
/// </summary>
internal sealed record JobOwner(string Machine, int ProcessId, long StartedAt, string Worker)
{
    // The start is computed from the boot time and may differ by a moment between readers.
    private const long StartToleranceSeconds = 5;

    public static JobOwner Current()
    {
        using var process = Process.GetCurrentProcess();
        return new(Environment.MachineName, process.Id, StartOf(process), Guid.NewGuid().ToString("N"));
    }

    public static JobOwner? Parse(string? text)
    {
        var parts = text?.Split('/');
        return parts is [var machine, var id, var start, var worker]
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var startedAt)
            ? new(machine, processId, startedAt, worker)
            : null;
    }

    /// <summary>True only when it is certain: a process of this machine that is gone, or whose number now belongs to a later one.</summary>
    public bool IsDead()
    {
        if (Machine != Environment.MachineName)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return process.HasExited || Math.Abs(StartOf(process) - StartedAt) > StartToleranceSeconds;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}/{ProcessId}/{StartedAt}/{Worker}");

    private static long StartOf(Process process) => (long)process.StartTime.ToUniversalTime().Subtract(DateTime.UnixEpoch).TotalSeconds;
}
