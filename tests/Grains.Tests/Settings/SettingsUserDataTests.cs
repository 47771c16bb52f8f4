using System.Text.Json;
using Actors.Settings;
using Actors.Testing;
using Actors.Tests.Users;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

public sealed class SettingsUserDataTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly GrainCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task An_erased_user_has_nothing_left_and_makes_nothing_new()
    {
        var user = NewUser();
        var data = new SettingsUserData();

        foreach (var persona in new[] { "a", "b", "gone" })
        {
            for (var i = 0; i < 40; i++)
            {
                await _cluster.Grains.GetSettings(user, persona).PutAsync($$"""{"n":{{i}}}""");
            }
        }

        await _cluster.Grains.GetSettings(user, "gone").DeleteAsync(Unconditional);
        Assert.Equal(["a", "b", "gone"], (await ExportAsync()).EnumerateArray().Select(d => d.GetProperty("persona").GetString()));

        await data.EraseAsync(_cluster.Grains, user, RequestOrigin.System);
        await data.EraseAsync(_cluster.Grains, user, RequestOrigin.System);

        Assert.Equal([$"{user}"], _cluster.Storage.Keys.Where(key => key.StartsWith(user, StringComparison.Ordinal)));
        Assert.Equal(0, (await ExportAsync()).GetArrayLength());
        Assert.Equal(SettingsWriteOutcome.TooManyPersonas, (await _cluster.Grains.GetSettings(user, "a").PutAsync("{}")).Outcome);

        Task<JsonElement> ExportAsync() => Exports.ReadAsync(async after => await data.ExportAsync(_cluster.Grains, user, after));
    }

    [Fact]
    public async Task An_export_whose_older_versions_go_meanwhile_is_JSON_all_the_same()
    {
        var user = NewUser();
        var document = _cluster.Grains.GetSettings(user, "a");
        await PutAsync(times: 25);

        var export = await Exports.ReadAsync(async after =>
        {
            await PutAsync(times: after is null ? 0 : 120);
            return await new SettingsUserData().ExportAsync(_cluster.Grains, user, after);
        });

        Assert.Equal(Enumerable.Range(6, 20).Reverse(), Assert.Single(export.EnumerateArray()).GetProperty("history").EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));

        async Task PutAsync(int times)
        {
            for (var i = 1; i <= times; i++)
            {
                await document.PutAsync($$"""{"n":{{i}}}""");
            }
        }
    }

    [Fact]
    public async Task An_export_tells_of_every_version_also_of_a_deleted_document()
    {
        var user = NewUser();
        var (kept, gone) = (_cluster.Grains.GetSettings(user, "kept"), _cluster.Grains.GetSettings(user, "gone"));

        for (var i = 1; i <= 45; i++)
        {
            await kept.PutAsync($$"""{"n":{{i}}}""");
        }

        await gone.PutAsync("""{"a":1}""");
        await gone.DeleteAsync(Unconditional);

        var export = await Exports.ReadAsync(async after => await new SettingsUserData().ExportAsync(_cluster.Grains, user, after));

        var documents = export.EnumerateArray().ToDictionary(d => d.GetProperty("persona").GetString()!);
        Assert.Equal("""{"n":45}""", documents["kept"].GetProperty("settings").GetRawText());
        Assert.Equal(Enumerable.Range(1, 45).Reverse(), documents["kept"].GetProperty("history").EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
        Assert.Equal(JsonValueKind.Null, documents["gone"].GetProperty("settings").ValueKind);
        Assert.Equal(["delete", "replace"], documents["gone"].GetProperty("history").EnumerateArray().Select(v => v.GetProperty("operation").GetString()));
    }
}
