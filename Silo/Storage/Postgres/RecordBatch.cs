using Actors.Audit;
using Actors.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Appends what the writes that fitted bring along, all of it in one statement for each table.</summary>
internal static class RecordBatch
{
    private const string Events =
        """
        INSERT INTO audit_event (chain, sequence, id, at, at_rest, type, outcome, user_id, actor_id, request_id,
            has_personal, ip, user_agent, detail, personal_hash, previous_hash, hash)
        SELECT chain, sequence, id, at, at_rest, type, outcome, user_id, actor_id, request_id,
            has_personal, ip, user_agent, detail, personal_hash, previous_hash, hash
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) WITH ORDINALITY
            AS entry (chain, sequence, id, at, at_rest, type, outcome, user_id, actor_id, request_id,
                has_personal, ip, user_agent, detail, personal_hash, previous_hash, hash, n)
        ORDER BY n
        """;

    private const string Mails =
        """
        INSERT INTO outbox (id, recipient, subject, text, html, created_at, due_at)
        SELECT id, recipient, subject, text, html, created_at, due_at
        FROM unnest($1, $2, $3, $4, $5, $6, $7) AS mail (id, recipient, subject, text, html, created_at, due_at)
        """;

    public static async Task AppendAsync(NpgsqlConnection connection, List<PendingWrite> batch)
    {
        var events = batch.Where(write => write.Outcome.Stored).SelectMany(write => write.Write.Events).ToArray();
        var mails = batch.Where(write => write.Outcome.Stored).SelectMany(write => write.Write.Mails).ToArray();

        if (events.Length > 0)
        {
            await using var command = AppendEvents(connection, events);
            await command.PrepareAsync();
            await command.ExecuteNonQueryAsync();
        }

        if (mails.Length > 0)
        {
            await using var command = AppendMails(connection, mails);
            await command.PrepareAsync();
            await command.ExecuteNonQueryAsync();
        }
    }

    private static NpgsqlCommand AppendEvents(NpgsqlConnection connection, AuditEvent[] events) => new(Events, connection)
    {
        Parameters =
        {
            events.Column(NpgsqlDbType.Text, entry => PostgresText.Escape(entry.Chain)),
            events.Column(NpgsqlDbType.Bigint, entry => entry.Sequence),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.Escape(entry.Id)),
            events.Column(NpgsqlDbType.TimestampTz, entry => PostgresTime.Whole(entry.At)),
            events.Column(NpgsqlDbType.Smallint, entry => PostgresTime.Rest(entry.At)),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.Escape(entry.Type)),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.Escape(entry.Outcome)),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.Escape(entry.UserId)),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.EscapeOrNull(entry.ActorId)),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.EscapeOrNull(entry.RequestId)),
            events.Column(NpgsqlDbType.Boolean, entry => entry.Personal is not null),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.EscapeOrNull(entry.Personal?.Ip)),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.EscapeOrNull(entry.Personal?.UserAgent)),
            events.Column(NpgsqlDbType.Text, entry => PostgresText.EscapeOrNull(entry.Personal?.Detail)),
            events.Column(NpgsqlDbType.Text, entry => entry.PersonalHash),
            events.Column(NpgsqlDbType.Text, entry => entry.PreviousHash),
            events.Column(NpgsqlDbType.Text, entry => entry.Hash),
        },
    };

    private static NpgsqlCommand AppendMails(NpgsqlConnection connection, OutgoingMail[] mails) => new(Mails, connection)
    {
        Parameters =
        {
            mails.Column(NpgsqlDbType.Text, mail => PostgresText.Escape(mail.Id)),
            mails.Column(NpgsqlDbType.Text, mail => PostgresText.Escape(mail.To)),
            mails.Column(NpgsqlDbType.Text, mail => PostgresText.Escape(mail.Subject)),
            mails.Column(NpgsqlDbType.Text, mail => PostgresText.Escape(mail.Text)),
            mails.Column(NpgsqlDbType.Text, mail => PostgresText.Escape(mail.Html)),
            mails.Column(NpgsqlDbType.TimestampTz, mail => PostgresTime.Whole(mail.CreatedAt)),
            mails.Column(NpgsqlDbType.TimestampTz, mail => PostgresTime.Whole(mail.DueAt)),
        },
    };
}
