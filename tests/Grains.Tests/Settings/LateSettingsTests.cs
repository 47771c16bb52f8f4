using System.Collections.Immutable;
using Actors.Settings;
using Actors.Testing;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

/// <summary>A silo that is thought lost and makes a document: a row of its own, with which no other's write conflicts.</summary>
public sealed class LateSettingsTests : LostSiloTest
{
    private readonly string _user = NewUser();

    [Fact]
    public async Task A_document_that_is_made_while_its_account_is_erased_goes_again()
    {
        var late = await BeginLateAsync();

        await new SettingsUserData().EraseAsync(Present.Grains, _user, RequestOrigin.System);
        Late.Release();

        Assert.Equal(SettingsWriteOutcome.TooManyPersonas, (await late).Outcome);
        Assert.Empty(Rows.Stored("settings"));
    }

    [Fact]
    public async Task An_erasure_finds_a_document_that_was_made_since_it_was_last_looked_for()
    {
        Assert.Null(await Document(Present).TextAsync());
        await Document(Lost).PutAsync("{}");

        await new SettingsUserData().EraseAsync(Present.Grains, _user, RequestOrigin.System);

        Assert.Empty(Rows.Stored("settings"));
    }

    [Fact]
    public async Task A_name_that_is_given_back_while_its_document_is_made_is_taken_again()
    {
        var late = await BeginLateAsync();

        Assert.Null(await Document(Present).DescribeAsync());
        Assert.Empty(TakenNames());
        Late.Release();

        Assert.Equal(SettingsWriteOutcome.Created, (await late).Outcome);
        Assert.Equal(["a"], TakenNames());
    }

    [Fact]
    public async Task Whoever_gives_a_name_back_finds_the_document_that_was_made_meanwhile()
    {
        var late = await BeginLateAsync();
        Timely.HoldBack("personas");
        var description = Document(Present).DescribeAsync();
        await Timely.ReachedAsync();

        // It looks at its name before that is given back.
        Late.Release();
        await late;
        Timely.Release();

        Assert.Equal(1, (await description)!.Version);
        Assert.Equal(["a"], TakenNames());
    }

    private async Task<Task<SettingsWritten>> BeginLateAsync()
    {
        Late.HoldBack("settings");
        var late = Document(Lost).PutAsync("{}");
        await Late.ReachedAsync();
        return late;
    }

    private ImmutableHashSet<string> TakenNames() => Assert.Single(Rows.Rows<PersonaIndexState>("personas")).State.Taken;

    private ISettingsGrain Document(GrainCluster cluster) => cluster.Grains.GetSettings(_user, "a");
}
