using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

public sealed class HistoryTests(Service service)
{
    private static readonly string History = $"{PathOf("default")}/history";

    [Fact]
    public async Task Versions_are_told_with_who_when_and_what_changed()
    {
        var user = await service.NewUserAsync();
        using var created = await user.Client.PutDocumentAsync("default", """{"n":1E400}""", ("X-Request-ID", "first"));
        using var patched = await user.Client.PatchDocumentAsync("default", """{"b":-0}""", MergePatch, ("X-Request-ID", "second"));
        using var deleted = await user.Client.DeleteAsync(PathOf("default"));

        using var answer = await user.Client.GetAsync(History);
        var items = (await answer.JsonAsync()).GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal(["3 delete", "2 merge", "1 replace"], items.Select(i => $"{i.GetProperty("version")} {i.GetProperty("operation")}"));
        Assert.Equal("""[{"op":"add","path":"/b","value":-0}]""", items[1].GetProperty("diff").GetRawText());
        Assert.Equal("""[{"op":"add","path":"","value":{"n":1E400}}]""", items[2].GetProperty("diff").GetRawText());
        Assert.Equal("second", items[1].GetProperty("request_id").GetString());
        Assert.All(items, i => Assert.Equal(user.UserId, i.GetProperty("author").GetString()));

        Assert.Equal("""{"n":1E400,"b":-0}""", (await (await user.Client.GetAsync($"{History}/2")).JsonAsync()).GetProperty("settings").GetRawText());
        Assert.Equal("null", (await (await user.Client.GetAsync($"{History}/3")).JsonAsync()).GetProperty("settings").GetRawText());
        await (await user.Client.GetAsync($"{History}/4")).IsProblemAsync(404, "not_found");
        await (await user.Client.GetAsync($"{History}/x")).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task The_history_is_paged()
    {
        var client = (await service.NewUserAsync()).Client;

        for (var i = 1; i <= 45; i++)
        {
            using var put = await client.PutDocumentAsync("default", $$"""{"n":{{i}}}""");
        }

        var seen = new List<long>();
        string? cursor = null;

        do
        {
            var page = await (await client.GetAsync($"{History}?limit=7{(cursor is null ? "" : $"&cursor={cursor}")}")).JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("version").GetInt64()));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 45).Reverse().Select(v => (long)v), seen);
        Assert.Equal(["cursor:invalid_cursor"], (await (await client.GetAsync($"{History}?cursor=zz")).IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal(
            ["limit:invalid_parameter", "cursor:invalid_cursor"],
            (await (await client.GetAsync($"{History}?cursor=-1&limit=0")).IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task A_rollback_makes_an_earlier_version_the_newest()
    {
        var client = (await service.NewUserAsync()).Client;
        using var one = await client.PutDocumentAsync("default", """{"n":1}""");
        using var two = await client.PutDocumentAsync("default", """{"n":2}""");
        var rollback = $"{PathOf("default")}/rollback";

        using var stale = await client.SendAsync(HttpMethod.Post, rollback, """{"version":1}"""u8.ToArray(), Json, ("If-Match", "\"1\""));
        await stale.IsProblemAsync(412, "precondition_failed");

        using var back = await client.SendAsync(HttpMethod.Post, rollback, """{"version":1}"""u8.ToArray(), Json, ("If-Match", "\"2\""));
        Assert.Equal(("\"3\"", """{"n":1}"""), (back.Tag(), await back.DocumentTextAsync()));

        await (await client.PostAsync(rollback, new { version = 9 })).IsProblemAsync(404, "not_found");
        await (await client.PostAsync(rollback, new { version = 0 })).IsProblemAsync(422, "validation_failed");
        await (await client.PostAsync(rollback, new { })).IsProblemAsync(422, "validation_failed");
    }

    [Fact]
    public async Task Documents_go_with_their_account()
    {
        var user = await service.NewUserAsync();
        var admin = await service.NewAdministratorAsync();
        using var put = await user.Client.PutDocumentAsync("default", """{"n":1}""");
        Assert.Contains("\"document\"", await StoredAsync(), StringComparison.Ordinal);

        using var deleted = await admin.DeleteAsync($"/api/v1/admin/users/{user.UserId}");

        Assert.Equal(204, (int)deleted.StatusCode);
        await (await user.Client.GetDocumentAsync("default")).IsProblemAsync(401, "invalid_token");
        Assert.DoesNotContain("\"document\"", await StoredAsync(), StringComparison.Ordinal);

        async Task<string> StoredAsync()
        {
            using var found = await admin.GetAsync($"/api/v1/admin/grains/settings/{user.UserId}/default");
            return await found.Content.ReadAsStringAsync();
        }
    }
}
