using System.Collections.Immutable;
using Actors.Notifications;
using Actors.Storage;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>Changes the outbox, inside a transaction.</summary>
internal sealed class MailWriter(SqliteDatabase database) : IDisposable
{
    // Here, so that a test can ask for their plans.
    internal const string EraseByRecipient = "DELETE FROM outbox WHERE recipient = ?1 AND due_at IS NULL";

    internal const string EraseByAge =
        "DELETE FROM outbox WHERE rowid IN (SELECT rowid FROM outbox WHERE due_at IS NULL AND created_at < ?1 LIMIT ?2)";

    private readonly SqliteStatement _append = database.Prepare(
        """
        INSERT INTO outbox (id, recipient, subject, text, html, created_at, due_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """);

    private readonly SqliteStatement _due = database.Prepare(
        """
        SELECT id, recipient, subject, text, html, created_at, attempts FROM outbox
        WHERE due_at <= ?1 ORDER BY due_at, id LIMIT ?2
        """);

    private readonly SqliteStatement _lease = database.Prepare("UPDATE outbox SET attempts = attempts + 1, due_at = ?2 WHERE id = ?1");

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM outbox WHERE id = ?1");

    private readonly SqliteStatement _fail = database.Prepare(
        "UPDATE outbox SET due_at = ?3, last_error = ?4 WHERE id = ?1 AND attempts = ?2");

    private readonly SqliteStatement _eraseByRecipient = database.Prepare(EraseByRecipient);

    private readonly SqliteStatement _eraseByAge = database.Prepare(EraseByAge);

    public void Append(ImmutableArray<OutgoingMail> mails)
    {
        foreach (var mail in mails)
        {
            _append
                .Bind(1, mail.Id).Bind(2, mail.To).Bind(3, mail.Subject).Bind(4, mail.Text).Bind(5, mail.Html)
                .Bind(6, SqliteTime.Format(mail.CreatedAt)).Bind(7, SqliteTime.Format(mail.DueAt))
                .Run();
        }
    }

    public ImmutableArray<TakenMail> Take(int most, DateTimeOffset now, TimeSpan lease)
    {
        var taken = _due.Bind(1, SqliteTime.Format(now)).Bind(2, most).ReadAll(row => new TakenMail(Read(row), (int)row.Number(6) + 1));

        foreach (var mail in taken)
        {
            _lease.Bind(1, mail.Mail.Id).Bind(2, SqliteTime.Format(now + lease)).Run();
        }

        return [.. taken];
    }

    public bool Remove(string id) => _remove.Bind(1, id).Run() == 1;

    public bool Fail(string id, int attempt, DateTimeOffset? nextAttemptAt, string error) =>
        _fail.Bind(1, id).Bind(2, attempt).Bind(3, nextAttemptAt is { } next ? SqliteTime.Format(next) : null).Bind(4, error).Run() == 1;

    public int EraseGivenUp(string recipient) => _eraseByRecipient.Bind(1, recipient).Run();

    public int EraseGivenUp(DateTimeOffset writtenBefore, int most) =>
        _eraseByAge.Bind(1, SqliteTime.Format(writtenBefore)).Bind(2, most).Run();

    public void Dispose()
    {
        _append.Dispose();
        _due.Dispose();
        _lease.Dispose();
        _remove.Dispose();
        _fail.Dispose();
        _eraseByRecipient.Dispose();
        _eraseByAge.Dispose();
    }

    private static OutgoingMail Read(SqliteStatement row) => new()
    {
        Id = row.Text(0),
        To = row.Text(1),
        Subject = row.Text(2),
        Text = row.Text(3),
        Html = row.Text(4),
        CreatedAt = SqliteTime.Parse(row.Text(5)),
    };
}
