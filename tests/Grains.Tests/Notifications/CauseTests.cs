using Actors.Notifications;
using Actors.Testing;
using Actors.Tests.Mfa;
using Actors.Tests.Users;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Actors.Tests.Notifications;

/// <summary>Each kind of notification comes of its cause.</summary>
public sealed class CauseTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_sign_in_from_an_unknown_device_is_told_and_one_from_a_known_device_is_not()
    {
        var user = await _cluster.RegisterAsync();
        var device = (await _cluster.SignInAsync(user.Id)).DeviceToken;
        await _cluster.SignInAsync(user.Id, deviceToken: device);
        await _cluster.SignInAsync(user.Id);

        var page = await Inbox(user).ListAsync(null, 50, null);

        Assert.Equal([NotificationKind.NewSignIn, NotificationKind.NewSignIn], page.Items.Select(item => item.Kind));
        Assert.Equal((Accounts.Origin.Ip, Accounts.Origin.UserAgent), (page.Items[0].Ip, page.Items[0].UserAgent));
        Assert.StartsWith(Ids.Event, page.Items[0].EventId, StringComparison.Ordinal);
        Assert.Single(_cluster.SubjectsTo(user.Email), "Actors: New sign-in");
    }

    [Fact]
    public async Task The_first_sign_in_to_an_account_that_was_imported_or_made_long_ago_is_told_by_mail()
    {
        var imported = Accounts.NewEmail();
        var registered = await _cluster.Grains.GetLoginName(imported).RegisterAsync(
            new Registration(imported.Display, Password: null, PasswordHash: "$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.", IsImport: true),
            Accounts.Origin);
        var old = await _cluster.RegisterAsync();

        await _cluster.SignInAsync(registered.User!.Id, "correct horse battery");
        _cluster.Clock.Advance(TimeSpan.FromHours(2));
        await _cluster.SignInAsync(old.Id);

        Assert.All(new[] { imported.Display, old.Email }, email => Assert.Contains("Actors: New sign-in", _cluster.SubjectsTo(email)));
    }

    [Fact]
    public async Task After_a_new_password_the_next_sign_in_from_a_known_device_is_told_too()
    {
        var user = await _cluster.RegisterAsync();
        var device = (await _cluster.SignInAsync(user.Id)).DeviceToken;
        await _cluster.ChangePasswordAsync(user.Id);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id, "another lantern over water", device)).Outcome);
        }

        Assert.Equal(
            [NotificationKind.NewSignIn, NotificationKind.PasswordChanged, NotificationKind.NewSignIn], await _cluster.KindsAsync(user.Id));
        Assert.Single(_cluster.SubjectsTo(user.Email), "Actors: New sign-in");
    }

    [Fact]
    public async Task A_lock_is_told_once_and_its_answer_does_not_wait_for_that()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.FailAsync(user.Id, 4);
        Assert.Empty(await _cluster.KindsAsync(user.Id));
        var told = Inbox(user).WaitForChangeAsync(0, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await _cluster.FailAsync(user.Id, 1);
        await _cluster.SignInAsync(user.Id);

        Assert.Equal(NotificationKind.AccountLocked, Assert.Single((await told).New).Kind);
        Assert.Equal([NotificationKind.AccountLocked], await _cluster.KindsAsync(user.Id));
    }

    [Fact]
    public async Task A_lock_of_a_name_that_nobody_registered_leaves_nothing()
    {
        var nobody = GrainKeys.MadeUpUserId(Accounts.NewEmail());
        await _cluster.FailAsync(nobody, 5);

        Assert.Empty(await _cluster.KindsAsync(nobody));
        Assert.DoesNotContain(nobody, _cluster.Storage.Stored("inbox"));
    }

    [Fact]
    public async Task A_changed_password_is_told_in_the_inbox_and_by_mail()
    {
        var user = await _cluster.RegisterAsync();

        await _cluster.ChangePasswordAsync(user.Id);

        Assert.Equal([NotificationKind.PasswordChanged], await _cluster.KindsAsync(user.Id));
        Assert.Equal(["Actors: Your password was changed"], _cluster.SubjectsTo(user.Email));
        Assert.Contains("203.0.113.7", _cluster.Storage.Mails.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_address_is_told_to_the_old_one_and_later_news_to_the_new_one()
    {
        var user = await _cluster.RegisterAsync();
        var next = Accounts.NewEmail();
        await _cluster.Grains.GetUserEmail(user.Id).RequestChangeAsync(next, Accounts.Origin);
        var outcome = await _cluster.Grains.GetLoginName(next).MoveToAsync(user.Id, _cluster.MailedToken(next.Display), Accounts.Origin);
        Assert.Equal(EmailOutcome.Done, outcome);
        await Inbox(user).DeliverAsync(Notices.New());

        Assert.Contains(NotificationKind.EmailChanged, await _cluster.KindsAsync(user.Id));
        Assert.Equal(["Actors: Your e-mail address was changed"], _cluster.SubjectsTo(user.Email));
        Assert.Contains("Actors: Something happened", _cluster.SubjectsTo(next.Display));
    }

    [Fact]
    public async Task Changes_of_the_second_factor_are_told()
    {
        var user = await _cluster.RegisterAsync();
        var mfa = _cluster.Grains.GetUserMfa(user.Id);
        var begun = await mfa.BeginTotpAsync(Accounts.Origin);
        Assert.Empty(await _cluster.KindsAsync(user.Id));

        Assert.NotNull(await mfa.ConfirmTotpAsync(_cluster.CodeOf(begun!), Accounts.Origin));
        await mfa.RemoveTotpAsync(Accounts.Origin);

        Assert.Equal([NotificationKind.MfaChanged, NotificationKind.MfaChanged], await _cluster.KindsAsync(user.Id));
    }

    [Fact]
    public async Task A_new_API_key_is_told()
    {
        var user = await _cluster.RegisterAsync();

        await _cluster.Grains.GetUserApiKeys(user.Id).CreateKeyAsync("backup", ["settings:read"], null, Accounts.Origin);

        var told = Assert.Single((await Inbox(user).ListAsync(null, 50, null)).Items);
        Assert.Equal(NotificationKind.ApiKeyCreated, told.Kind);
        Assert.Contains("'backup'", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_again_is_told_also_by_mail()
    {
        var user = await _cluster.RegisterAsync();
        var tokens = (await _cluster.SignInAsync(user.Id)).Tokens!;
        var session = _cluster.Grains.GetSession(tokens.SessionId);
        await session.RefreshAsync(tokens.RefreshToken, Accounts.Origin);
        _cluster.Clock.Advance(TimeSpan.FromMinutes(1));

        await session.RefreshAsync(tokens.RefreshToken, Accounts.Origin);

        Assert.Equal([NotificationKind.SessionReuseDetected, NotificationKind.NewSignIn], await _cluster.KindsAsync(user.Id));
        Assert.Equal(["Actors: A session was ended"], _cluster.SubjectsTo(user.Email));
    }

    [Fact]
    public async Task What_the_inbox_could_not_take_is_told_when_the_account_comes_into_memory_again()
    {
        var user = await _cluster.RegisterAsync();
        _cluster.Storage.FailWriteNumber(3);
        await _cluster.ChangePasswordAsync(user.Id);
        Assert.Empty(await _cluster.KindsAsync(user.Id));

        await _cluster.DeactivateAsync(_cluster.Grains.GetUser(user.Id));
        await _cluster.Grains.GetUser(user.Id).GetProfileAsync();

        Assert.Equal([NotificationKind.PasswordChanged], await _cluster.KindsAsync(user.Id));
    }

    [Fact]
    public async Task What_the_inbox_could_not_take_is_tried_again_after_half_a_minute()
    {
        var user = await _cluster.RegisterAsync();
        _cluster.Storage.FailWriteNumber(3);
        await _cluster.ChangePasswordAsync(user.Id);
        var told = Inbox(user).WaitForChangeAsync(0, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        await told;
        await _cluster.Grains.GetUser(user.Id).RenameAsync("Ada", Accounts.Origin);

        Assert.Equal([NotificationKind.PasswordChanged], await _cluster.KindsAsync(user.Id));
        Assert.Equal(["Actors: Your password was changed"], _cluster.SubjectsTo(user.Email));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task What_the_inbox_could_not_take_is_tried_again_however_long_nobody_asks_the_account()
    {
        var idling = new ManualClock();
        await using var cluster = await GrainCluster.StartAsync(services: services =>
            services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, idling));
        var user = await cluster.RegisterAsync();
        cluster.Storage.FailWriteNumber(3);
        await cluster.ChangePasswordAsync(user.Id);

        // Together longer than what nobody asks stays in memory.
        for (var tries = 0; tries < 2; tries++)
        {
            cluster.Storage.FailNextWrite();
            idling.Advance(TimeSpan.FromMinutes(10));
            await NextWriteAsync(cluster);
        }

        await NextWriteAsync(cluster);
        await Eventually.IsAsync(async () => (await cluster.KindsAsync(user.Id)).Length == 1, "the notice");
    }

    [Fact]
    public async Task The_end_of_a_session_that_the_inbox_could_not_take_is_told_by_the_next_call()
    {
        var user = await _cluster.RegisterAsync();
        var tokens = (await _cluster.SignInAsync(user.Id)).Tokens!;
        var session = _cluster.Grains.GetSession(tokens.SessionId);
        await session.RefreshAsync(tokens.RefreshToken, Accounts.Origin);
        _cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        _cluster.Storage.FailWriteNumber(2);
        await session.RefreshAsync(tokens.RefreshToken, Accounts.Origin);
        await _cluster.DeactivateAsync(session);

        Assert.Equal(Actors.Sessions.SessionOutcome.Ended, (await session.CheckAsync()).Outcome);

        Assert.Equal(NotificationKind.SessionReuseDetected, (await _cluster.KindsAsync(user.Id))[0]);
        Assert.DoesNotContain(tokens.SessionId, _cluster.Storage.Stored("session"));
    }

    private static Task NextWriteAsync(GrainCluster cluster)
    {
        var writes = cluster.Storage.Writes;

        return Eventually.IsAsync(
            () =>
            {
                cluster.Clock.Advance(TimeSpan.FromSeconds(1));
                return cluster.Storage.Writes > writes;
            },
            "another try to tell the inbox");
    }

    private INotificationGrain Inbox(UserProfile user) => _cluster.Grains.GetNotifications(user.Id);
}
