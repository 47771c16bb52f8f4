using Actors.Invitations;
using Actors.Notifications;
using Actors.Settings;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.Settings;
using Actors.Tests.Users;
using Actors.Users;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests;

/// <summary>A write was stored and its answer lost. What finds things as they are to be and is not written must go by what is stored.</summary>
public sealed class LostAnswerTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const string Document = """{"a":1}""";

    private readonly GrainCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task A_persona_that_is_made_again_after_its_release_is_listed()
    {
        var user = NewUser();
        var index = _cluster.Grains.GetPersonaIndex(user);
        var settings = _cluster.Grains.GetSettings(user, "a");
        await settings.PutAsync("""{"a":1}""");

        // The document, and then the name that is given back.
        _cluster.Storage.LoseAnswerNumber(2);
        await settings.DeleteAsync(Unconditional);
        Assert.Equal(SettingsWriteOutcome.Created, (await settings.PutAsync("""{"a":2}""")).Outcome);

        await _cluster.DeactivateAsync(index);
        Assert.Equal("""{"a":2}""", await settings.TextAsync());
        Assert.Equal(["a"], await index.ListAsync());
    }

    [Fact]
    public async Task A_document_whose_making_was_never_answered_can_be_deleted()
    {
        var settings = await NeverAnsweredAsync();

        Assert.Equal(SettingsWriteOutcome.Deleted, (await settings.DeleteAsync(Unconditional)).Outcome);

        await _cluster.DeactivateAsync(settings);
        Assert.Null(await settings.TextAsync());
    }

    [Fact]
    public async Task A_version_that_was_never_answered_can_be_rolled_back_to()
    {
        var settings = await NeverAnsweredAsync();

        Assert.Equal(SettingsWriteOutcome.Saved, (await settings.RollbackAsync(1, Unconditional)).Outcome);
        Assert.Equal(2, (await settings.GetAsync()).Version);
    }

    [Fact]
    public async Task A_write_that_was_never_answered_is_answered_when_it_is_sent_again_under_its_key()
    {
        var write = Unconditional with { RetryKey = "key" };
        var settings = await NeverAnsweredAsync(write);

        var again = await settings.PutAsync(Document, write);

        Assert.Equal((SettingsWriteOutcome.Created, 1), (again.Outcome, again.Version));
    }

    [Fact]
    public async Task Strictness_that_was_acknowledged_is_stored()
    {
        var settings = _cluster.Grains.GetSettings(NewUser(), "a");
        await settings.PutAsync("""{"a":1}""");

        _cluster.Storage.LoseAnswerNumber(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => settings.SetStrictAsync(true));
        Assert.False((await settings.SetStrictAsync(false)).View!.Strict);

        await _cluster.DeactivateAsync(settings);
        Assert.False((await settings.GetAsync()).View!.Strict);
    }

    [Fact]
    public async Task Notification_settings_that_were_acknowledged_are_stored()
    {
        var inbox = _cluster.Grains.GetNotifications(NewUser());

        _cluster.Storage.LoseAnswerNumber(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => SetAsync(false));
        Assert.True(await SetAsync(true));

        await _cluster.DeactivateAsync(inbox);
        Assert.Contains(await inbox.GetSettingsAsync(), channels => channels is { Kind: NotificationKind.NewSignIn, Email: true });

        async Task<bool> SetAsync(bool email) =>
            (await inbox.SetSettingsAsync([new NotificationChoice(NotificationKind.NewSignIn, null, email)], Accounts.Origin))
                .Single(channels => channels.Kind == NotificationKind.NewSignIn).Email;
    }

    [Fact]
    public async Task An_invitation_that_was_freed_is_good_for_another_address()
    {
        var taken = Accounts.NewEmail();
        await _cluster.RegisterAsync(taken);
        var text = InvitationText.New(_cluster.Clock.GetUtcNow());
        await _cluster.Grains.GetInvitations().CreateAsync(new NewInvitation(text.ToString(), _cluster.Clock.GetUtcNow().AddDays(7), null), Accounts.Origin);

        // The mark, and then that it is taken back.
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => AcceptAsync(taken));

        Assert.NotNull(await AcceptAsync(Accounts.NewEmail()));

        Task<RegisterResult?> AcceptAsync(EmailAddress email) => _cluster.Grains.GetInvitation(text.Id)
            .RegisterAsync(text.ToString(), new Registration(email.Display, Accounts.RightPassword), Accounts.Origin);
    }

    /// <summary>A document that is stored, and of which its grain does not know.</summary>
    private async Task<ISettingsGrain> NeverAnsweredAsync(SettingsWrite? write = null)
    {
        var settings = _cluster.Grains.GetSettings(NewUser(), "a");

        // The name, and then the document.
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => settings.PutAsync(Document, write));
        return settings;
    }
}
