namespace LlmRec.Learning.Engine.Checkpoints;

/// <summary>Writes files of which a reader sees the old content or the new one, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file beside its place, syncs it to disk, then moves it there.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">It can't be written: the disk is full, for one. The old file is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var beside = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e)
        {
            File.Delete(beside);
            if (e is ArgumentOutOfRangeException)
            {
                // So .NET says that a limit on the size of files is reached (EFBIG).
                throw new IOException($"{path} can't grow: a limit on the size of files is reached.", e);
            }

            throw;
        }
    }
}
