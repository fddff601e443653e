using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Language.Import;
using LlmRec.Testing;
using LlmRec.Tests.Language.Import;

namespace LlmRec.Tests.Language;

/// <summary>A folder with a tiny random model, made once for a class of tests.</summary>
public sealed class TinyFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public TinyFolder()
    {
        File.WriteAllBytes(_folder["tiny.gguf"], TinyModel.Write("llama", 5).Build());
        GgufImport.Run(_folder["tiny.gguf"], Path, WeightStorage.Fp32, null, default);
        Model = Load();
    }

    public string Path => _folder["tiny"];

    public LanguageModel Model { get; }

    public LanguageModel Load() => LanguageModel.Load(LanguageFolder.Open(Path), 1);

    /// <summary>A copy, to be damaged.</summary>
    public void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Path))
        {
            File.Copy(file, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)));
        }
    }

    public void Dispose()
    {
        Model.Dispose();
        _folder.Dispose();
    }
}
