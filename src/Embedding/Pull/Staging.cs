namespace LlmRec.Embedding.Pull;

/// <summary>
/// The folder beside the target in which a pull gathers its files, held by one pull at a time. It stays after an
/// interruption, for the same content only: another commit or variant begins anew.
/// </summary>
internal sealed class Staging : IDisposable
{
    private readonly string _folder;
    private readonly string _target;
    private readonly FileStream _lock;

    private Staging(string folder, string target, FileStream held)
    {
        _folder = folder;
        _target = target;
        _lock = held;
    }

    /// <summary>Where the files go.</summary>
    public string Files => Path.Combine(_folder, Path.GetFileName(_target));

    /// <summary>Opens it.</summary>
    /// <param name="target">The folder to be made.</param>
    /// <param name="content">What is gathered: the commit, and which of its files.</param>
    /// <exception cref="PullException">Another pull is at it.</exception>
    public static Staging Open(string target, string content)
    {
        var folder = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.pull");
        Directory.CreateDirectory(folder);
        FileStream held;
        try
        {
            held = new(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, "lock")))
        {
            throw new PullException($"Another pull to {target} is at work. Wait for it, or choose another folder with --out.");
        }

        var staging = new Staging(folder, target, held);
        var note = Path.Combine(folder, "content");
        if (!File.Exists(note) || File.ReadAllText(note) != content)
        {
            if (Directory.Exists(staging.Files))
            {
                Directory.Delete(staging.Files, recursive: true);
            }

            File.WriteAllText(note, content);
        }

        Directory.CreateDirectory(staging.Files);
        return staging;
    }

    /// <summary>Moves the files to the target; a folder that is there goes, when the new one is complete, and not before.</summary>
    public void PutInPlace()
    {
        var replaced = Path.Combine(_folder, "replaced");
        if (Directory.Exists(_target))
        {
            if (Directory.Exists(replaced))
            {
                Directory.Delete(replaced, recursive: true);
            }

            Directory.Move(_target, replaced);
        }

        Directory.Move(Files, _target);
        _lock.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
