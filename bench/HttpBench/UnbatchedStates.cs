using System.Text;
using Actors.Silo.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Actors.Bench.Http;

/// <summary>One prepared statement, which commits by itself, for each write, over a pool of 64 connections: what a store without batching does at its best.</summary>
internal sealed class UnbatchedStates : IStateStore, IAsyncDisposable
{
    private const string Insert =
        "INSERT INTO grain_state (grain_type, grain_key, state_name, payload, version, modified_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

    private const string Update =
        "UPDATE grain_state SET payload = $4, version = $5, modified_at = $6 WHERE grain_type = $1 AND grain_key = $2 AND state_name = $3 AND version = $7";

    private readonly IStateStore _inner;
    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;

    public UnbatchedStates(IStateStore inner, string connectionString, TimeProvider clock)
    {
        _inner = inner;
        _clock = clock;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 64, NoResetOnClose = true });
    }

    public Task<StoredState?> ReadAsync(StateKey key) => _inner.ReadAsync(key);

    public async Task<WriteOutcome> WriteAsync(StateWrite write)
    {
        // What brings along records for other tables is not what is measured.
        if (write.Payload is not { } payload || !write.Events.IsEmpty || !write.Mails.IsEmpty)
        {
            return await _inner.WriteAsync(write);
        }

        await using var connection = await _source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(write.Expected is null ? Insert : Update, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = write.Key.GrainType },
                new NpgsqlParameter<string> { TypedValue = write.Key.GrainKey },
                new NpgsqlParameter<string> { TypedValue = write.Key.StateName },
                new NpgsqlParameter<string> { TypedValue = Encoding.UTF8.GetString(payload.Span), NpgsqlDbType = NpgsqlDbType.Jsonb },
                new NpgsqlParameter<long> { TypedValue = write.Next },
                new NpgsqlParameter<DateTime> { TypedValue = _clock.GetUtcNow().UtcDateTime },
            },
        };
        if (write.Expected is { } expected)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = expected });
        }

        await command.PrepareAsync();
        return await command.ExecuteNonQueryAsync() == 1
            ? new WriteOutcome(Stored: true, write.Next)
            : new WriteOutcome(Stored: false, (await _inner.ReadAsync(write.Key))?.Version);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
