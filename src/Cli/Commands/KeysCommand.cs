using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

/// <summary>Makes API keys. Nothing is stored: the key is shown once, its hash goes into the settings.</summary>
internal static class KeysCommand
{
    private const int KeyBytes = 32;

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is; two keys of one name may be valid at once, for changing over." };
        var scope = new Option<string>("--scope") { Description = "What it may do: read, write or admin.", HelpName = "SCOPE", DefaultValueFactory = _ => "read" };
        scope.AcceptOnlyFromAmong("read", "write", "admin");
        return new("keys", "API keys for the service.")
        {
            new Command("new", "Make a key, and the hash of it that goes into the settings.") { name, scope }.With(
                StoreUse.None,
                (parsed, _, output, _) =>
                {
                    var key = "llmrec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
                    var setting = new Setting(Named(parsed.GetValue(name)!), parsed.GetValue(scope)!, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
                    output.Answer(new { key, setting }, console =>
                    {
                        console.WriteLine($"Key, shown this once: {key}");
                        console.WriteLine($$"""For LlmRec:Auth:ApiKeys: {"Name":"{{setting.Name}}","Scope":"{{setting.Scope}}","Key":"{{setting.Key}}"}""");
                    });
                    return Task.FromResult(0);
                }),
        };
    }

    private static string Named(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        ? name
        : throw new CommandException($"The name '{name}' must be 1 to 64 letters, digits, dots, dashes and underscores.");

    private sealed record Setting(string Name, string Scope, string Key);
}
