using System.Collections.Immutable;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Actors.Tests.Storage;

public interface INoteGrain : IGrainWithStringKey
{
    Task<string> ReadAsync();

    Task WriteAsync(string text, string other = "");

    Task ClearAsync();

    Task ReloadAsync();

    Task<string> SeenWhenActivatedAsync();
}

public interface IHomelessGrain : IGrainWithStringKey
{
    Task PingAsync();
}

public interface ICustomGrain : IGrainWithStringKey
{
    Task<string> ReadAsync();

    Task WriteAsync(string text);
}

[GenerateSerializer, Immutable]
internal sealed record NoteState([property: Id(0)] ImmutableList<string> Lines)
{
    public NoteState()
        : this([])
    {
    }
}

internal sealed class NoteGrain(
    [PersistentState("note")] IPersistentState<NoteState> note,
    [PersistentState("other", "other")] IPersistentState<NoteState> other) : Grain, INoteGrain
{
    private string _seen = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _seen = Text;
        return Task.CompletedTask;
    }

    public Task<string> ReadAsync() => Task.FromResult(Text);

    public async Task WriteAsync(string text, string second)
    {
        note.State = new NoteState([text]);
        await note.WriteStateAsync();
        other.State = new NoteState([second]);
        await other.WriteStateAsync();
    }

    public Task ClearAsync() => note.ClearStateAsync();

    public Task ReloadAsync() => note.ReadStateAsync();

    public Task<string> SeenWhenActivatedAsync() => Task.FromResult(_seen);

    private string Text => $"{string.Join(",", note.State.Lines)}/{string.Join(",", other.State.Lines)} {note.RecordExists} {note.Etag is not null}";
}

internal sealed class HomelessGrain([PersistentState("x", "nowhere")] IPersistentState<NoteState> state) : Grain, IHomelessGrain
{
    public Task PingAsync() => Task.FromResult(state.State);
}

internal sealed class CustomGrain([PersistentState("c", "custom")] IPersistentState<NoteState> state) : Grain, ICustomGrain
{
    public Task<string> ReadAsync() => Task.FromResult(string.Join(",", state.State.Lines));

    public Task WriteAsync(string text)
    {
        state.State = new NoteState([text]);
        return state.WriteStateAsync();
    }
}

/// <summary>A storage whose failures the test sets, and which others may write to behind a grain's back.</summary>
internal sealed class CustomStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly Dictionary<string, (object? State, string ETag)> _slots = [];

    public Exception? FailReads { get; set; }

    public bool WasStarted { get; private set; }

    public void Set(GrainId grainId, object state) => _slots[grainId.ToString()] = (state, Keys.New());

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(CustomStorage), ServiceLifecycleStage.ApplicationServices, _ =>
        {
            WasStarted = true;
            return Task.CompletedTask;
        });

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        if (FailReads is { } exception)
        {
            throw exception;
        }

        if (_slots.TryGetValue(grainId.ToString(), out var slot))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = ((T)slot.State!, slot.ETag, true);
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        var stored = _slots.GetValueOrDefault(grainId.ToString()).ETag;
        if (stored != grainState.ETag)
        {
            throw new InconsistentStateException("changed", stored, grainState.ETag);
        }

        Set(grainId, grainState.State!);
        grainState.ETag = _slots[grainId.ToString()].ETag;
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();
}

public class PersistentStateTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task State_is_read_before_activation_and_outlives_it()
    {
        var grain = cluster.New<INoteGrain>();
        Assert.Equal("/ False False", await grain.SeenWhenActivatedAsync());

        await grain.WriteAsync("one", "two");
        Assert.Equal("one/two True True", await grain.ReadAsync());
        await cluster.Cluster.DeactivateAsync(grain);

        Assert.Equal("one/two True True", await grain.SeenWhenActivatedAsync());
    }

    [Fact]
    public async Task Clearing_removes_what_is_stored()
    {
        var grain = cluster.New<INoteGrain>();
        await grain.WriteAsync("one", "two");

        await grain.ClearAsync();
        Assert.StartsWith("/two False", await grain.ReadAsync(), StringComparison.Ordinal);
        await grain.WriteAsync("three");
        await grain.ReloadAsync();

        Assert.Equal("three/ True True", await grain.ReadAsync());
    }

    [Fact]
    public async Task Grains_and_slots_do_not_share_state()
    {
        var one = cluster.New<INoteGrain>();
        var two = cluster.New<INoteGrain>();

        await one.WriteAsync("one");

        Assert.Equal("/ False False", await two.ReadAsync());
    }

    [Fact]
    public async Task A_storage_that_nobody_registered_fails_the_call_with_its_name()
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => cluster.New<IHomelessGrain>().PingAsync());

        Assert.Contains("nowhere", Assert.IsType<BadProviderConfigException>(exception.GetBaseException()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activation_that_meets_another_version_is_dropped_and_reads_again()
    {
        var storage = new CustomStorage();
        await using var own = await TestCluster.StartAsync(silo => silo.Services.AddGrainStorage("custom", (_, _) => storage));
        var grain = own.Client.GetGrain<ICustomGrain>("k");
        await grain.WriteAsync("mine");

        storage.Set(grain.GetGrainId(), new NoteState(["theirs"]));

        var exception = await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteAsync("again"));
        Assert.Equal("changed", exception.Message);
        Assert.Equal("theirs", await grain.ReadAsync());
        await grain.WriteAsync("again");
        Assert.Equal("again", await grain.ReadAsync());
    }

    [Fact]
    public async Task A_failed_read_fails_the_call_and_the_next_call_reads_again()
    {
        var storage = new CustomStorage { FailReads = new IOException("no disk") };
        await using var own = await TestCluster.StartAsync(silo => silo.Services.AddGrainStorage("custom", (_, _) => storage));
        var grain = own.Client.GetGrain<ICustomGrain>("k");
        storage.Set(grain.GetGrainId(), new NoteState(["stored"]));

        var failed = await Assert.ThrowsAsync<OrleansException>(() => grain.ReadAsync());
        Assert.Equal("no disk", Assert.IsType<IOException>(failed.InnerException).Message);
        storage.FailReads = null;

        Assert.Equal("stored", await grain.ReadAsync());
    }

    [Fact]
    public async Task A_storage_takes_part_in_the_life_of_the_silo()
    {
        var storage = new CustomStorage();
        await using var own = await TestCluster.StartAsync(silo => silo.Services.AddGrainStorage("custom", (_, _) => storage));

        Assert.True(storage.WasStarted);
    }
}
