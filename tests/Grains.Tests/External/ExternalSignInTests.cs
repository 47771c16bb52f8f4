using Actors.External;
using Actors.Testing;

namespace Actors.Tests.External;

public sealed class ExternalSignInTests : IAsyncLifetime
{
    private static readonly PendingSignIn Pending = new("google", "browser", "nonce", "verifier", "http://127.0.0.1/callback");
    private static readonly HeldSignIn Held = new("usr_00000000000000000000000000000001", new ExternalIdentity("https://issuer.example", "1"));

    private GrainCluster _cluster = null!;
    private IExternalSignInGrain _signIn = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _signIn = _cluster.Grains.GetExternalSignIn(Guid.NewGuid().ToString("N"));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task What_was_begun_is_taken_once_however_many_try()
    {
        await _signIn.BeginAsync(Pending);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _signIn.TakeAsync("browser")));

        Assert.Equal(Pending, Assert.Single(taken, t => t is not null));
    }

    [Fact]
    public async Task Another_browser_takes_nothing_and_spends_nothing()
    {
        await _signIn.BeginAsync(Pending);

        Assert.Null(await _signIn.TakeAsync("another"));
        Assert.Equal(Pending, await _signIn.TakeAsync("browser"));
    }

    [Fact]
    public async Task After_ten_minutes_it_is_too_late()
    {
        await _signIn.BeginAsync(Pending);
        _cluster.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(await _signIn.TakeAsync("browser"));
    }

    [Fact]
    public async Task Nothing_is_stored()
    {
        await _signIn.BeginAsync(Pending);

        Assert.Equal(0, _cluster.Storage.Writes);
    }

    [Fact]
    public async Task Who_owes_a_second_factor_is_held_for_the_same_browser_until_the_end()
    {
        await _signIn.BeginAsync(Pending);
        await _signIn.TakeAsync("browser");
        await _signIn.HoldAsync(Held);

        Assert.Null(await _signIn.GetHeldAsync("another"));
        Assert.Equal(Held, await _signIn.GetHeldAsync("browser"));
        Assert.Equal(Held, await _signIn.GetHeldAsync("browser"));

        await _signIn.EndAsync();
        Assert.Null(await _signIn.GetHeldAsync("browser"));
    }
}
