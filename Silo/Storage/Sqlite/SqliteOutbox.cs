using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Silo.Storage.Sqlite;

internal sealed class SqliteOutbox(SqliteReaders readers, SqliteWriter writer, TimeProvider clock) : IMailOutbox
{
    // Each is answered from the index of its mails alone; here, so that a test can ask for their plans.
    internal const string Waiting = "SELECT COUNT(*) FROM outbox WHERE due_at IS NOT NULL";
    internal const string GivenUp = "SELECT COUNT(*) FROM outbox WHERE due_at IS NULL";

    public Task<ImmutableArray<TakenMail>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.Take(limit, clock.GetUtcNow(), lease));

    public Task<bool> MarkSentAsync(string id, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.Remove(id));

    public Task<bool> MarkFailedAsync(
        string id, int attempt, DateTimeOffset? nextAttemptAt, string error, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.Fail(id, attempt, nextAttemptAt, error));

    public Task<int> EraseGivenUpAsync(string recipient, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.EraseGivenUp(recipient));

    public Task<int> EraseGivenUpAsync(DateTimeOffset writtenBefore, int limit, CancellationToken cancellationToken = default) =>
        writer.RunAsync(session => session.Mails.EraseGivenUp(writtenBefore, limit));

    public Task<OutboxCounts> CountAsync(CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => new OutboxCounts(Count(session, Waiting), Count(session, GivenUp)));

    private static long Count(ReadSession session, string sql) => session.Statement(sql).ReadAll(row => row.Number(0))[0];
}
