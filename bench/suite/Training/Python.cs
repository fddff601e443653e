using System.ComponentModel;
using System.Diagnostics;

namespace LlmRec.Bench;

/// <summary>A Python with PyTorch and NumPy, where the machine has one.</summary>
internal static class Python
{
    public const string Missing = "No python3 with PyTorch and NumPy here: the peer is left out. On Debian: apt-get install python3-torch libopenblas0-pthread";

    // A version manager's python3 may stand before the system's on the path, and know nothing of its packages.
    private static readonly Lazy<string?> Found = new(() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(Knows));

    /// <summary>Its program; null when there is none.</summary>
    public static string? Program => Found.Value;

    private static bool Knows(string program)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo(program, ["-c", "import torch, numpy"]) { RedirectStandardError = true })!;
            python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
