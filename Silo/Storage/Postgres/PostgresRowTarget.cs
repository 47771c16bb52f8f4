using Actors.Silo.Storage.Backups;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Fills a database in one transaction; silos that start meanwhile wait for its end.</summary>
/// <param name="connectionString">The database.</param>
/// <param name="clock">Tells when.</param>
/// <param name="say">Is told what did not go well and is no reason to take anything back.</param>
internal sealed class PostgresRowTarget(string connectionString, TimeProvider clock, Action<FormattableString>? say = null) : IRowTarget
{
    public async Task<IReadOnlyDictionary<string, TableSum>> FillAsync(IRowSource source, bool replace, CancellationToken cancellationToken)
    {
        var (connection, name) = await PostgresMaintenance.ConnectAsync(connectionString, cancellationToken);
        await using (connection)
        {
            try
            {
                await connection.RequireUnusedAsync(name, cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

                if (!replace)
                {
                    // Brought to what this program knows, so that it can be told whether there is anything.
                    await PostgresMigrator.MoveAsync(connection, name, to: null, clock, PostgresMigrator.Known, force: true, cancellationToken);

                    if (await HasRowsAsync(connection, cancellationToken))
                    {
                        throw new BackupException($"{name} is not empty. With --force everything in it is replaced.");
                    }
                }

                await PostgresMigrator.DropAsync(connection, name, cancellationToken);
                await PostgresMigrator.MoveAsync(connection, name, PostgresMigrator.Known.VersionFor(source), clock, PostgresMigrator.Known, force: true, cancellationToken);
                var sums = await InsertAsync(connection, source, cancellationToken);
                await CheckAsync(connection, name, sums, cancellationToken);
                await PostgresMigrator.MoveAsync(connection, name, to: null, clock, PostgresMigrator.Known, force: true, cancellationToken);
                // Of one that is broken off nobody knows how it ended.
                await transaction.CommitAsync(CancellationToken.None);
                await AnalyseAsync(connection, cancellationToken);
                return sums;
            }
            catch (Exception e) when (e.IsOfDatabase())
            {
                throw new BackupException(e.Explain(name), e);
            }
        }
    }

    /// <summary>All is there already. What the planner does not know of it, the server finds out by and by.</summary>
    private async Task AnalyseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await PostgresMaintenance.ExecuteAsync(connection, "ANALYZE", cancellationToken);
        }
        catch (Exception e) when (e.IsOfDatabase() || e is OperationCanceledException)
        {
            say?.Invoke($"ANALYZE did not end, and the database may be slow until it has done it by itself: {e.Message}");
        }
    }

    private static Task<bool> HasRowsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => PostgresMaintenance.AskAsync(
        connection, $"SELECT {string.Join(" OR ", BackupTable.All.Select(table => $"EXISTS (SELECT FROM {table.Name})"))}", cancellationToken);

    private static async Task<IReadOnlyDictionary<string, TableSum>> InsertAsync(NpgsqlConnection connection, IRowSource source, CancellationToken cancellationToken)
    {
        var sums = new RowSums();
        NpgsqlBinaryImporter? importer = null;
        var table = "";
        try
        {
            await foreach (var row in source.ReadAsync(cancellationToken))
            {
                if (row.Table.Name != table)
                {
                    await EndAsync(importer, cancellationToken);
                    table = row.Table.Name;
                    importer = await connection.BeginBinaryImportAsync($"COPY {table} ({PostgresColumns.Names(row.Table)}) FROM STDIN (FORMAT binary)", cancellationToken);
                }

                await PostgresColumns.WriteAsync(importer!, row, cancellationToken);
                sums.Add(row);
            }

            await EndAsync(importer, cancellationToken);
            importer = null;
        }
        finally
        {
            if (importer is not null)
            {
                // What was not completed is taken back.
                await importer.DisposeAsync();
            }
        }

        return sums.Totals;
    }

    private static async Task EndAsync(NpgsqlBinaryImporter? importer, CancellationToken cancellationToken)
    {
        if (importer is not null)
        {
            await importer.CompleteAsync(cancellationToken);
            await importer.DisposeAsync();
        }
    }

    private static async Task CheckAsync(NpgsqlConnection connection, string name, IReadOnlyDictionary<string, TableSum> given, CancellationToken cancellationToken)
    {
        var source = await PostgresRowSource.OfAsync(connection, name);
        var held = new RowSums();
        await foreach (var row in source.ReadAsync(cancellationToken))
        {
            held.Add(row);
        }

        Sums.RequireSame(given, held.Totals, name);
        if (source.Header.Tables.ContainsKey("audit_event"))
        {
            // The numbering goes on after the highest that was brought along.
            await PostgresMaintenance.ExecuteAsync(
                connection,
                "SELECT setval(pg_get_serial_sequence('audit_event', 'position'), GREATEST(MAX(position), 1), MAX(position) IS NOT NULL) FROM audit_event",
                cancellationToken);
        }
    }
}
