using LlmRec.Storage.Jobs;

namespace LlmRec.Cli.Commands;

/// <summary>
/// Runs a job to its end. A kill or a Ctrl-C leaves it in the store: this process, another run or the API goes on with it.
/// </summary>
internal sealed class JobRun(JobStore jobs, JobRunner runner)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    /// <summary>Works on a job, or watches whoever does, until it has ended.</summary>
    /// <param name="job">The job.</param>
    /// <param name="tell">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Stops the work; the job stays unfinished.</param>
    /// <returns>The job, ended.</returns>
    public async Task<Job> ToItsEndAsync(Job job, Action<Job> tell, CancellationToken cancellationToken)
    {
        // A stop is waited for inside: the worker ends its batch and gives the job back.
        var run = runner.RunNextAsync(cancellationToken);
        while (true)
        {
            await Task.WhenAny(run, Task.Delay(Glance, CancellationToken.None));
            tell((await jobs.GetAsync(job.Id, CancellationToken.None))!);
            if (!run.IsCompleted)
            {
                continue;
            }

            var worked = await run;
            cancellationToken.ThrowIfCancellationRequested();
            if ((await jobs.GetAsync(job.Id, CancellationToken.None))! is { IsActive: false } ended)
            {
                return ended;
            }

            // The API beside this process was quicker and works on it: watch, and step in should it die.
            await Task.Delay(worked is null ? Glance : TimeSpan.Zero, cancellationToken);
            run = runner.RunNextAsync(cancellationToken);
        }
    }
}
