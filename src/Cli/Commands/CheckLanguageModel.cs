using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

/// <summary>Checks a language model's folder: its files against each other, its template, a few tokens of an answer.</summary>
internal static class CheckLanguageModel
{
    private const int Tokens = 8;

    public static async Task<int> RunAsync(string path, Output output, CancellationToken cancellationToken)
    {
        var (folder, answer) = await Task.Run(
            () =>
            {
                using var model = LanguageModel.Load(LanguageFolder.Open(path), Environment.ProcessorCount);
                return (model.Folder, ModelTrial.Run(model, [new(ChatRole.User, "Name a film.")], new() { MaxOutputTokens = Tokens, Temperature = 0 }, null, cancellationToken));
            },
            cancellationToken);
        output.Answer(
            new { Models = new[] { new { Kind = "llm", folder.Name, folder.Version, folder.Path, Provider = "cpu", Ok = true, folder.Context, folder.Vocabulary, answer.FirstTokenMs, answer.TokensPerSecond } } },
            console =>
            {
                console.WriteLine($"llm  {folder.Name} {folder.Version}  {folder.Context} tokens of context, {folder.Vocabulary} of vocabulary, cpu  {folder.Path}");
                console.WriteLine($"  test inference: {answer.Ids.Count} tokens, the first after {answer.FirstTokenMs:0} ms");
            });
        return 0;
    }
}
