using System.Collections.Immutable;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Settings.Import;

[GrainType(GrainTypeName)]
internal sealed class SettingsImportGrain(
    [PersistentState("import", StorageNames.Default)] IPersistentState<SettingsImportState> import) : InspectedGrain, ISettingsImportGrain
{
    public const string GrainTypeName = "settings-import";

    private const int MaxErrors = 50;

    private string UserId => this.GetPrimaryKeyString();

    private bool IsUnderWay => !import.State.Documents.IsEmpty;

    public async Task<SettingsImported> ImportAsync(ImmutableArray<SettingsImportItem> documents, RequestOrigin origin)
    {
        await FinishAsync();

        if (documents.Length > ISettingsImportGrain.MaxDocuments || documents.Sum(document => (long)document.Document.Length) > ISettingsImportGrain.MaxBytes)
        {
            return SettingsImported.Refused(SettingsImportOutcome.TooLarge);
        }

        if (await CheckAsync(documents) is { IsEmpty: false } errors)
        {
            return SettingsImported.Refused(SettingsImportOutcome.Invalid, errors);
        }

        if (documents.IsEmpty)
        {
            return new SettingsImported(SettingsImportOutcome.Imported, [], []);
        }

        // What cannot be ended is not begun: taking it back would leave versions behind, and watchers would have been told of them.
        if (await NamesRefusalAsync([.. documents.Select(document => document.Persona)]) is { } refusal)
        {
            return SettingsImported.Refused(refusal);
        }

        await StoreOrLeaveAsync(import.SaveAsync(await StageAsync(documents, origin)));

        return await ForwardAsync(isResumed: false) is { IsDefault: false } versions
            ? new SettingsImported(SettingsImportOutcome.Imported, versions, [])
            : SettingsImported.Refused(SettingsImportOutcome.TooManyPersonas);
    }

    public async Task FinishAsync()
    {
        if (IsUnderWay)
        {
            await (import.State.IsTakenBack ? BackAsync() : ForwardAsync(isResumed: true));
        }
    }

    private async Task<ImmutableArray<SettingsImportError>> CheckAsync(ImmutableArray<SettingsImportItem> documents)
    {
        var errors = ImmutableArray.CreateBuilder<SettingsImportError>();
        var personas = new HashSet<string>();

        for (var i = 0; i < documents.Length && errors.Count < MaxErrors; i++)
        {
            if (!personas.Add(documents[i].Persona))
            {
                errors.Add(new SettingsImportError(i, new SettingsError("", SettingsErrorCodes.DuplicatePersona, "There is a document of this persona before.")));
                continue;
            }

            var wrong = await Settings(documents[i].Persona).CheckAsync(documents[i].Document);
            errors.AddRange(wrong.Select(error => new SettingsImportError(i, error)));
        }

        return errors.Count > MaxErrors ? [.. errors.Take(MaxErrors)] : errors.ToImmutable();
    }

    private async Task<SettingsImportOutcome?> NamesRefusalAsync(ImmutableArray<string> names)
    {
        var index = GrainFactory.GetPersonaIndex(UserId);

        return await index.HasRoomAsync(names) ? null
            : await index.AreUsedUpAsync(names) ? SettingsImportOutcome.TooManyNames
            : SettingsImportOutcome.TooManyPersonas;
    }

    private async Task<SettingsImportState> StageAsync(ImmutableArray<SettingsImportItem> documents, RequestOrigin origin)
    {
        var staged = ImmutableArray.CreateBuilder<StagedDocument>(documents.Length);

        foreach (var document in documents)
        {
            var before = await Settings(document.Persona).GetAsync();
            staged.Add(new StagedDocument(document.Persona, document.Document, before.View?.Document ?? [], before.Version));
        }

        return new SettingsImportState { Id = Guid.NewGuid().ToString("N"), Origin = origin, Documents = staged.MoveToImmutable() };
    }

    /// <summary>Writes what is not written yet; default when one of them cannot be, and all are taken back.</summary>
    /// <remarks>One that goes on later passes over what somebody has written meanwhile: that came after the import, and was acknowledged.</remarks>
    private async Task<ImmutableArray<long>> ForwardAsync(bool isResumed)
    {
        var versions = ImmutableArray.CreateBuilder<long>();

        foreach (var document in import.State.Documents)
        {
            if (isResumed && await HasComeAndGoneAsync(document))
            {
                continue;
            }

            // Written before, it answers as it did then: the key tells.
            var write = isResumed ? Write("import") with { Condition = Unchanged(document) } : Write("import");
            var written = await Settings(document.Persona).ImportAsync(document.Document, write);

            if (isResumed && written.Outcome == SettingsWriteOutcome.VersionConflict)
            {
                continue;
            }

            if (written.Outcome is not (SettingsWriteOutcome.Saved or SettingsWriteOutcome.Created))
            {
                await import.SaveAsync(import.State with { IsTakenBack = true });
                await BackAsync();
                return default;
            }

            versions.Add(written.Version);
        }

        await EndAsync();
        return versions.ToImmutable();
    }

    /// <summary>Brings back what was there before, where the import has written and nobody has written since.</summary>
    private async Task BackAsync()
    {
        foreach (var document in import.State.Documents)
        {
            var settings = Settings(document.Persona);
            var history = await settings.ListHistoryAsync(null, 2);

            // Of two in a row the second has taken back the first, before a crash.
            if (history.Items is not [var last, ..] || !IsOwn(last, document) || (history.Items is [_, var first] && IsOwn(first, document)))
            {
                continue;
            }

            var write = Write("back") with { Condition = SettingsCondition.Version(last.Version) };
            var before = await BeforeAsync(settings, document, last.Version);
            await (before.IsEmpty ? settings.DeleteAsync(write) : settings.ImportAsync(before, write));
        }

        await EndAsync();
    }

    private bool IsOwn(SettingsVersion version, StagedDocument document) =>
        version.Operation == SettingsOperation.Import && version.RequestId == import.State.Origin.RequestId && version.Version > document.BeforeVersion;

    /// <summary>What stood directly before the import's own version: somebody may have written after the staging, and was told that it is durable.</summary>
    /// <remarks>Where the history no longer tells of that version, what was staged is the nearest to it.</remarks>
    private static async Task<ImmutableArray<byte>> BeforeAsync(ISettingsGrain settings, StagedDocument document, long version) =>
        version == document.BeforeVersion + 1 ? document.Before : (await settings.GetVersionAsync(version - 1))?.Document ?? document.Before;

    private async Task EndAsync()
    {
        await import.ClearStateAsync();
        import.State = new SettingsImportState();
    }

    /// <summary>Whether one that was not there was made and deleted since, which no condition tells from one that never was.</summary>
    private async Task<bool> HasComeAndGoneAsync(StagedDocument document) =>
        document.Before.IsEmpty && await Settings(document.Persona).GetAsync() is { View: null } read && read.Version > document.BeforeVersion;

    private static SettingsCondition Unchanged(StagedDocument document) => document.Before.IsEmpty
        ? new SettingsCondition { MustNotExist = true }
        : SettingsCondition.Version(document.BeforeVersion);

    private SettingsWrite Write(string step) => new() { Origin = import.State.Origin, RetryKey = $"{import.State.Id} {step}" };

    private ISettingsGrain Settings(string persona) => GrainFactory.GetSettings(UserId, persona);
}
