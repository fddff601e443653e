namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Reads messages with their misspelt words put right.</summary>
/// <param name="spelling">Puts them right.</param>
/// <param name="reader">Reads.</param>
internal sealed class SpeltReader(Spelling spelling, MessageReader reader)
{
    /// <inheritdoc cref="MessageReader.Read"/>
    /// <param name="message">The message.</param>
    /// <param name="known">What can be said of the catalogue.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<Act>> ReadAsync(string message, CatalogueLexicon known, CancellationToken cancellationToken) =>
        reader.Read(await spelling.CorrectAsync(message, known, cancellationToken), known);
}
