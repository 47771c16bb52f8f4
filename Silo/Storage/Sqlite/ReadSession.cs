namespace Actors.Silo.Storage.Sqlite;

/// <summary>A reading connection. Statements are prepared at their first use and kept: the lists have a text for each combination of filters.</summary>
internal sealed class ReadSession(SqliteDatabase database) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements[sql] = statement = database.Prepare(sql);
        }

        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        database.Dispose();
    }
}
