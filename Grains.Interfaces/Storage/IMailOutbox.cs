using System.Collections.Immutable;
using Actors.Notifications;

namespace Actors.Storage;

/// <summary>The mails that wait to be sent. They get into it with the state that caused them, see <see cref="ICarriesRecords"/>.</summary>
/// <remarks>Every call may throw <see cref="StorageUnavailableException"/>.</remarks>
public interface IMailOutbox
{
    /// <summary>
    /// Takes mails that are due, the longest due first. Nobody else is given them until the lease has run out; a sender that
    /// dies meanwhile loses none.
    /// </summary>
    Task<ImmutableArray<TakenMail>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken = default);

    /// <summary>A mail server has taken the mail: it leaves the outbox. False when it had left already.</summary>
    Task<bool> MarkSentAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// The attempt failed; the mail is due again at <paramref name="nextAttemptAt"/>, or never when that is null, and then stays
    /// for an operator to see, for a time. False when another sender has taken the mail since.
    /// </summary>
    Task<bool> MarkFailedAsync(string id, int attempt, DateTimeOffset? nextAttemptAt, string error, CancellationToken cancellationToken = default);

    /// <summary>
    /// Erases the mails to this address, as it is written in them, that were given up, and says how many. Those that wait are left to be
    /// sent: what warns an owner must not be stopped by whoever has the account in hand and deletes it.
    /// </summary>
    Task<int> EraseGivenUpAsync(string recipient, CancellationToken cancellationToken = default);

    /// <summary>Erases mails that were given up and written before a time, so many at most, and says how many.</summary>
    Task<int> EraseGivenUpAsync(DateTimeOffset writtenBefore, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many mails wait and how many were given up.</summary>
    Task<OutboxCounts> CountAsync(CancellationToken cancellationToken = default);
}

/// <summary>A mail that the caller is to send now.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Attempt">Which attempt this is, from 1; one that ended in a crash counts.</param>
[GenerateSerializer, Immutable, Alias("storage.TakenMail")]
public sealed record TakenMail([property: Id(0)] OutgoingMail Mail, [property: Id(1)] int Attempt);

/// <summary>What lies in the outbox.</summary>
/// <param name="Waiting">Mails that are due now or later.</param>
/// <param name="GivenUp">Mails that nobody will try again.</param>
[GenerateSerializer, Immutable, Alias("storage.OutboxCounts")]
public sealed record OutboxCounts([property: Id(0)] long Waiting, [property: Id(1)] long GivenUp);
