using System.Collections.Immutable;
using Actors.Settings;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

/// <summary>A silo that is thought lost and makes a document: a row of its own, with which no other's write conflicts.</summary>
public sealed class LateSettingsTests : IAsyncLifetime
{
    private readonly string _user = NewUser();
    private readonly TestStorage _rows = new();
    private readonly HeldWrites _late;
    private readonly HeldWrites _timely;
    private GrainCluster _lost = null!;
    private GrainCluster _present = null!;

    public LateSettingsTests() => (_late, _timely) = (new HeldWrites(_rows), new HeldWrites(_rows));

    public async ValueTask InitializeAsync()
    {
        _lost = await GrainCluster.StartAsync(services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _late));
        _present = await GrainCluster.StartAsync(services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _timely));
    }

    public async ValueTask DisposeAsync()
    {
        await _lost.DisposeAsync();
        await _present.DisposeAsync();
    }

    [Fact]
    public async Task A_document_that_is_made_while_its_account_is_erased_goes_again()
    {
        var late = await BeginLateAsync();

        await new SettingsUserData().EraseAsync(_present.Grains, _user, RequestOrigin.System);
        _late.Release();

        Assert.Equal(SettingsWriteOutcome.TooManyPersonas, (await late).Outcome);
        Assert.Empty(_rows.Stored("settings"));
    }

    [Fact]
    public async Task An_erasure_finds_a_document_that_was_made_since_it_was_last_looked_for()
    {
        Assert.Null(await Document(_present).TextAsync());
        await Document(_lost).PutAsync("{}");

        await new SettingsUserData().EraseAsync(_present.Grains, _user, RequestOrigin.System);

        Assert.Empty(_rows.Stored("settings"));
    }

    [Fact]
    public async Task A_name_that_is_given_back_while_its_document_is_made_is_taken_again()
    {
        var late = await BeginLateAsync();

        Assert.Null(await Document(_present).DescribeAsync());
        Assert.Empty(TakenNames());
        _late.Release();

        Assert.Equal(SettingsWriteOutcome.Created, (await late).Outcome);
        Assert.Equal(["a"], TakenNames());
    }

    [Fact]
    public async Task Whoever_gives_a_name_back_finds_the_document_that_was_made_meanwhile()
    {
        var late = await BeginLateAsync();
        _timely.HoldBack("personas");
        var description = Document(_present).DescribeAsync();
        await _timely.ReachedAsync();

        // It looks at its name before that is given back.
        _late.Release();
        await late;
        _timely.Release();

        Assert.Equal(1, (await description)!.Version);
        Assert.Equal(["a"], TakenNames());
    }

    private async Task<Task<SettingsWritten>> BeginLateAsync()
    {
        _late.HoldBack("settings");
        var late = Document(_lost).PutAsync("{}");
        await _late.ReachedAsync();
        return late;
    }

    private ImmutableHashSet<string> TakenNames() => Assert.Single(_rows.Rows<PersonaIndexState>("personas")).State.Taken;

    private ISettingsGrain Document(GrainCluster cluster) => cluster.Grains.GetSettings(_user, "a");
}
