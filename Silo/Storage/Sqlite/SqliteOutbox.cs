using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Silo.Storage.Sqlite;

internal sealed class SqliteOutbox(SqliteReaders readers, SqliteWriter writer, TimeProvider clock) : IMailOutbox
{
    private const string Counts = "SELECT COUNT(*), COUNT(due_at) FROM outbox";

    public Task<ImmutableArray<TakenMail>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.Take(limit, clock.GetUtcNow(), lease));

    public Task<bool> MarkSentAsync(string id, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.Remove(id));

    public Task<bool> MarkFailedAsync(
        string id, int attempt, DateTimeOffset? nextAttemptAt, string error, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.Fail(id, attempt, nextAttemptAt, error));

    public Task<int> EraseGivenUpAsync(string recipient, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.EraseGivenUp(recipient));

    public Task<OutboxCounts> CountAsync(CancellationToken cancellationToken = default) => readers.RunAsync(session =>
    {
        var row = session.Statement(Counts);
        row.Step();
        var (all, waiting) = (row.Number(0), row.Number(1));
        row.Reset();
        return new OutboxCounts(waiting, all - waiting);
    });
}
