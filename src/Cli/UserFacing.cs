using LlmRec.Catalog.Import;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Pull;
using LlmRec.Embedding.Texts;
using LlmRec.Evaluation.Datasets;
using LlmRec.Language;
using LlmRec.Language.Gguf;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Composition;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;

namespace LlmRec.Cli;

/// <summary>Tells faults that a person can act on from bugs, which keep their stack trace.</summary>
internal static class UserFacing
{
    public static bool Is(Exception exception) => SettingsFaults.Explanation(exception) is not null || exception is
        StoreException or ImportException or JobConflictException or EncoderFolderException or PullException or OnnxModelException
        or EvaluationException or TrainingException or TextTemplateException or CommandException or GgufException or LanguageException or SavedModelException;

    public static string MessageOf(Exception exception) => SettingsFaults.Explanation(exception) ?? exception.Message;
}

/// <summary>A command can't do what it was asked; the message says what to change.</summary>
internal sealed class CommandException(string message) : Exception(message);
