using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;

namespace Actors.Notifications;

/// <summary>One inbox as it is stored. Its rules are here and pure.</summary>
[GenerateSerializer, Immutable, Alias("notifications.InboxState")]
internal sealed record InboxState : IAuditedState<InboxState>
{
    public const int Capacity = 500;

    /// <summary>Counts every change that a reader can see.</summary>
    [Id(0)] public long Version { get; init; }

    /// <summary>Oldest first.</summary>
    [Id(1)] public ImmutableArray<Notification> Items { get; init; } = [];

    /// <summary>What came and is not in the inbox any more, or never was; the oldest give way.</summary>
    [Id(2)] public ImmutableArray<string> Forgotten { get; init; } = [];

    /// <summary>Kinds that do not go where they go by default.</summary>
    [Id(3)] public ImmutableArray<NotificationChannels> Chosen { get; init; } = [];

    /// <summary>Where the account's mail went last; null while no notice told.</summary>
    [Id(4)] public string? Email { get; init; }

    /// <summary>The account is gone; what was under way when it went is refused.</summary>
    [Id(5)] public bool Erased { get; init; }

    [Id(6)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    [JsonIgnore]
    [Id(7)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    [JsonIgnore]
    [Id(8)] public ImmutableArray<OutgoingMail> NewMails { get; init; } = [];

    [JsonIgnore]
    public int Unread => Items.Count(item => item.ReadAt is null);

    public bool Knows(string eventId) => Forgotten.Contains(eventId) || Items.Any(item => item.EventId == eventId);

    public NotificationChannels ChannelsOf(NotificationKind kind) =>
        Chosen.FirstOrDefault(channels => channels.Kind == kind) ?? NotificationChannels.Default.First(channels => channels.Kind == kind);

    /// <summary>The newest stay when there are too many.</summary>
    public InboxState With(Notice notice, string id)
    {
        var item = new Notification
        {
            Id = id,
            Kind = notice.Kind,
            Title = notice.Title,
            Text = notice.Text,
            CreatedAt = notice.At,
            Version = Version + 1,
            EventId = notice.EventId,
            Ip = notice.Ip,
            UserAgent = notice.UserAgent,
        };
        var surplus = Items[..Math.Max(0, Items.Length + 1 - Capacity)];

        return Forget(surplus.Select(old => old.EventId)) with { Version = item.Version, Items = [.. Items[surplus.Length..], item] };
    }

    /// <summary>Deletes; the same notices do not come back.</summary>
    public InboxState Without(Func<Notification, bool> which) =>
        Forget(Items.Where(which).Select(item => item.EventId)) with { Version = Version + 1, Items = [.. Items.Where(item => !which(item))] };

    public InboxState Read(Func<Notification, bool> which, DateTimeOffset now) => this with
    {
        Version = Version + 1,
        Items = [.. Items.Select(item => item.ReadAt is null && which(item) ? item with { ReadAt = now } : item)],
    };

    public InboxState Forget(IEnumerable<string> eventIds)
    {
        var all = Forgotten.AddRange(eventIds);
        return this with { Forgotten = all[Math.Max(0, all.Length - Capacity)..] };
    }

    public InboxState Choose(ImmutableArray<NotificationChannels> changed) => this with
    {
        Chosen =
        [
            .. Chosen.Concat(changed).GroupBy(channels => channels.Kind).Select(group => group.Last())
                .Where(channels => !NotificationChannels.Default.Contains(channels)),
        ],
    };

    public InboxState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public InboxState WithoutRecords() => this with { NewEvents = [], NewMails = [] };
}
