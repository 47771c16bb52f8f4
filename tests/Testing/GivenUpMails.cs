using System.Collections.Immutable;
using Actors.Notifications;
using Actors.Storage;

namespace Actors.Testing;

/// <summary>The outbox of a test cluster as its grains see it: nothing is sent, and a test says what was given up.</summary>
public sealed class GivenUpMails : IMailOutbox
{
    private readonly Lock _lock = new();
    private ImmutableArray<OutgoingMail> _mails = [];

    /// <summary>Whom the mails are to that are left, in the order of giving up.</summary>
    public IEnumerable<string> Recipients => _mails.Select(mail => mail.To);

    public void GiveUp(IEnumerable<OutgoingMail> mails)
    {
        lock (_lock)
        {
            _mails = _mails.AddRange(mails);
        }
    }

    public Task<int> EraseGivenUpAsync(string recipient, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var before = _mails;
            _mails = before.RemoveAll(mail => mail.To == recipient);
            return Task.FromResult(before.Length - _mails.Length);
        }
    }

    public Task<int> EraseGivenUpAsync(DateTimeOffset writtenBefore, int limit, CancellationToken cancellationToken = default) => throw NoSender();

    public Task<OutboxCounts> CountAsync(CancellationToken cancellationToken = default) => Task.FromResult(new OutboxCounts(0, _mails.Length));

    public Task<ImmutableArray<TakenMail>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken = default) => throw NoSender();

    public Task<bool> MarkSentAsync(string id, CancellationToken cancellationToken = default) => throw NoSender();

    public Task<bool> MarkFailedAsync(string id, int attempt, DateTimeOffset? nextAttemptAt, string error, CancellationToken cancellationToken = default) => throw NoSender();

    private static NotSupportedException NoSender() => new("There is no sender here.");
}
