using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>A query put together from the filters that are set, with its values in order of their parameters.</summary>
/// <remarks>It is not prepared: how it is best answered depends on the values, which a prepared plan would not look at.</remarks>
internal sealed class PostgresQuery
{
    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _values = [];

    public string Where => _conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _conditions)}";

    public PostgresQuery And(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>Adds a condition; <c>{0}</c> in it stands for the parameter of the value.</summary>
    public PostgresQuery And(string condition, string? value) => value is null
        ? this
        : And(condition.Replace("{0}", Parameter(PostgresText.Escape(value)), StringComparison.Ordinal));

    /// <summary>The parameter that stands for a value.</summary>
    public string Parameter<T>(T value)
    {
        _values.Add(new NpgsqlParameter<T> { TypedValue = value });
        return $"${_values.Count}";
    }

    public async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(_values.ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
