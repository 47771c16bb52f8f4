using System.Collections.Immutable;
using Actors.Calls;
using Actors.Settings.History;
using Actors.Settings.Schemas;
using Actors.Silos;
using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Actors.Settings;

[GrainType("settings")]
internal sealed partial class SettingsGrain : WatchedGrain, ISettingsGrain
{
    private readonly IPersistentState<SettingsState> _settings;
    private readonly SchemaCache _schemas;
    private readonly SettingsOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<SettingsGrain> _log;
    private readonly SegmentStore _segments;
    private readonly VersionReader _versions;

    /// <summary>The last durable state. Reads and waits interleave with a write, and must not tell of one that could still be lost.</summary>
    private SettingsState _durable = new();

    private Task<SettingsRead> _read = null!;
    private Task<SettingsRead> _notModified = null!;

    public SettingsGrain(
        [PersistentState("settings", StorageNames.Default)] IPersistentState<SettingsState> settings,
        [FromKeyedServices(StorageNames.Default)] IGrainStorage storage,
        IGrainContext context,
        SchemaCache schemas,
        IOptions<SettingsOptions> options,
        TimeProvider clock,
        ILogger<SettingsGrain> log)
    {
        _settings = settings;
        _schemas = schemas;
        _options = options.Value;
        _clock = clock;
        _log = log;
        _segments = new SegmentStore(storage, context.GrainId);
        _versions = new VersionReader(_segments, _options, clock);
    }

    private string UserId => field ??= GrainKeys.SplitSettingsKey(this.GetPrimaryKeyString()).UserId;

    private string Persona => field ??= GrainKeys.SplitSettingsKey(this.GetPrimaryKeyString()).Persona;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Publish();
        return Task.CompletedTask;
    }

    public Task<SettingsRead> GetAsync(long? knownVersion = null) =>
        knownVersion == _durable.Version && _durable.Exists ? _notModified : _read;

    public async Task<SettingsSummary?> DescribeAsync()
    {
        if (!_durable.Exists)
        {
            // A write of which it was never known how it ended may have made the document all the same.
            await ReadAgainAsync();
            Publish();
        }

        if (!_durable.Exists)
        {
            // A crash may have left the name without its document.
            await Index.ReleaseAsync(Persona);
            await ReadAgainAsync();
            Publish();

            if (!_durable.Exists)
            {
                return null;
            }

            // It was about to be made.
            await Index.ClaimAsync(Persona);
        }

        return new SettingsSummary(Persona, _durable.Version, _durable.Document.Length, _durable.UpdatedAt, _durable.Strict);
    }

    public async Task<SettingsRead> SetStrictAsync(bool strict)
    {
        await SettleAsync();

        if (_durable.Exists && _durable.Strict != strict)
        {
            await StoreAsync(_settings.SaveAsync(_durable with { Strict = strict }));
        }

        return await _read;
    }

    public async Task EraseAsync()
    {
        // Another silo may have made it since.
        await ReadAgainAsync();
        Publish();

        // Some may have been written and not yet be listed.
        var unlisted = _durable.Log.Recent.Select(version => version.Told.Version);

        foreach (var first in _durable.Log.Segments.Select(segment => segment.First).Concat(_durable.Log.Dropped).Concat(unlisted))
        {
            await _segments.RemoveAsync(first);
        }

        await StoreAsync(_settings.ClearStateAsync());
        _tidied = Tidied.Nothing;
        Leave();
    }

    private IPersonaIndexGrain Index => GrainFactory.GetPersonaIndex(UserId);

    protected override async Task ReadAgainAsync()
    {
        await _settings.ReadStateAsync();

        if (_settings.State.Version != _durable.Version)
        {
            // It said what had been tidied as well.
            _tidied = Tidied.Nothing;
        }
    }

    protected override void Publish()
    {
        _durable = _settings.State;
        _read = Task.FromResult(_durable.Exists ? SettingsRead.Found(_durable.ToView()) : SettingsRead.NotFound(_durable.Version));
        _notModified = Task.FromResult(SettingsRead.NotModified(_durable.Version));
        Changed.Raise();
    }
}
