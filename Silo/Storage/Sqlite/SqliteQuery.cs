namespace Actors.Silo.Storage.Sqlite;

/// <summary>A query put together from the filters that are set, with its values in order of their parameters.</summary>
internal sealed class SqliteQuery
{
    private readonly List<string> _conditions = [];
    private readonly List<string> _values = [];

    public string Where => _conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _conditions)}";

    /// <summary>Adds a condition; <c>{0}</c> in it stands for the parameter of the value.</summary>
    public SqliteQuery And(string condition, string? value)
    {
        if (value is not null)
        {
            _values.Add(value);
            _conditions.Add(condition.Replace("{0}", $"?{_values.Count}", StringComparison.Ordinal));
        }

        return this;
    }

    public SqliteQuery And(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>The parameter that stands for a value.</summary>
    public string Parameter(string value)
    {
        _values.Add(value);
        return $"?{_values.Count}";
    }

    public SqliteStatement Bind(SqliteStatement statement)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            statement.Bind(i + 1, _values[i]);
        }

        return statement;
    }
}
