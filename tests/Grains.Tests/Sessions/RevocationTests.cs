using Actors.Sessions;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Sessions;

/// <summary>What takes a session's power away takes it before the answer, wherever the session lives: there are two silos.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(silos: 2);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Suspension_shuts_every_session_and_activation_opens_them_again()
    {
        var (user, sessions) = await SignedInAsync(devices: 8);
        var administrators = _cluster.Grains.GetAdministrators();

        await administrators.ChangeAsync(user.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin);
        Assert.All(await CheckAsync(sessions), c => Assert.Equal(SessionOutcome.AccountShut, c.Outcome));
        Assert.Equal(SignInOutcome.Suspended, (await _cluster.SignInAsync(user.Id)).Outcome);

        await administrators.ChangeAsync(user.Id, new AccountChange(UserStatus.Active), Accounts.Origin);
        Assert.All(await CheckAsync(sessions), c => Assert.Equal(SessionOutcome.Valid, c.Outcome));
    }

    [Fact]
    public async Task A_session_whose_row_could_not_go_has_ended_once_all_the_same()
    {
        var (_, sessions) = await SignedInAsync(devices: 1);
        var session = _cluster.Grains.GetSession(sessions[0].SessionId);
        // That it has ended is written; that its row goes is not.
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => session.RevokeAsync("revoked", Accounts.Origin));

        Assert.False(await session.RevokeAsync("revoked", Accounts.Origin));

        Assert.Single(_cluster.Storage.Events, e => e.Type == "session.end" && e.Chain == sessions[0].SessionId);
        Assert.DoesNotContain(sessions[0].SessionId, _cluster.Storage.Stored("session"));
    }

    [Fact]
    public async Task A_session_whose_end_was_stored_and_seemed_not_to_be_has_ended()
    {
        var (_, sessions) = await SignedInAsync(devices: 1);
        _cluster.Storage.LoseAnswerNumber(1);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.Grains.GetSession(sessions[0].SessionId).RevokeAsync("logout", Accounts.Origin));

        Assert.Equal(SessionOutcome.Ended, (await CheckAsync(sessions))[0].Outcome);
    }

    [Fact]
    public async Task The_clients_of_every_silo_see_it_on_their_next_request()
    {
        var nodes = _cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IGrainFactory>()).ToArray();
        Assert.Equal(2, nodes.Length);
        var (suspended, shut) = await SignedInAsync(devices: 4);
        var (changed, ended) = await SignedInAsync(devices: 4);
        var (deleted, gone) = await SignedInAsync(devices: 4);

        await nodes[0].GetAdministrators().ChangeAsync(suspended.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin);
        await nodes[0].GetUserPassword(changed.Id).ChangeAsync(Accounts.RightPassword, "another lantern over cold water", null, Accounts.Origin);
        await nodes[1].GetAdministrators().DeleteAsync(deleted.Id, Accounts.Origin);

        foreach (var node in nodes)
        {
            Assert.All(await CheckAsync(node, shut), c => Assert.Equal(SessionOutcome.AccountShut, c.Outcome));
            Assert.All(await CheckAsync(node, [.. ended, .. gone]), c => Assert.Equal(SessionOutcome.Ended, c.Outcome));
        }
    }

    [Fact]
    public async Task New_roles_are_in_every_session_at_once()
    {
        var (user, sessions) = await SignedInAsync(devices: 4);

        await _cluster.Grains.GetAdministrators().ChangeAsync(user.Id, new AccountChange(Roles: ["user", "auditor"]), Accounts.Origin);

        Assert.All(await CheckAsync(sessions), c => Assert.Equal(["user", "auditor"], c.Roles));
    }

    [Fact]
    public async Task A_session_that_logged_out_is_not_counted_among_those_that_are_ended()
    {
        var (user, sessions) = await SignedInAsync(devices: 3);
        await _cluster.Grains.GetSession(sessions[0].SessionId).RevokeAsync("logout", Accounts.Origin);

        var count = await _cluster.Grains.GetUserSessions(user.Id).RevokeAllAsync(sessions[2].SessionId, Accounts.Origin);

        Assert.Equal(1, count);
        Assert.Contains("\"count\":\"1\"", _cluster.Storage.Events.Single(e => e.Type == "user.revoke_sessions").Personal!.Detail, StringComparison.Ordinal);
        Assert.Equal([sessions[2].SessionId], (await _cluster.Grains.GetUserSessions(user.Id).ListAsync()).Select(s => s.Id));
    }

    [Fact]
    public async Task A_password_change_ends_every_session_but_its_own()
    {
        var (user, sessions) = await SignedInAsync(devices: 4);

        var changed = await _cluster.Grains.GetUserPassword(user.Id)
            .ChangeAsync(Accounts.RightPassword, "another lantern over water", sessions[0].SessionId, Accounts.Origin);

        Assert.Equal(PasswordOutcome.Done, changed.Outcome);
        var checks = await CheckAsync(sessions);
        Assert.Equal(SessionOutcome.Valid, checks[0].Outcome);
        Assert.All(checks[1..], c => Assert.Equal(SessionOutcome.Ended, c.Outcome));
        Assert.Equal(SignInOutcome.InvalidCredentials, (await _cluster.SignInAsync(user.Id)).Outcome);
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id, "another lantern over water")).Outcome);
    }

    [Fact]
    public async Task A_reset_ends_every_session_and_its_token_is_good_once()
    {
        var (user, sessions) = await SignedInAsync(devices: 2);
        var passwords = _cluster.Grains.GetUserPassword(user.Id);
        await passwords.RequestResetAsync(Accounts.Origin);
        var token = _cluster.MailedToken(user.Email);

        Assert.Equal(PasswordOutcome.Done, (await passwords.ResetAsync(token, "another lantern over water", Accounts.Origin)).Outcome);

        Assert.All(await CheckAsync(sessions), c => Assert.Equal(SessionOutcome.Ended, c.Outcome));
        Assert.Equal(PasswordOutcome.InvalidToken, (await passwords.ResetAsync(token, "a third lantern over water", Accounts.Origin)).Outcome);
    }

    [Fact]
    public async Task A_reset_token_is_bad_after_ten_minutes()
    {
        var user = await _cluster.RegisterAsync();
        var passwords = _cluster.Grains.GetUserPassword(user.Id);
        await passwords.RequestResetAsync(Accounts.Origin);
        var token = _cluster.MailedToken(user.Email);

        _cluster.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(PasswordOutcome.InvalidToken, (await passwords.ResetAsync(token, "another lantern over water", Accounts.Origin)).Outcome);
    }

    [Fact]
    public async Task Deletion_ends_every_session_and_frees_the_address()
    {
        var (user, sessions) = await SignedInAsync(devices: 3);

        var deleted = await _cluster.Grains.GetAdministrators().DeleteAsync(user.Id, Accounts.Origin);

        Assert.Equal(AdministrationOutcome.Done, deleted.Outcome);
        Assert.All(await CheckAsync(sessions), c => Assert.Equal(SessionOutcome.Ended, c.Outcome));
        Assert.NotEqual(user.Id, (await _cluster.RegisterAsync(Accounts.Parse(user.Email))).Id);
    }

    [Fact]
    public async Task The_oldest_session_gives_way_when_there_are_too_many()
    {
        await using var cluster = await GrainCluster.StartAsync(options: [KeyValuePair.Create<string, string?>("Sessions:MaxPerUser", "2")]);
        var user = await cluster.RegisterAsync();
        var tokens = new List<TokenPair>();

        for (var i = 0; i < 3; i++)
        {
            tokens.Add((await cluster.SignInAsync(user.Id)).Tokens!);
            cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var kept = await cluster.Grains.GetUserSessions(user.Id).ListAsync();
        Assert.Equal([tokens[2].SessionId, tokens[1].SessionId], kept.Select(s => s.Id));
        Assert.Equal(SessionOutcome.Ended, (await cluster.Grains.GetSession(tokens[0].SessionId).CheckAsync()).Outcome);
        Assert.Contains("too_many_sessions", cluster.Storage.Events.Last(e => e.Chain == tokens[0].SessionId).Personal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_has_ended_already_takes_no_room()
    {
        await using var cluster = await GrainCluster.StartAsync(options: [KeyValuePair.Create<string, string?>("Sessions:MaxPerUser", "2")]);
        var user = await cluster.RegisterAsync();
        var laptop = (await cluster.SignInAsync(user.Id)).Tokens!;

        for (var i = 0; i < 3; i++)
        {
            var phone = (await cluster.SignInAsync(user.Id)).Tokens!;
            await cluster.Grains.GetSession(phone.SessionId).RevokeAsync("logout", Accounts.Origin);
        }

        Assert.Equal(SessionOutcome.Valid, (await cluster.Grains.GetSession(laptop.SessionId).CheckAsync()).Outcome);
    }

    [Fact]
    public async Task Sessions_are_told_in_the_end_although_a_crash_came_before_they_were()
    {
        var (user, sessions) = await SignedInAsync(devices: 1);

        // The account's own write succeeds, the session's fails: the answer is an error, and the account knows that it owes.
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            _cluster.Grains.GetAdministrators().ChangeAsync(user.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin));
        await _cluster.DeactivateAsync(_cluster.Grains.GetUser(user.Id));

        await _cluster.Grains.GetUser(user.Id).GetProfileAsync();

        Assert.Equal(SessionOutcome.AccountShut, (await CheckAsync(sessions))[0].Outcome);
    }

    private async Task<(UserProfile User, TokenPair[] Sessions)> SignedInAsync(int devices)
    {
        var user = await _cluster.RegisterAsync();
        var sessions = await Task.WhenAll(Enumerable.Range(0, devices).Select(_ => _cluster.SignInAsync(user.Id)));
        return (user, [.. sessions.Select(s => s.Tokens!)]);
    }

    private Task<SessionCheck[]> CheckAsync(TokenPair[] sessions) => CheckAsync(_cluster.Grains, sessions);

    private static Task<SessionCheck[]> CheckAsync(IGrainFactory grains, TokenPair[] sessions) =>
        Task.WhenAll(sessions.Select(s => grains.GetSession(s.SessionId).CheckAsync()));
}
