using LlmRec.Storage.Schema;

namespace LlmRec.Catalog.Lexical;

/// <summary>The table of words. SQLite's FTS5; PostgreSQL will have a <c>tsvector</c> of the same terms, configuration <c>simple</c>.</summary>
public static class LexicalSchema
{
    /// <summary>This part of the schema.</summary>
    public static SchemaPart Part { get; } = new("lexical",
    [
        // The terms are made by LlmRec.Text, the same way for items and queries: the database only keeps and counts them.
        _ => """
            CREATE VIRTUAL TABLE lexical USING fts5 (
                title, facets, text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
            """,
        // How many items hold a term.
        _ => "CREATE VIRTUAL TABLE lexical_terms USING fts5vocab('lexical', 'row');",
    ]);
}
