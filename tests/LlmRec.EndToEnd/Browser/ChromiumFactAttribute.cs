namespace LlmRec.EndToEnd.Browser;

/// <summary>A test in a real Chromium: skipped, with the reason shown, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public const string Path = "/usr/bin/chromium";

    public ChromiumFactAttribute()
    {
        if (!File.Exists(Path))
        {
            Skip = $"needs {Path} (apt-get install chromium fonts-dejavu-core)";
        }
    }
}
