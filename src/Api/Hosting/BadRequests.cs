using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmRec.Api.Hosting;

/// <summary>Says what is wrong with a request that the framework could not read, in the caller's terms.</summary>
internal static partial class BadRequests
{
    public const string TooLarge = "The body is larger than this service takes at once. Send it in parts, or raise LlmRec:Limits:MaxBodyMb.";

    public static string DetailOf(BadHttpRequestException exception) => exception switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
        { InnerException: JsonException json } => DetailOf(json),
        _ when Parameter().Match(exception.Message) is { Success: true } parameter =>
            $"{CamelCase(parameter.Groups["name"].Value)} is '{Shortened(parameter.Groups["value"].Value)}', which can't be read as {Kind(parameter.Groups["type"].Value)}.",
        _ when exception.Message.Contains("no body was provided", StringComparison.Ordinal) => "The body is missing. /openapi/v1.json shows what to send.",
        _ when exception.Message.Contains("JSON media type", StringComparison.Ordinal) => "Send the body as application/json.",
        _ => exception.Message,
    };

    public static string DetailOf(JsonException exception)
    {
        const string Path = " Path: ";
        var path = exception.Path is { Length: > 2 } inside ? Shortened(inside[2..], 100) : null;
        if (exception.InnerException is InvalidOperationException notUtf8 && notUtf8.Message.Contains("invalid UTF-8", StringComparison.Ordinal))
        {
            return $"{path ?? "The body"} is not valid UTF-8.";
        }

        if (exception.InnerException is InvalidOperationException inner && inner.Message.Contains("UTF-16", StringComparison.Ordinal))
        {
            return $"{path ?? "The body"} holds a lone surrogate (an unpaired \\uD800–\\uDFFF): that is no text.";
        }

        if (exception.Message.Contains("could not be converted", StringComparison.Ordinal))
        {
            return path is null ? "The body is JSON, but of another shape than is taken here. /openapi/v1.json shows what to send." : $"{path} has the wrong type.";
        }

        var end = exception.Message.IndexOf(Path, StringComparison.Ordinal);
        var message = (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.');
        return $"The body is not valid JSON: {message} (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).";
    }

    private static string Kind(string type) =>
        type.Contains("int", StringComparison.OrdinalIgnoreCase) ? "a whole number"
        : type.Contains("double", StringComparison.OrdinalIgnoreCase) ? "a number"
        : type.Contains("bool", StringComparison.OrdinalIgnoreCase) ? "true or false"
        : type;

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Shortened(string value, int longest = 40) => value.Length <= longest ? value : value[..longest] + "…";

    [GeneratedRegex("""Failed to bind parameter "(?<type>\S+) (?<name>\w+)" from "(?<value>.*)"\.""", RegexOptions.Singleline)]
    private static partial Regex Parameter();
}
