using Actors.Settings;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

public sealed class SettingsSchemaGrainTests : IAsyncLifetime
{
    private static readonly RequestOrigin Admin = new("request-1", "203.0.113.9", "test", "usr_admin");

    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(services: services =>
        services.AddSingleton<ISettingsIndex>(provider => new StoredSettings((TestStorage)provider.GetRequiredService<IEventLog>())));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData("""{"oneOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"not":{"required":["b"]}}""", """{"a":1}""", """{"b":2}""")]
    [InlineData("""{"if":{"required":["b"]},"then":false}""", """{"a":1}""", """{"b":2}""")]
    [InlineData("""{"if":{"required":["b"]},"else":{"required":["a"]}}""", """{"b":1}""", "{}")]
    public async Task A_schema_of_alternatives_needs_no_defaults_that_decide_them(string schema, string fits, string breaks)
    {
        var schemas = _cluster.Grains.GetSettingsSchema("alternatives");

        var put = await schemas.PutAsync(Utf8(schema), Utf8("{}"), SettingsCondition.None, Admin);

        Assert.Equal((SettingsSchemaOutcome.Saved, put.Version, schema), (put.Outcome, put.Schema?.Version, Text(put.Schema!.Schema)));
        var document = _cluster.Grains.GetSettings(NewUser(), "alternatives");
        Assert.Equal(SettingsWriteOutcome.Created, (await document.PutAsync(fits)).Outcome);
        Assert.Equal(SettingsWriteOutcome.Invalid, (await document.PutAsync(breaks)).Outcome);
    }

    [Theory]
    [InlineData("""{"properties":{"l":{"items":{"required":["x"]}}}}""", """{"l":[{}]}""", "/l/0/x", """{"l":[{"x":1}]}""")]
    [InlineData("""{"properties":{"l":{"prefixItems":[{"properties":{"o":{"minProperties":1}}}]}}}""", """{"l":[{"o":{}}]}""", "/l/0/o", """{"l":[{}]}""")]
    [InlineData("""{"properties":{"l":{"contains":{"required":["x"]}}}}""", """{"l":[{}]}""", "/l", """{"l":[{},{"x":1}]}""")]
    [InlineData("""{"properties":{"l":{"not":{"maxItems":0}}}}""", """{"l":[]}""", "/l", """{"l":[{}]}""")]
    [InlineData("""{"properties":{"s":{"not":{"const":"a"}}}}""", """{"s":"a"}""", "/s", """{"s":"b"}""")]
    public async Task Defaults_may_lack_members_that_a_document_brings_but_not_within_what_counts_whole(
        string schema, string broken, string path, string good)
    {
        var schemas = _cluster.Grains.GetSettingsSchema("whole");
        var document = _cluster.Grains.GetSettings(NewUser(), "whole");

        var refused = await schemas.PutAsync(Utf8(schema), Utf8(broken), SettingsCondition.None, Admin);
        var put = await schemas.PutAsync(Utf8(schema), Utf8(good), SettingsCondition.None, Admin);

        Assert.Equal((SettingsSchemaOutcome.Invalid, "/defaults" + path), (refused.Outcome, Assert.Single(refused.Errors).Path));
        Assert.Equal(SettingsSchemaOutcome.Saved, put.Outcome);
        Assert.Equal(SettingsWriteOutcome.Invalid, (await document.PutAsync(broken)).Outcome);
        Assert.Equal(SettingsWriteOutcome.Created, (await document.PutAsync(good)).Outcome);
    }

    [Fact]
    public async Task A_write_that_names_no_schema_or_one_that_is_not_known_meets_the_one_in_force()
    {
        await PutAsync(_cluster.Grains.GetSettingsSchema("named"), """{"required":["a"]}""");
        var document = _cluster.Grains.GetSettings(NewUser(), "named");

        foreach (var named in new long?[] { null, 1, 1, 7 })
        {
            var refused = await document.PutAsync("{}", Unconditional with { SchemaInForce = named });
            Assert.Equal(SettingsWriteOutcome.Invalid, refused.Outcome);
        }

        Assert.Equal(SettingsWriteOutcome.Created, (await document.PutAsync("{}", Unconditional with { SchemaInForce = 0 })).Outcome);
    }

    [Fact]
    public async Task The_last_versions_are_told_with_their_texts_and_their_authors()
    {
        var schemas = _cluster.Grains.GetSettingsSchema("themes");
        await PutAsync(schemas, """{"required":["a"]}""");
        await schemas.DeleteAsync(SettingsCondition.None, Admin);
        await PutAsync(schemas, """{"required":["b"]}""");
        await _cluster.DeactivateAsync(schemas);

        var versions = await schemas.ListVersionsAsync();

        Assert.Equal([(3, true), (2, false), (1, true)], versions.Select(v => (v.Version, v.Schema is not null)));
        Assert.All(versions, version => Assert.Equal("usr_admin", version.By));
        Assert.Equal("""{"required":["a"]}""", Text(versions[2].Schema!.Schema));

        for (var i = 0; i < 25; i++)
        {
            await PutAsync(schemas, "{}");
        }

        Assert.Equal(Enumerable.Range(9, 20).Reverse().Select(v => (long)v), (await schemas.ListVersionsAsync()).Select(v => v.Version));
    }

    [Fact]
    public async Task The_history_of_large_schemas_stays_within_a_mebibyte()
    {
        var schemas = _cluster.Grains.GetSettingsSchema("large");

        for (var i = 0; i < 19; i++)
        {
            await PutAsync(schemas, $$"""{"description":"{{i}}{{new string('x', 60_000)}}"}""");
        }

        Assert.Equal(17, (await schemas.ListVersionsAsync()).Length);
    }

    [Fact]
    public async Task Every_change_is_told_to_the_audit_log()
    {
        var schemas = _cluster.Grains.GetSettingsSchema("audited");
        await PutAsync(schemas, "{}");
        await schemas.DeleteAsync(SettingsCondition.None, Admin);
        await schemas.DeleteAsync(SettingsCondition.None, Admin);

        var events = _cluster.Storage.Events.Where(e => e.Chain == "settings-schema/audited").ToArray();

        Assert.Equal(["settings.schema_set", "settings.schema_removed"], events.Select(e => e.Type));
        Assert.All(events, e => Assert.Equal("usr_admin", e.ActorId));
        Assert.Equal("""{"persona":"audited","version":"1"}""", events[0].Personal?.Detail);
        Assert.Equal(events[0].Hash, events[1].PreviousHash);
    }

    [Fact]
    public async Task A_schema_that_was_stored_and_seemed_not_to_be_is_in_force()
    {
        var schemas = _cluster.Grains.GetSettingsSchema("unanswered");
        _cluster.Storage.LoseAnswerNumber(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => PutAsync(schemas, """{"required":["a"]}"""));

        var refused = await _cluster.Grains.GetSettings(NewUser(), "unanswered").PutAsync("{}");

        Assert.Equal(SettingsWriteOutcome.Invalid, refused.Outcome);
    }

    [Fact]
    public async Task Documents_that_break_a_new_schema_are_listed_page_by_page_and_stay_as_they_are()
    {
        var users = Enumerable.Range(0, 130).Select(i => $"usr_{i:d32}").ToArray();

        foreach (var (user, i) in users.Select((user, i) => (user, i)))
        {
            await _cluster.Grains.GetSettings(user, "listed").PutAsync($$"""{"n":{{i}}}""");
        }

        await _cluster.Grains.GetSettings(users[4], "listed").DeleteAsync(Unconditional);
        await _cluster.Grains.GetSettings(users[0], "other").PutAsync("""{"n":1}""");
        var directory = _cluster.Grains.GetSettingsDirectory();
        Assert.Empty((await directory.ListViolationsAsync("listed", null, 10)).Items);

        await PutAsync(_cluster.Grains.GetSettingsSchema("listed"), """{"properties":{"n":{"multipleOf":2}}}""");
        var found = new List<SettingsViolation>();
        string? after = null;

        do
        {
            var page = await directory.ListViolationsAsync("listed", after, 10);
            Assert.InRange(page.Items.Length, 0, 10);
            found.AddRange(page.Items);
            after = page.NextCursor;
        }
        while (after is not null);

        Assert.Equal(users.Where((_, i) => i % 2 == 1), found.Select(violation => violation.UserId));
        Assert.All(found, violation => Assert.Equal((1, 1, "/n", "multiple_of"), (violation.Version, violation.SchemaVersion, violation.Errors[0].Path, violation.Errors[0].Code)));
        Assert.Equal("""{"n":3}""", await _cluster.Grains.GetSettings(users[3], "listed").TextAsync());
    }

    private static async Task PutAsync(ISettingsSchemaGrain schemas, string schema) =>
        Assert.Equal(SettingsSchemaOutcome.Saved, (await schemas.PutAsync(Utf8(schema), Utf8("{}"), SettingsCondition.None, Admin)).Outcome);
}
