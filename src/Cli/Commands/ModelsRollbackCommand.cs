using System.CommandLine;
using LlmRec.Recommending.Trained;
using LlmRec.Recommending.Training;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class ModelsRollbackCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = string.Join(", ", TrainingRequest.Known), HelpName = "MODEL" };
        model.AcceptOnlyFromAmong([.. TrainingRequest.Known]);
        return new Command("rollback", "Take a trained model's version out of use: the one before it is in use again, or none.") { model }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                var name = parsed.GetRequiredValue(model);
                var (was, now) = await services.GetRequiredService<TrainedCatalogue>().RollBackAsync(name, cancellationToken);
                output.Answer(
                    new { Model = name, Was = was.Version, InUse = now?.Version },
                    console => console.MarkupLineInterpolated($"{name}: {was.Version} is out of use; {(now is null ? "none is in use now" : $"{now.Version} is in use again")}. Running services follow with their next answer."));
                return 0;
            });
    }
}
