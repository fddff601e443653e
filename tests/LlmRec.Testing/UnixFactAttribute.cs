using Xunit;

namespace LlmRec.Testing;

/// <summary>A test of what only Unix has, such as limits of a process: skipped, with the reason shown, on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    /// <summary>Skips the test on Windows.</summary>
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "needs limits of a process that Windows does not have";
        }
    }
}
