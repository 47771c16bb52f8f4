using System.Text.Json;
using Actors.Silos;
using Actors.Testing;
using Actors.Tests.Users;

namespace Actors.Tests.Silos;

public sealed class InspectorTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;

    private IInspectorGrain Inspector => _cluster.Grains.GetInspector();

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(silos: 2);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Silos_tell_of_themselves()
    {
        await _cluster.RegisterAsync();

        var silos = await ReportedAsync();

        Assert.Equal(_cluster.Silos.Select(silo => silo.SiloAddress.ToParsableString()).Order(StringComparer.Ordinal), silos.Select(silo => silo.Address));
        Assert.All(silos, silo => Assert.True(silo.Report is { MemoryBytes: > 0, HeapBytes: > 0 }));
        Assert.True(silos.Sum(silo => silo.Activations) > 0);
    }

    [Fact]
    public async Task A_silo_that_is_lost_is_not_told_of()
    {
        await _cluster.KillAsync(_cluster.Silos[1]);

        Assert.Equal(_cluster.Silos[0].SiloAddress.ToParsableString(), Assert.Single(await Inspector.ListSilosAsync()).Address);
    }

    [Fact]
    public async Task Types_tell_their_activations_and_the_calls_on_all_silos()
    {
        for (var i = 0; i < 8; i++)
        {
            await _cluster.RegisterAsync();
        }

        await ReportedAsync();
        var type = (await Inspector.ListTypesAsync()).Single(found => found.Type == "user");

        Assert.Equal((8, true), (type.Activations.Values.Sum(), type.IsStored));
        var create = type.Methods.Single(method => method.Method == "CreateAsync");
        Assert.Equal(("IUserGrain", 8L, 0L), (create.Interface, create.Calls, create.Errors));
    }

    [Fact]
    public async Task Calls_that_fail_are_counted_as_errors()
    {
        var user = await _cluster.RegisterAsync();
        _cluster.Storage.FailNextWrite();
        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => _cluster.Grains.GetUser(user.Id).RenameAsync("Ada", Accounts.Origin));

        await ReportedAsync();

        var rename = (await Inspector.ListTypesAsync()).Single(found => found.Type == "user").Methods.Single(method => method.Method == "RenameAsync");
        Assert.Equal((1L, 1L), (rename.Calls, rename.Errors));
    }

    [Fact]
    public async Task A_grain_is_found_by_its_key_with_its_secrets_masked()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.SignInAsync(user.Id);

        var found = (await Inspector.FindAsync("user", user.Id))!;

        Assert.Equal(await PlaceOfAsync(user.Id), found.Active!.Silo);
        Assert.Equal(_cluster.Clock.GetUtcNow(), found.Active.ActivatedAt);
        Assert.Equal(TimeSpan.Zero, found.Active.Wait);
        var state = JsonSerializer.Deserialize<JsonElement>(found.States["user"]);
        Assert.Equal((user.Email, "***"), (state.GetProperty("email_normalized").GetString(), state.GetProperty("password_hash").GetString()));
        Assert.DoesNotContain("$2", found.States["user"], StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9a-f]{64}", found.States["user"]);
    }

    [Fact]
    public async Task Looking_at_a_grain_does_not_wake_it()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.DeactivateAsync(_cluster.Grains.GetUser(user.Id));

        var found = (await Inspector.FindAsync("user", user.Id))!;

        Assert.Null(found.Active);
        Assert.Contains(user.Email, found.States["user"], StringComparison.Ordinal);
        Assert.Equal(0, await Management.GetGrainActivationCount((GrainReference)(object)_cluster.Grains.GetUser(user.Id)));
    }

    [Fact]
    public async Task The_inspector_looks_at_itself_and_at_workers_without_waiting()
    {
        Assert.NotNull((await Inspector.FindAsync("inspector", "inspector"))!.Active);
        Assert.Null((await Inspector.FindAsync("user-directory", "0"))!.Active);
        Assert.Null(await Inspector.FindAsync("no-such-type", "0"));
    }

    [Fact]
    public async Task A_grain_that_was_taken_out_of_memory_is_not_woken_by_a_look_at_it()
    {
        // Few of many have not left yet when they have answered.
        for (var i = 0; i < 60; i++)
        {
            var user = await _cluster.RegisterAsync();

            Assert.True(await Inspector.DeactivateAsync("user", user.Id, null, Accounts.Origin));
            Assert.Null((await Inspector.FindAsync("user", user.Id))!.Active);
        }
    }

    [Fact]
    public async Task A_grain_is_taken_out_of_memory_and_the_audit_log_says_so()
    {
        var user = await _cluster.RegisterAsync();

        Assert.True(await Inspector.DeactivateAsync("user", user.Id, "it hangs", Accounts.Origin with { ActorId = "usr_admin" }));
        Assert.Equal(user.Email, (await _cluster.Grains.GetUser(user.Id).GetProfileAsync())!.Email);

        var entry = Assert.Single(_cluster.Storage.Events, entry => entry.Type == "grain.deactivate");
        Assert.Equal("usr_admin", entry.ActorId);
        Assert.Equal($$"""{"type":"user","key":"{{user.Id}}","reason":"it hangs"}""", entry.Personal!.Detail);
        Assert.False(await Inspector.DeactivateAsync("user", "usr_nobody", null, Accounts.Origin));
        Assert.False(await Inspector.DeactivateAsync("user-directory", "0", null, Accounts.Origin));
    }

    [Fact]
    public async Task Active_grains_are_listed_by_key_in_pages()
    {
        var ids = new List<string>();

        for (var i = 0; i < 5; i++)
        {
            ids.Add((await _cluster.RegisterAsync()).Id);
        }

        var first = (await Inspector.ListActiveAsync("user", "usr_", 3, null))!;
        var second = (await Inspector.ListActiveAsync("user", "usr_", 3, first.NextCursor))!;

        Assert.Equal(ids.Order(StringComparer.Ordinal), first.Items.Concat(second.Items));
        Assert.Null(second.NextCursor);
        Assert.Empty((await Inspector.ListActiveAsync("user", "nobody", 3, null))!.Items);
        Assert.Null(await Inspector.ListActiveAsync("no-such-type", "", 3, null));
    }

    /// <summary>The silos, once each has told of what happened until now. A reporter that only begins waits for a second more.</summary>
    private async Task<IReadOnlyList<SiloDescription>> ReportedAsync()
    {
        var asked = _cluster.Clock.GetUtcNow();
        var asks = 0;

        return await Eventually.IsAsync(
            async () =>
            {
                // Seldom: what happened is forgotten after a minute.
                if (asks++ % 25 == 0)
                {
                    _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
                }

                return await Inspector.ListSilosAsync();
            },
            silos => silos.Length == _cluster.Silos.Count && silos.All(silo => silo.Report?.At > asked),
            "each silo has told");
    }

    private IManagementGrain Management => _cluster.Grains.GetGrain<IManagementGrain>(0);

    private async Task<string?> PlaceOfAsync(string userId) =>
        (await Management.GetActivationAddress(_cluster.Grains.GetUser(userId)))?.ToParsableString();
}
