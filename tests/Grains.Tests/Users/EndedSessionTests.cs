using Actors.ApiKeys;
using Actors.Sessions;
using Actors.Testing;
using Actors.Tests.Mfa;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What a session asks for that ended after the request was let in: its call waited while the account ended the session.</summary>
public sealed class EndedSessionTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly GrainCluster _cluster = fixture.Cluster;

    public static TheoryData<string> Requests => [.. Asks.Keys];

    private static Dictionary<string, Func<GrainCluster, string, RequestOrigin, Task>> Asks { get; } = new()
    {
        ["email"] = (cluster, user, origin) => cluster.Grains.GetUserEmail(user).RequestChangeAsync(Accounts.NewEmail(), origin),
        ["key"] = (cluster, user, origin) => cluster.Grains.GetUserApiKeys(user).CreateKeyAsync("late", [Scopes.AccountRead], null, origin),
        ["totp"] = (cluster, user, origin) => cluster.Grains.GetUserMfa(user).BeginTotpAsync(origin),
        ["confirm"] = (cluster, user, origin) => cluster.Grains.GetUserMfa(user).ConfirmTotpAsync("000000", origin),
        ["remove"] = (cluster, user, origin) => cluster.Grains.GetUserMfa(user).RemoveTotpAsync(origin),
        ["codes"] = (cluster, user, origin) => cluster.Grains.GetUserMfa(user).RenewRecoveryCodesAsync(origin),
        ["unlink"] = (cluster, user, origin) => cluster.Grains.GetUserExternal(user).UnlinkAsync("idn_0", origin),
        ["sessions"] = (cluster, user, origin) => cluster.Grains.GetUserSessions(user).RevokeAllAsync(null, origin),
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Is_refused_and_changes_nothing(string request)
    {
        var user = await _cluster.RegisterAsync();
        var thief = await SignInAsync(user.Id);
        await ResetAsync(user);
        var before = _cluster.Storage.Events.Count;

        await Assert.ThrowsAsync<SessionEndedException>(() => Asks[request](_cluster, user.Id, thief));

        Assert.Equal(before, _cluster.Storage.Events.Count);
        Assert.Empty(await _cluster.Grains.GetUserApiKeys(user.Id).ListKeysAsync());
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Is_refused_and_changes_nothing_where_the_account_was_suspended(string request)
    {
        var user = await _cluster.RegisterAsync();
        var owner = await SignInAsync(user.Id);
        await _cluster.Grains.GetUserAdministration(user.Id).ChangeAsync(new AccountChange(UserStatus.Suspended), Accounts.Origin);
        var before = _cluster.Storage.Events.Count;

        await Assert.ThrowsAsync<SessionEndedException>(() => Asks[request](_cluster, user.Id, owner));

        Assert.Equal(before, _cluster.Storage.Events.Count);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Of_a_session_that_goes_on_it_is_heard(string request)
    {
        var user = await _cluster.RegisterAsync();
        var owner = await SignInAsync(user.Id);

        await Asks[request](_cluster, user.Id, owner);
    }

    [Fact]
    public async Task What_an_administrator_asks_for_another_account_is_no_session_of_that_account()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.EnrolAsync(user.Id);
        var admin = Accounts.Origin with { ActorId = "usr_00000000000000000000000000000001", SessionId = "ses_1" };

        Assert.True(await _cluster.Grains.GetUserMfa(user.Id).RemoveTotpAsync(admin));
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("reuse")]
    public async Task A_change_of_address_ends_with_the_session_that_asked_for_it(string how)
    {
        var (user, next) = (await _cluster.RegisterAsync(), Accounts.NewEmail());
        var tokens = await TokensAsync(user.Id);
        var thief = OriginOf(user.Id, tokens);
        await _cluster.Grains.GetUserEmail(user.Id).RequestChangeAsync(next, thief);
        var token = _cluster.MailedToken(next.Display);
        var session = _cluster.Grains.GetSession(thief.SessionId!);
        Assert.NotNull(await _cluster.Grains.GetUserEmail(user.Id).FindChangeAsync(token));

        if (how == "logout")
        {
            await session.RevokeAsync("logout", thief);
        }
        else
        {
            var second = await session.RefreshAsync(tokens.RefreshToken, Accounts.Origin);
            await session.RefreshAsync(second.Tokens!.RefreshToken, Accounts.Origin);
            Assert.Equal(RefreshOutcome.Reused, (await session.RefreshAsync(tokens.RefreshToken, Accounts.Origin)).Outcome);
        }

        Assert.Null(await _cluster.Grains.GetUserEmail(user.Id).FindChangeAsync(token));
        Assert.Equal(EmailOutcome.InvalidToken, await _cluster.Grains.GetLoginName(next).MoveToAsync(user.Id, token, Accounts.Origin));
    }

    [Fact]
    public async Task Nobody_is_said_to_have_ended_the_sessions_where_nobody_was_signed_in()
    {
        var user = await _cluster.RegisterAsync();
        await SignInAsync(user.Id);

        await ResetAsync(user);

        var entries = _cluster.Storage.Events.Where(entry => entry.UserId == user.Id).ToList();
        Assert.Equal(user.Id, Assert.Single(entries, entry => entry.Type == "session.start").ActorId);
        Assert.Null(Assert.Single(entries, entry => entry.Type == "session.end").ActorId);
    }

    private async Task ResetAsync(UserProfile user)
    {
        var passwords = _cluster.Grains.GetUserPassword(user.Id);
        await passwords.RequestResetAsync(Accounts.Origin);
        var reset = await passwords.ResetAsync(_cluster.MailedToken(user.Email), "another lantern over cold water", Accounts.Origin);
        Assert.Equal(PasswordOutcome.Done, reset.Outcome);
    }

    private async Task<RequestOrigin> SignInAsync(string userId) => OriginOf(userId, await TokensAsync(userId));

    private async Task<TokenPair> TokensAsync(string userId) => (await _cluster.SignInAsync(userId)).Tokens!;

    private static RequestOrigin OriginOf(string userId, TokenPair tokens) => Accounts.Origin with { ActorId = userId, SessionId = tokens.SessionId };
}
