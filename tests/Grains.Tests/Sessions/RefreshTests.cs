using Actors.Sessions;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Users;

namespace Actors.Tests.Sessions;

public sealed class RefreshTests : IAsyncLifetime
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_refresh_gives_another_pair_of_the_same_session()
    {
        var first = await SignInAsync();
        var second = await RefreshAsync(first);

        Assert.Equal(RefreshOutcome.Refreshed, second.Outcome);
        Assert.Equal(first.SessionId, second.Tokens!.SessionId);
        Assert.NotEqual(first.RefreshToken, second.Tokens.RefreshToken);
        Assert.NotEqual(first.AccessToken, second.Tokens.AccessToken);
    }

    [Fact]
    public async Task A_hundred_racing_refreshes_of_one_token_give_one_child()
    {
        var first = await SignInAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RefreshAsync(first)));

        Assert.Single(results.Select(r => r.Tokens).Distinct());
    }

    [Fact]
    public async Task The_same_token_gives_the_same_pair_until_the_grace_period_ends()
    {
        var first = await SignInAsync();
        var child = await RefreshAsync(first);

        _cluster.Clock.Advance(Grace);

        Assert.Equal(child, await RefreshAsync(first));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_no_grace_period_longer()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var user = await cluster.RegisterAsync();
        var first = (await cluster.SignInAsync(user.Id)).Tokens!;
        var session = cluster.Grains.GetSession(first.SessionId);
        await session.RefreshAsync(first.RefreshToken, Accounts.Origin);

        cluster.Clock.SetBack(TimeSpan.FromHours(1));
        cluster.Clock.Advance(Grace + TimeSpan.FromSeconds(1));

        Assert.NotEqual(RefreshOutcome.Refreshed, (await session.RefreshAsync(first.RefreshToken, Accounts.Origin)).Outcome);
    }

    [Fact]
    public async Task The_grace_period_of_a_rotation_whose_write_was_stored_and_seemed_to_fail_begins_when_that_is_found_out()
    {
        var first = await SignInAsync();
        var second = (await RefreshAsync(first)).Tokens!;
        _cluster.Storage.LoseAnswerNumber(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => RefreshAsync(second));
        _cluster.Clock.Advance(2 * Grace);

        var child = await RefreshAsync(second);
        Assert.Equal(RefreshOutcome.Refreshed, child.Outcome);
        Assert.NotEqual(second.RefreshToken, child.Tokens!.RefreshToken);
        _cluster.Clock.Advance(Grace);
        Assert.Equal(child, await RefreshAsync(second));
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(RefreshOutcome.Reused, (await RefreshAsync(second)).Outcome);
    }

    [Fact]
    public async Task A_spent_token_ends_the_session_after_the_grace_period()
    {
        var first = await SignInAsync();
        var child = await RefreshAsync(first);
        _cluster.Clock.Advance(Grace + TimeSpan.FromMilliseconds(1));

        Assert.Equal(RefreshOutcome.Reused, (await RefreshAsync(first)).Outcome);

        Assert.Equal(SessionOutcome.Ended, (await _cluster.Grains.GetSession(first.SessionId).CheckAsync()).Outcome);
        Assert.Equal(RefreshOutcome.Invalid, (await RefreshAsync(child.Tokens!)).Outcome);
        Assert.Contains(_cluster.Storage.Events, e => e is { Type: "session.refresh", Outcome: "refresh_reused" } && e.Chain == first.SessionId);
    }

    [Fact]
    public async Task A_grandparent_is_spent_even_within_the_grace_period()
    {
        var first = await SignInAsync();
        await RefreshAsync((await RefreshAsync(first)).Tokens!);

        Assert.Equal(RefreshOutcome.Reused, (await RefreshAsync(first)).Outcome);
    }

    [Fact]
    public async Task The_pair_is_the_same_after_the_silo_that_gave_it_was_killed()
    {
        await using var cluster = await GrainCluster.StartAsync(silos: 2);
        var user = await cluster.RegisterAsync();
        var first = (await cluster.SignInAsync(user.Id)).Tokens!;
        var session = cluster.Grains.GetSession(first.SessionId);
        var child = await session.RefreshAsync(first.RefreshToken, Accounts.Origin);

        await cluster.KillHostOfAsync(session);

        var again = await session.RefreshAsync(first.RefreshToken, Accounts.Origin);
        Assert.Equal(child.Tokens!.RefreshToken, again.Tokens!.RefreshToken);
    }

    [Fact]
    public async Task A_token_with_another_proof_generation_or_session_is_nobodys()
    {
        var one = await SignInAsync();
        var other = await SignInAsync();
        Assert.True(RefreshTokenText.TryParse(one.RefreshToken, out var token));
        Assert.True(RefreshTokenText.TryParse(other.RefreshToken, out var foreign));

        foreach (var forged in new[]
        {
            token with { Proof = foreign.Proof },
            token with { Generation = 1 },
            token with { Generation = -1 },
            token with { Proof = "" },
            foreign with { Proof = token.Proof },
        })
        {
            Assert.Equal(RefreshOutcome.Invalid, (await _cluster.Grains.GetSession(forged.SessionId).RefreshAsync(forged.ToString(), Accounts.Origin)).Outcome);
        }

        Assert.Equal(RefreshOutcome.Refreshed, (await RefreshAsync(one)).Outcome);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_made_up_session_is_not_stored_and_leaves_memory()
    {
        var known = await SignInAsync();
        Assert.True(RefreshTokenText.TryParse(known.RefreshToken, out var token));
        var writes = _cluster.Storage.Writes;
        var unknown = Enumerable.Range(0, 200).Select(_ => token with { SessionId = Ids.New(Ids.Session, _cluster.Clock.GetUtcNow()) }).ToArray();

        await Task.WhenAll(unknown.Select((madeUp, n) => AskAsync(madeUp, n % 3)));

        Assert.Equal(writes, _cluster.Storage.Writes);
        Assert.Contains(known.SessionId, await _cluster.KeysInMemoryAsync());

        // Leaving is a turn of its own.
        await Eventually.IsAsync(async () => !unknown.Select(u => u.SessionId).Intersect(await _cluster.KeysInMemoryAsync()).Any(), "they leave memory");
    }

    [Fact]
    public async Task A_session_that_is_not_refreshed_ends_when_its_token_expires()
    {
        var first = await SignInAsync();

        _cluster.Clock.Advance(TimeSpan.FromDays(14));

        Assert.Equal(RefreshOutcome.Invalid, (await RefreshAsync(first)).Outcome);
        Assert.Equal(SessionOutcome.Ended, (await _cluster.Grains.GetSession(first.SessionId).CheckAsync()).Outcome);
    }

    [Fact]
    public async Task Tokens_of_a_second_are_refreshed_within_it_and_end_with_it()
    {
        var lifetimes = new Dictionary<string, string?> { ["Tokens:AccessLifetime"] = "00:00:01", ["Tokens:RefreshLifetime"] = "00:00:01" };
        await using var cluster = await GrainCluster.StartAsync(options: lifetimes);
        var first = (await cluster.SignInAsync((await cluster.RegisterAsync()).Id)).Tokens!;
        var session = cluster.Grains.GetSession(first.SessionId);

        cluster.Clock.Advance(TimeSpan.FromMilliseconds(999));
        var second = (await session.RefreshAsync(first.RefreshToken, Accounts.Origin)).Tokens!;
        Assert.Equal((1, 1), (first.ExpiresIn, second.ExpiresIn));

        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RefreshOutcome.Invalid, (await session.RefreshAsync(second.RefreshToken, Accounts.Origin)).Outcome);
        Assert.Equal(SessionOutcome.Ended, (await session.CheckAsync()).Outcome);
    }

    [Fact]
    public async Task A_session_ends_ninety_days_after_it_began_however_often_it_is_refreshed()
    {
        var pair = await SignInAsync();

        for (var day = 12; day < 90; day += 12)
        {
            _cluster.Clock.Advance(TimeSpan.FromDays(12));
            pair = (await RefreshAsync(pair)).Tokens!;
        }

        _cluster.Clock.Advance(TimeSpan.FromDays(6) - TimeSpan.FromSeconds(1));
        var last = await RefreshAsync(pair);
        Assert.Equal(RefreshOutcome.Refreshed, last.Outcome);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RefreshOutcome.Invalid, (await RefreshAsync(last.Tokens!)).Outcome);
        Assert.Equal(SessionOutcome.Ended, (await _cluster.Grains.GetSession(pair.SessionId).CheckAsync()).Outcome);
    }

    private async Task<TokenPair> SignInAsync() => (await _cluster.SignInAsync((await _cluster.RegisterAsync()).Id)).Tokens!;

    private Task<RefreshResult> RefreshAsync(TokenPair pair) =>
        _cluster.Grains.GetSession(pair.SessionId).RefreshAsync(pair.RefreshToken, Accounts.Origin);

    private Task AskAsync(RefreshTokenText token, int way)
    {
        var session = _cluster.Grains.GetSession(token.SessionId);

        return way switch
        {
            0 => session.RefreshAsync(token.ToString(), Accounts.Origin),
            1 => session.DescribeRefreshAsync(token.ToString()),
            _ => session.OwnsAsync(token.ToString()),
        };
    }
}
