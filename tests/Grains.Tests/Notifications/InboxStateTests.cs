using Actors.Notifications;

namespace Actors.Tests.Notifications;

public sealed class InboxStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_last_five_hundred_stay_and_those_that_went_are_still_known()
    {
        var inbox = Filled(InboxState.Capacity + 2);

        Assert.Equal(InboxState.Capacity, inbox.Items.Length);
        Assert.Equal(("ntf_3", "ntf_502"), (inbox.Items[0].Id, inbox.Items[^1].Id));
        Assert.True(inbox.Knows("evt_1"));
        Assert.False(inbox.Knows("evt_503"));
    }

    [Fact]
    public void What_was_deleted_is_still_known()
    {
        var inbox = Filled(3).Without(item => item.Id == "ntf_2");

        Assert.Equal(["ntf_1", "ntf_3"], inbox.Items.Select(item => item.Id));
        Assert.True(inbox.Knows("evt_2"));
    }

    [Fact]
    public void What_is_read_stays_read_as_of_the_first_time()
    {
        var inbox = Filled(2).Read(item => item.Id == "ntf_1", Now).Read(_ => true, Now.AddHours(1));

        Assert.Equal([Now, Now.AddHours(1)], inbox.Items.Select(item => item.ReadAt));
        Assert.Equal(0, inbox.Unread);
    }

    [Fact]
    public void Every_change_that_can_be_seen_has_a_version_of_its_own()
    {
        var inbox = Filled(2);
        Assert.Equal([1L, 2L], inbox.Items.Select(item => item.Version));
        Assert.Equal(3, inbox.Read(_ => true, Now).Version);
        Assert.Equal(3, inbox.Without(_ => true).Version);
    }

    [Fact]
    public void A_kind_goes_to_both_channels_until_its_user_says_otherwise()
    {
        var quiet = new NotificationChannels(NotificationKind.NewSignIn, InApp: true, Email: false);
        var inbox = new InboxState().Choose([quiet]);

        Assert.Equal(quiet, inbox.ChannelsOf(NotificationKind.NewSignIn));
        Assert.Equal(new NotificationChannels(NotificationKind.MfaChanged, true, true), inbox.ChannelsOf(NotificationKind.MfaChanged));
        Assert.Empty(inbox.Choose([quiet with { Email = true }]).Chosen);
    }

    private static InboxState Filled(int count) => Enumerable.Range(1, count).Aggregate(new InboxState(), (inbox, n) => inbox.With(Notices.New($"evt_{n}"), $"ntf_{n}"));
}
