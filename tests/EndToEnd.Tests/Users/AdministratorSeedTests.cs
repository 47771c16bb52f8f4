using Actors.Silo.Users;
using Actors.Storage;
using Actors.Testing;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Actors.Tests.Users;

/// <summary>What becomes of the first administrator when the cluster does not answer at once.</summary>
public sealed class AdministratorSeedTests : IAsyncLifetime
{
    private const string Email = "first@example.org";

    private readonly FailingSeed _seed = new();
    private readonly StringWriter _shown = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() =>
        _cluster = await GrainCluster.StartAsync(services: services => services.AddSingleton<IIncomingGrainCallFilter>(_seed));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_seeding_that_fails_is_made_again()
    {
        _seed.FailWith(new TimeoutException(), new SiloUnavailableException(), new InconsistentStateException("There were two."));

        await StartAsync();

        Assert.Equal(4, _seed.Tries);
        Assert.Contains(Email, _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_of_an_administrator_whose_making_was_not_answered_is_shown()
    {
        _seed.FailWith(new TimeoutException());
        _seed.AreAnswersLost = true;

        await StartAsync();

        Assert.Equal(2, _seed.Tries);
        Assert.Contains("password  ", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_another_silo_was_faster_nothing_is_shown()
    {
        await StartAsync();
        _shown.GetStringBuilder().Clear();
        _seed.FailWith(new TimeoutException());

        await StartAsync();

        Assert.Equal("", _shown.ToString());
    }

    [Fact]
    public async Task A_seeding_that_fails_again_and_again_ends_the_start()
    {
        _seed.FailWith([.. Enumerable.Repeat(new TimeoutException(), 10)]);

        await Assert.ThrowsAsync<TimeoutException>(() => StartAsync());

        Assert.Equal(10, _seed.Tries);
    }

    [Fact]
    public async Task A_store_that_cannot_answer_ends_the_start()
    {
        _seed.FailWith(new StorageUnavailableException("The disk is full."));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => StartAsync());

        Assert.Equal(1, _seed.Tries);
    }

    private Task StartAsync()
    {
        var options = Options.Create(new AdministratorOptions { Email = Email });
        var seed = new AdministratorSeed(_cluster.Grains, options, new HastyClock(), NullLogger<AdministratorSeed>.Instance) { Output = _shown };
        return seed.StartAsync(CancellationToken.None);
    }

    /// <summary>Fails the seeding so, one try after the other: before it is done, or when it was.</summary>
    private sealed class FailingSeed : IIncomingGrainCallFilter
    {
        private readonly Queue<Exception> _failures = new();

        public bool AreAnswersLost { get; set; }

        public int Tries { get; private set; }

        public void FailWith(params IEnumerable<Exception> failures)
        {
            foreach (var failure in failures)
            {
                _failures.Enqueue(failure);
            }
        }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.DeclaringType != typeof(IAdministratorsGrain))
            {
                await context.Invoke();
                return;
            }

            Tries++;

            if (!_failures.TryDequeue(out var failure))
            {
                await context.Invoke();
                return;
            }

            if (AreAnswersLost)
            {
                await context.Invoke();
            }

            throw failure;
        }
    }
}
