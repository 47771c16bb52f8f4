using Actors.Api.Tokens;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Actors.Tests.Tokens;

/// <summary>What a node goes by while the key ring cannot be asked.</summary>
public sealed class SigningKeysTests : IAsyncLifetime
{
    private readonly Outage _outage = new();
    private GrainCluster _cluster = null!;
    private SigningKeys _keys = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(services: services => services.AddSingleton<IIncomingGrainCallFilter>(_outage));
        _keys = new SigningKeys(_cluster.Grains, new VerifiedTokens(_cluster.Clock), _cluster.Clock);
    }

    public ValueTask DisposeAsync()
    {
        _keys.Dispose();
        return _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData(40)]
    [InlineData(6 * 60)]
    public async Task Known_keys_verify_on_and_are_published_and_an_unknown_one_is_not_taken_for_a_bad_one(int seconds)
    {
        var ring = await _keys.RefreshAsync();
        _outage.Failure = new TimeoutException("The test said so.");
        _cluster.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.True(await _keys.KnowAsync(ring.Keys[0].Kid));
        Assert.Same(ring, await _keys.RingAsync());
        await Assert.ThrowsAsync<TimeoutException>(async () => await _keys.KnowAsync("another"));
    }

    [Fact]
    public async Task No_key_of_a_ring_under_another_master_key_verifies_until_it_is_read_again()
    {
        var kid = (await _keys.RefreshAsync()).Keys[0].Kid;
        _outage.Failure = new MasterKeyException("The test said so.");

        await Assert.ThrowsAsync<MasterKeyException>(_keys.RefreshAsync);
        await Assert.ThrowsAsync<MasterKeyException>(async () => await _keys.KnowAsync(kid));

        _outage.Failure = null;
        Assert.True(await _keys.KnowAsync(kid));
    }

    /// <summary>Between everybody and the key ring.</summary>
    private sealed class Outage : IIncomingGrainCallFilter
    {
        public Exception? Failure { get; set; }

        public Task Invoke(IIncomingGrainCallContext context) =>
            Failure is { } failure && context.Grain is IKeyRingGrain ? Task.FromException(failure) : context.Invoke();
    }
}
