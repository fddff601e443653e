using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.Extensions.AI;

namespace LlmRec.Agents.Mcp;

/// <summary>Something that an agent can have done, with what it takes and gives as JSON schemas.</summary>
public abstract class CatalogueTool
{
    /// <summary>How arguments and results are written. What could be taken for anything but data is escaped: marks of HTML, controls, changes of direction.</summary>
    public static JsonSerializerOptions Json { get; } = Options();

    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>Its name for people.</summary>
    public abstract string Title { get; }

    /// <summary>What it does, for the agent.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it changes nothing that is stored of anybody.</summary>
    public virtual bool IsReadOnly => true;

    /// <summary>Whether it takes something away.</summary>
    public virtual bool IsDestructive => false;

    /// <summary>Whether the same call once more changes nothing more.</summary>
    public virtual bool IsIdempotent => true;

    /// <summary>What it takes: a JSON schema of an object.</summary>
    public abstract JsonElement InputSchema { get; }

    /// <summary>What it gives: a JSON schema of an object.</summary>
    public abstract JsonElement OutputSchema { get; }

    /// <summary>Does it.</summary>
    /// <param name="arguments">The arguments by name.</param>
    /// <param name="cancellationToken">The caller left.</param>
    /// <returns>The result, as <see cref="OutputSchema"/> has it.</returns>
    /// <exception cref="ToolInputException">It can't be done like that; the message says how it can.</exception>
    public abstract Task<JsonElement> CallAsync(IReadOnlyDictionary<string, JsonElement> arguments, CancellationToken cancellationToken);

    private static JsonSerializerOptions Options()
    {
        var characters = new TextEncoderSettings(UnicodeRanges.All);
        characters.ForbidCharacters('\u200b', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2060', '\u2066', '\u2067', '\u2068', '\u2069', '\ufeff');
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Encoder = JavaScriptEncoder.Create(characters),
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>A tool whose arguments and result are records: the schemas are theirs.</summary>
/// <typeparam name="TArguments">What it takes.</typeparam>
/// <typeparam name="TResult">What it gives.</typeparam>
internal abstract class CatalogueTool<TArguments, TResult> : CatalogueTool
    where TArguments : class
    where TResult : class
{
    private static readonly JsonElement Input = AIJsonUtilities.CreateJsonSchema(
        typeof(TArguments), serializerOptions: Json, inferenceOptions: new() { TransformOptions = new() { DisallowAdditionalProperties = true } });

    private static readonly JsonElement Output = AIJsonUtilities.CreateJsonSchema(typeof(TResult), serializerOptions: Json);

    public override JsonElement InputSchema => Input;

    public override JsonElement OutputSchema => Output;

    public override async Task<JsonElement> CallAsync(IReadOnlyDictionary<string, JsonElement> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var result = await RunAsync(ToolArguments.Read<TArguments>(arguments, Input, Json), cancellationToken);
        return JsonSerializer.SerializeToElement(result, Json);
    }

    protected abstract Task<TResult> RunAsync(TArguments arguments, CancellationToken cancellationToken);
}

/// <summary>A tool can't do what it was asked; the message says what to change.</summary>
public sealed class ToolInputException : Exception
{
    /// <param name="message">What to change.</param>
    public ToolInputException(string message)
        : base(message)
    {
    }
}
