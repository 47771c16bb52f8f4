using Actors.Settings;
using Actors.Settings.Import;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

public sealed class SettingsImportTests : IAsyncLifetime
{
    private static readonly RequestOrigin Origin = new("request-1", "203.0.113.9", "test", "usr_importer");

    private readonly string _user = NewUser();
    private GrainCluster _cluster = null!;

    private ISettingsImportGrain Import => _cluster.Grains.GetSettingsImport(_user);

    /// <summary>Without the silo's own keeper, whose first round could end what a test has interrupted.</summary>
    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(
        options: new Dictionary<string, string?> { ["Settings:MaxPersonas"] = "3" },
        services: services => services.Remove(services.Single(service => service.ImplementationType == typeof(ImportKeeper))));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Documents_are_written_with_the_author_of_the_import_and_others_stay()
    {
        await Document("a").PutAsync("""{"old":1}""");
        await Document("b").PutAsync("""{"stays":1}""");

        var imported = await ImportAsync(("a", """{"n":1e400}"""), ("c", "{}"));

        Assert.Equal(SettingsImportOutcome.Imported, imported.Outcome);
        Assert.Equal([2, 1], imported.Versions);
        Assert.Equal("""{"n":1e400} {"stays":1} {}""", await TextsAsync("a", "b", "c"));
        var version = (await Document("a").ListHistoryAsync(null, 1)).Items[0];
        Assert.Equal((SettingsOperation.Import, "usr_importer", "request-1"), (version.Operation, version.Author, version.RequestId));
        Assert.Empty(_cluster.Storage.Stored("import"));
    }

    [Fact]
    public async Task One_wrong_document_and_nothing_is_written()
    {
        await _cluster.Grains.GetSettingsSchema("b").PutAsync(Utf8("""{"required":["x"]}"""), Utf8("{}"), SettingsCondition.None, Origin);

        var imported = await ImportAsync(("a", "{}"), ("b", "{}"), ("c", "{"), ("a", """{"second":1}"""));

        Assert.Equal(SettingsImportOutcome.Invalid, imported.Outcome);
        Assert.Equal([(1, "required"), (2, "malformed_json"), (3, "duplicate_persona")], imported.Errors.Select(e => (e.Index, e.Error.Code)));
        Assert.Equal("- - -", await TextsAsync("a", "b", "c"));
    }

    [Fact]
    public async Task An_import_that_a_crash_has_interrupted_goes_on_where_it_was()
    {
        await Document("a").PutAsync("""{"old":1}""");

        // The staging, the first document, then no more.
        _cluster.Storage.FailWriteNumber(3);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ImportAsync(("a", """{"new":1}"""), ("b", """{"new":2}""")));
        Assert.Equal("""{"new":1} -""", await TextsAsync("a", "b"));
        await _cluster.DeactivateAsync(Import);

        using var keeper = new ImportKeeper(_cluster.Storage, _cluster.Grains, _cluster.Clock, NullLogger<ImportKeeper>.Instance);
        await keeper.FinishAllAsync();

        Assert.Equal("""{"new":1} {"new":2}""", await TextsAsync("a", "b"));
        Assert.Equal(2, (await Document("a").GetAsync()).Version);
        Assert.Empty(_cluster.Storage.Stored("import"));
    }

    [Fact]
    public async Task An_import_that_was_begun_and_seemed_not_to_be_is_ended()
    {
        _cluster.Storage.LoseAnswerNumber(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ImportAsync(("a", """{"new":1}""")));

        using var keeper = new ImportKeeper(_cluster.Storage, _cluster.Grains, _cluster.Clock, NullLogger<ImportKeeper>.Instance);
        await keeper.FinishAllAsync();

        Assert.Equal("""{"new":1}""", await TextsAsync("a"));
        Assert.Empty(_cluster.Storage.Stored("import"));
    }

    [Fact]
    public async Task An_import_that_cannot_be_ended_now_holds_up_no_other()
    {
        // In the order in which the keeper comes to them.
        string[] users = [.. new[] { NewUser(), NewUser() }.Order(StringComparer.Ordinal)];

        foreach (var user in users)
        {
            var import = _cluster.Grains.GetSettingsImport(user);
            await _cluster.Grains.GetSettings(user, "a").PutAsync("""{"old":1}""");
            _cluster.Storage.FailWriteNumber(3);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => import.ImportAsync(
                [new SettingsImportItem("a", Utf8("""{"new":1}""")), new SettingsImportItem("b", Utf8("""{"new":2}"""))], Origin));
            await _cluster.DeactivateAsync(import);
        }

        using var keeper = new ImportKeeper(_cluster.Storage, _cluster.Grains, _cluster.Clock, NullLogger<ImportKeeper>.Instance);
        _cluster.Storage.FailNextWrite();
        await keeper.FinishAllAsync();

        Assert.Equal("""- {"new":2}""", await SecondsAsync());
        Assert.Equal(users[0], Assert.Single(_cluster.Storage.Stored("import")));

        await keeper.FinishAllAsync();

        Assert.Equal("""{"new":2} {"new":2}""", await SecondsAsync());
        Assert.Empty(_cluster.Storage.Stored("import"));

        async Task<string> SecondsAsync() => string.Join(
            ' ', (await Task.WhenAll(users.Select(user => _cluster.Grains.GetSettings(user, "b").TextAsync()))).Select(text => text ?? "-"));
    }

    [Fact]
    public async Task An_import_that_goes_on_later_passes_over_what_was_written_meanwhile()
    {
        await Document("a").PutAsync("""{"old":1}""");
        await Document("c").PutAsync("""{"old":3}""");
        _cluster.Storage.FailWriteNumber(3);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ImportAsync(("a", """{"new":1}"""), ("b", """{"new":2}"""), ("c", """{"new":3}""")));
        await _cluster.DeactivateAsync(Import);
        await Document("b").PutAsync("""{"later":2}""");
        await Document("c").DeleteAsync(Unconditional);

        await Import.FinishAsync();

        Assert.Equal("""{"new":1} {"later":2} -""", await TextsAsync("a", "b", "c"));
        Assert.Equal(2, (await Document("a").GetAsync()).Version);
        Assert.Empty(_cluster.Storage.Stored("import"));
    }

    [Fact]
    public async Task An_import_that_goes_on_later_does_not_bring_back_what_was_deleted_meanwhile()
    {
        await Document("a").PutAsync("""{"old":1}""");
        await Document("b").PutAsync("""{"old":2}""");
        await Document("b").DeleteAsync(Unconditional);
        _cluster.Storage.FailWriteNumber(3);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ImportAsync(("a", """{"new":1}"""), ("b", """{"new":2}"""), ("c", """{"new":3}""")));
        await _cluster.DeactivateAsync(Import);

        foreach (var persona in new[] { "b", "c" })
        {
            await Document(persona).PutAsync("""{"later":1}""");
            await Document(persona).DeleteAsync(Unconditional);
        }

        await Import.FinishAsync();

        Assert.Equal("""{"new":1} - -""", await TextsAsync("a", "b", "c"));
        Assert.Empty(_cluster.Storage.Stored("import"));
    }

    [Fact]
    public async Task An_import_of_too_many_personas_is_not_begun()
    {
        await Document("a").PutAsync("""{"old":1}""");
        await Document("z").PutAsync("{}");

        var imported = await ImportAsync(("a", """{"new":1}"""), ("b", """{"new":2}"""), ("c", """{"new":3}"""));

        Assert.Equal(SettingsImportOutcome.TooManyPersonas, imported.Outcome);
        Assert.Equal("""{"old":1} - -""", await TextsAsync("a", "b", "c"));
        Assert.Equal(1, (await Document("a").GetAsync()).Version);
        Assert.Equal(["a", "z"], await _cluster.Grains.GetPersonaIndex(_user).ListAsync());
    }

    [Fact]
    public async Task An_import_that_cannot_be_ended_takes_back_what_it_has_written()
    {
        await InterruptedAndOutOfRoomAsync();

        await Import.FinishAsync();

        Assert.Equal("""{"old":1} - -""", await TextsAsync("a", "b", "c"));
        Assert.Equal(["a", "z"], await _cluster.Grains.GetPersonaIndex(_user).ListAsync());
        Assert.Empty(_cluster.Storage.Stored("import"));
    }

    /// <summary>The name of b and b are written, and that it is to be taken back; then it ends, or after a was taken back.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Taking_back_is_ended_after_a_crash_too(int lostWrite)
    {
        await InterruptedAndOutOfRoomAsync();

        _cluster.Storage.FailWriteNumber(lostWrite);
        await Assert.ThrowsAsync<StorageUnavailableException>(Import.FinishAsync);
        await _cluster.DeactivateAsync(Import);
        await Import.FinishAsync();

        Assert.Equal("""{"old":1} - -""", await TextsAsync("a", "b", "c"));
        Assert.Equal(3, (await Document("a").GetAsync()).Version);
        Assert.Empty(_cluster.Storage.Stored("import"));
    }

    [Fact]
    public async Task A_strict_persona_is_imported_too_and_too_much_is_refused()
    {
        await Document("a").PutAsync("{}");
        await Document("a").SetStrictAsync(true);

        Assert.Equal(SettingsImportOutcome.Imported, (await ImportAsync(("a", """{"n":1}"""))).Outcome);
        Assert.Equal(SettingsImportOutcome.Imported, (await ImportAsync()).Outcome);
        Assert.Equal(
            SettingsImportOutcome.TooLarge,
            (await ImportAsync([.. Enumerable.Range(0, 1001).Select(i => ($"p{i}", "{}"))])).Outcome);
    }

    /// <summary>Staged and a written when it was interrupted; then another persona took the room of the last.</summary>
    private async Task InterruptedAndOutOfRoomAsync()
    {
        await Document("a").PutAsync("""{"old":1}""");
        _cluster.Storage.FailWriteNumber(3);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ImportAsync(("a", """{"new":1}"""), ("b", """{"new":2}"""), ("c", """{"new":3}""")));
        await _cluster.DeactivateAsync(Import);
        await Document("z").PutAsync("{}");
    }

    private ISettingsGrain Document(string persona) => _cluster.Grains.GetSettings(_user, persona);

    private Task<SettingsImported> ImportAsync(params (string Persona, string Document)[] documents) =>
        Import.ImportAsync([.. documents.Select(document => new SettingsImportItem(document.Persona, Utf8(document.Document)))], Origin);

    /// <summary>The documents one after the other; a dash where there is none.</summary>
    private async Task<string> TextsAsync(params string[] personas) =>
        string.Join(' ', (await Task.WhenAll(personas.Select(persona => Document(persona).TextAsync()))).Select(text => text ?? "-"));
}
