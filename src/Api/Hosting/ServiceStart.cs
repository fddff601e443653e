using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using LlmRec.Agents;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Api.Access;
using LlmRec.Catalog.Import;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;
using LlmRec.Language;
using LlmRec.Onnx;
using LlmRec.Recommending.Composition;
using LlmRec.Recommending.Pipeline;
using LlmRec.Storage;
using Microsoft.AspNetCore.Connections;

namespace LlmRec.Api.Hosting;

/// <summary>The start: what stops it is told in a line or two instead of a stack trace.</summary>
internal static class ServiceStart
{
    public static void AddLlmRec(this WebApplicationBuilder builder)
    {
        builder.Services.AddLlmRec(builder.Configuration, [("Limits", typeof(LimitOptions)), ("Auth", typeof(AuthOptions)), ("Cors", typeof(CorsOptions)), .. AgentsServices.Options]);
        builder.Services.AddAgents(builder.Configuration);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
    }

    /// <summary>Builds and runs the service.</summary>
    /// <returns>The exit code: 1 when it can't start.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        Readiness? readiness = null;
        try
        {
            await using var app = build();
            // A name that is not known stops the start, not the first request.
            _ = app.Services.GetRequiredService<Recommender>();
            _ = app.Services.GetRequiredService<PolicyChoice>();
            readiness = app.Services.GetRequiredService<Readiness>();
            await app.RunAsync();
            return readiness.Fault is { } fault ? await RefuseAsync(fault) : 0;
        }
        catch (OperationCanceledException) when (readiness?.Fault is not null)
        {
            // Stopped before the server had started.
            return await RefuseAsync(readiness.Fault);
        }
        catch (Exception e) when (Explanation(e) is { } explanation)
        {
            return await RefuseAsync(explanation);
        }
    }

    /// <summary>What stops the start, in a person's terms; null for a bug, which keeps its stack trace.</summary>
    public static string? Explanation(Exception exception) => exception switch
    {
        StoreException or EncoderFolderException or OnnxModelException or ImportException or TextTemplateException or LanguageException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message} Another process listens there, perhaps another LlmRec: stop it, or choose another address with --urls http://localhost:5081.",
        IOException { InnerException: SocketException } or SocketException => $"The service can't listen: {exception.Message} Choose another address with --urls http://localhost:5081.",
        _ => SettingsFaults.Explanation(exception),
    };

    private static async Task<int> RefuseAsync(string explanation)
    {
        await Console.Error.WriteLineAsync(explanation);
        return 1;
    }
}
