using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Composition;

/// <summary>Tells what is wrong with settings, in a person's terms; the same in every host.</summary>
public static class SettingsFaults
{
    /// <summary>What is wrong with a setting and what to do; null when the exception is about something else.</summary>
    public static string? Explanation(Exception exception) => exception switch
    {
        ConfigurationException => exception.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        // A settings file that is no JSON, and a value of the wrong type.
        InvalidDataException { InnerException: FormatException json } => $"{exception.Message} {json.Message}",
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => exception.Message,
        _ => null,
    };
}
