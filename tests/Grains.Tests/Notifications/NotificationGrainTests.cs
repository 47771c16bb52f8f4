using System.Text.Json;
using Actors.Notifications;
using Actors.Silos;
using Actors.Testing;
using Actors.Tests.Users;

namespace Actors.Tests.Notifications;

public sealed class NotificationGrainTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private GrainCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task A_notice_that_comes_again_is_taken_once()
    {
        var (inbox, notice) = (Cluster.NewInbox(), Notices.New(email: Accounts.NewEmail().Display));

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => inbox.DeliverAsync(notice)));

        Assert.Single(taken, first => first);
        Assert.Single((await inbox.ListAsync(null, 50, null)).Items);
        Assert.Single(Cluster.SubjectsTo(notice.Email!));
    }

    [Fact]
    public async Task A_notice_that_was_deleted_does_not_come_back()
    {
        var (inbox, notice) = (Cluster.NewInbox(), Notices.New());
        await inbox.DeliverAsync(notice);
        Assert.True(await inbox.DeleteAsync((await inbox.ListAsync(null, 50, null)).Items[0].Id));

        Assert.False(await inbox.DeliverAsync(notice));

        Assert.Empty((await inbox.ListAsync(null, 50, null)).Items);
    }

    [Fact]
    public async Task A_message_that_was_on_its_way_to_a_former_address_does_not_bring_that_address_back()
    {
        var (inbox, former, present) = (Cluster.NewInbox(), Accounts.NewEmail().Display, Accounts.NewEmail().Display);
        await inbox.DeliverAsync(Notices.New(kind: NotificationKind.EmailChanged, email: former) with { NewEmail = present });
        await inbox.DeliverAsync(Notices.New(kind: NotificationKind.AdminMessage, email: former));

        await inbox.DeliverAsync(Notices.New(kind: NotificationKind.SessionReuseDetected));

        Assert.Single(Cluster.SubjectsTo(present));
    }

    [Fact]
    public async Task A_warning_is_mailed_before_messages_of_administrators()
    {
        var (inbox, email) = (Cluster.NewInbox(), Accounts.NewEmail().Display);
        await inbox.DeliverAsync(Notices.New(kind: NotificationKind.AdminMessage, email: email));
        await inbox.DeliverAsync(Notices.New(kind: NotificationKind.NewSignIn, email: email));

        Assert.Equal([false, true], Cluster.Storage.Mails.Where(mail => mail.To == email).Select(mail => mail.IsUrgent));
    }

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended_and_tell_how_many_are_unread()
    {
        var inbox = await FilledAsync(5);
        var first = await inbox.ListAsync(null, 2, null);
        await inbox.MarkReadAsync(first.Items[0].Id);

        var second = await inbox.ListAsync(null, 2, first.Next);
        var third = await inbox.ListAsync(null, 2, second.Next);

        Assert.Equal(["5", "4", "3", "2", "1"], first.Items.Concat(second.Items).Concat(third.Items).Select(item => item.EventId));
        Assert.Null(third.Next);
        Assert.Equal((5, 4), (first.Unread, second.Unread));
        Assert.Equal(["5"], (await inbox.ListAsync(unread: false, 50, null)).Items.Select(item => item.EventId));
        Assert.Equal(4, (await inbox.ListAsync(unread: true, 50, null)).Items.Length);
    }

    [Fact]
    public async Task All_are_read_and_all_are_deleted_at_once()
    {
        var inbox = await FilledAsync(3);

        Assert.Equal((3, 0), (await inbox.MarkAllReadAsync(), await inbox.MarkAllReadAsync()));
        Assert.Equal((3, 0), (await inbox.DeleteAllAsync(), await inbox.DeleteAllAsync()));
        Assert.False(await inbox.MarkReadAsync("ntf_1"));
        Assert.False(await inbox.DeleteAsync("ntf_1"));
    }

    [Fact]
    public async Task One_who_waits_is_told_of_what_came_and_of_what_was_read()
    {
        var inbox = await FilledAsync(1);
        var waiting = inbox.WaitForChangeAsync(1, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await inbox.DeliverAsync(Notices.New("2"));

        var came = await waiting;
        Assert.Equal((2L, "2", 2), (came.Version, Assert.Single(came.New).EventId, came.Unread));

        await inbox.MarkAllReadAsync();
        var read = await inbox.WaitForChangeAsync(2, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal((3L, 0, 0), (read.Version, read.New.Length, read.Unread));
    }

    [Fact]
    public async Task An_inbox_that_is_taken_out_of_memory_while_it_is_watched_is_within_reach_at_once()
    {
        var inbox = await FilledAsync(1);
        var waiting = inbox.WaitForChangeAsync(1, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        // On its way it could be overtaken.
        await Cluster.Clock.TimerSetAsync(TimeSpan.FromSeconds(20));

        await Cluster.Grains.GetGrain<IInspectedGrain>(inbox.GetGrainId()).DeactivateAsync();

        Assert.Single((await inbox.ListAsync(null, 50, null).WaitAsync(Eventually.Patience)).Items);
        var woken = await waiting.WaitAsync(Eventually.Patience);
        Assert.Equal((1L, 0, 1), (woken.Version, woken.New.Length, woken.Unread));
    }

    [Fact]
    public async Task A_kind_goes_only_where_its_user_wants_it_and_the_choice_is_audited()
    {
        var (inbox, email) = (Cluster.NewInbox(), Accounts.NewEmail().Display);
        await inbox.SetSettingsAsync(
            [
                new NotificationChoice(NotificationKind.PasswordChanged, InApp: false, Email: true),
                new NotificationChoice(NotificationKind.MfaChanged, InApp: null, Email: false),
            ],
            Accounts.Origin);

        await inbox.DeliverAsync(Notices.New("1", NotificationKind.PasswordChanged, email));
        await inbox.DeliverAsync(Notices.New("1", NotificationKind.PasswordChanged, email));
        await inbox.DeliverAsync(Notices.New("2", NotificationKind.MfaChanged, email));

        Assert.Equal(["2"], (await inbox.ListAsync(null, 50, null)).Items.Select(item => item.EventId));
        Assert.Single(Cluster.SubjectsTo(email));
        var entry = Assert.Single(Cluster.Storage.Events, entry => entry.UserId == inbox.GetPrimaryKeyString());
        Assert.Equal("notifications.settings", entry.Type);
        Assert.Contains("in_app off, email on", entry.Personal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_that_an_account_leaves_is_told_however_quiet_it_was_made()
    {
        var (inbox, former) = (Cluster.NewInbox(), Accounts.NewEmail().Display);
        await inbox.SetSettingsAsync([new NotificationChoice(NotificationKind.EmailChanged, InApp: false, Email: false)], Accounts.Origin);

        await inbox.DeliverAsync(Notices.New(kind: NotificationKind.EmailChanged, email: former) with { NewEmail = Accounts.NewEmail().Display });

        Assert.Single(Cluster.SubjectsTo(former));
    }

    [Fact]
    public async Task Two_who_choose_at_once_for_one_kind_leave_each_other_alone()
    {
        var inbox = Cluster.NewInbox();

        await Task.WhenAll(
            inbox.SetSettingsAsync([new NotificationChoice(NotificationKind.NewSignIn, InApp: false, Email: null)], Accounts.Origin),
            inbox.SetSettingsAsync([new NotificationChoice(NotificationKind.NewSignIn, InApp: null, Email: false)], Accounts.Origin));

        Assert.Contains(new NotificationChannels(NotificationKind.NewSignIn, InApp: false, Email: false), await inbox.GetSettingsAsync());
    }

    [Fact]
    public async Task The_inbox_is_exported_with_the_user()
    {
        var user = await Cluster.RegisterAsync();
        await Cluster.ChangePasswordAsync(user.Id);

        var export = await Exports.ReadAsync(Cluster.Grains.GetUser(user.Id).ExportAsync);

        var item = export.GetProperty("notifications").GetProperty("items")[0];
        Assert.Equal("Your password was changed", item.GetProperty("title").GetString());
    }

    [Fact]
    public async Task The_inbox_is_erased_with_the_user_and_takes_nothing_more()
    {
        var user = await Cluster.RegisterAsync();
        await Cluster.ChangePasswordAsync(user.Id);

        await Cluster.Grains.GetAdministrators().DeleteAsync(user.Id, Accounts.Origin);

        var inbox = Cluster.Grains.GetNotifications(user.Id);
        Assert.False(await inbox.DeliverAsync(Notices.New()));
        Assert.DoesNotContain(user.Email, await inbox.ExportAsync(), StringComparison.Ordinal);
        Assert.Empty((await inbox.ListAsync(null, 50, null)).Items);
    }

    [Fact]
    public async Task A_write_that_fails_shows_nothing_and_mails_nothing()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var (inbox, notice) = (cluster.NewInbox(), Notices.New(email: Accounts.NewEmail().Display));
        cluster.Storage.FailNextWrite();

        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => inbox.DeliverAsync(notice));

        Assert.Empty((await inbox.ListAsync(null, 50, null)).Items);
        Assert.Empty(cluster.Storage.Mails);
        Assert.True(await inbox.DeliverAsync(notice));
    }

    private async Task<INotificationGrain> FilledAsync(int count)
    {
        var inbox = Cluster.NewInbox();

        for (var n = 1; n <= count; n++)
        {
            await inbox.DeliverAsync(Notices.New($"{n}"));
        }

        return inbox;
    }
}
