using System.Collections.Immutable;
using System.Text.Json;
using Actors.Audit;
using Actors.Calls;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Notifications;

[GrainType(GrainTypeName)]
internal sealed partial class NotificationGrain(
    [PersistentState("inbox", StorageNames.Default)] IPersistentState<InboxState> inbox,
    NotificationMails mails,
    TimeProvider clock) : WatchedGrain, INotificationGrain
{
    public const string GrainTypeName = "notifications";

    /// <summary>The last durable state. Reads and waits interleave with a write, and must not tell of one that could still be lost.</summary>
    private InboxState _durable = new();

    private string UserId => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _durable = inbox.State;
        return Task.CompletedTask;
    }

    public async Task<bool> DeliverAsync(Notice notice)
    {
        var state = inbox.State;

        if (state.Erased || state.Knows(notice.EventId))
        {
            return false;
        }

        var (channels, email) = (state.ChannelsOf(notice.Kind), notice.Email ?? state.Email);
        var next = channels.InApp ? state.With(notice, Ids.New(Ids.Notification, clock.GetUtcNow())) : state.Forget([notice.EventId]);

        // The address that the account leaves is told in any case: whoever takes an account over would silence it first.
        var isMailed = notice.MayMail && (channels.Email || notice.Kind == NotificationKind.EmailChanged);
        var mail = isMailed && email is not null ? ImmutableArray.Create(mails.Of(notice, email)) : [];

        // Only the account itself tells of a new address, and of each: what a message to many read in the list of users may be older.
        var known = notice.NewEmail ?? state.Email ?? notice.Email;
        await SaveAsync(next with { Email = known, NewMails = mail });
        return true;
    }

    public Task<NotificationPage> ListAsync(bool? unread, int limit, long? before)
    {
        var found = _durable.Items.Reverse()
            .Where(item => (before is null || item.Version < before) && (unread is null || unread == (item.ReadAt is null)))
            .Take(limit + 1)
            .ToImmutableArray();
        var page = found[..Math.Min(limit, found.Length)];

        return Task.FromResult(new NotificationPage(page, found.Length > limit ? page[^1].Version : null, _durable.Unread));
    }

    public async Task<bool> MarkReadAsync(string id)
    {
        if (inbox.State.Items.FirstOrDefault(item => item.Id == id) is not { } found)
        {
            return false;
        }

        if (found.ReadAt is null)
        {
            await SaveAsync(inbox.State.Read(item => item.Id == id, clock.GetUtcNow()));
        }

        return true;
    }

    public async Task<int> MarkAllReadAsync()
    {
        var unread = inbox.State.Unread;

        if (unread > 0)
        {
            await SaveAsync(inbox.State.Read(_ => true, clock.GetUtcNow()));
        }

        return unread;
    }

    public async Task<bool> DeleteAsync(string id)
    {
        if (!inbox.State.Items.Any(item => item.Id == id))
        {
            return false;
        }

        await SaveAsync(inbox.State.Without(item => item.Id == id));
        return true;
    }

    public async Task<int> DeleteAllAsync()
    {
        var count = inbox.State.Items.Length;

        if (count > 0)
        {
            await SaveAsync(inbox.State.Without(_ => true));
        }

        return count;
    }

    public Task<string> ExportAsync() => Task.FromResult(JsonSerializer.Serialize(
        new InboxExport(_durable.Items, _durable.Chosen, _durable.Email), InboxExportJson.Default.InboxExport));

    public Task EraseAsync() => inbox.State.Erased
        ? Task.CompletedTask
        : SaveAsync(new InboxState { Erased = true, Version = inbox.State.Version + 1, Audit = inbox.State.Audit });

    private Task SaveAsync(InboxState next) => StoreAsync(inbox.SaveAsync(next));
}
