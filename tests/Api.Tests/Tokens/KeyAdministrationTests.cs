using System.Text.Json;
using Actors.Testing;
using Actors.Tests.Settings;
using Actors.Tokens;

namespace Actors.Tests.Tokens;

public sealed class KeyAdministrationTests(Service service) : IClassFixture<Service>
{
    private const string Keys = "/api/v1/admin/keys";
    private const string Me = "/api/v1/auth/me";

    [Fact]
    public async Task A_withdrawn_keys_tokens_are_refused_at_once_though_they_were_verified_before()
    {
        await using var own = new Service();
        await own.InitializeAsync();
        var (admin, user) = (await own.NewAdministratorAsync(), await own.NewUserAsync());
        Assert.Equal(200, await user.Client.StatusAsync(Me));

        using var withdrawn = await admin.DeleteAsync($"{Keys}/{KidOf(user.AccessToken)}");

        Assert.Equal(204, (int)withdrawn.StatusCode);
        Assert.Equal(401, await user.Client.StatusAsync(Me));
    }

    [Fact]
    public async Task A_stream_that_was_its_tokens_first_request_ends_when_the_key_is_withdrawn()
    {
        await using var own = new Service();
        await own.InitializeAsync();
        var (admin, user) = (await own.NewAdministratorAsync(), await own.NewUserAsync());
        await using var watch = await Watch.StartAsync(user.Client, path: "/api/v1/notifications/watch");
        await watch.BlockAsync();
        Assert.Equal("unread", (await watch.BlockAsync())["event"]);

        (await admin.DeleteAsync($"{Keys}/{KidOf(user.AccessToken)}")).EnsureSuccessStatusCode().Dispose();
        await own.NewClient().SignInAsync(user.Email);

        var last = await watch.BlockAsync();
        Assert.Equal(("closing", """{"reason":"unauthenticated"}"""), (last["event"], last["data"]));
        Assert.True(await watch.EndedAsync());
    }

    [Fact]
    public async Task A_rotation_publishes_the_next_key_and_leaves_tokens_good()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());

        using var rotated = await admin.PostAsync($"{Keys}/rotate", content: null);
        var keys = (await rotated.JsonAsync()).GetProperty("items").EnumerateArray().ToArray();
        var published = await (await service.NewClient().GetAsync("/.well-known/jwks.json")).JsonAsync();

        Assert.Equal(["signing", "next"], keys.Select(k => k.GetProperty("status").GetString()!));
        Assert.Equal(KidsOf(keys), KidsOf(published.GetProperty("keys").EnumerateArray()));
        Assert.Equal(200, await user.Client.StatusAsync(Me));
    }

    [Fact]
    public async Task The_list_tells_no_secret_and_administrators_only()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());

        var text = (await (await admin.GetAsync(Keys)).JsonAsync()).GetRawText();

        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(403, await user.Client.StatusAsync(Keys));
        await (await admin.DeleteAsync($"{Keys}/nobody")).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task A_service_that_cannot_read_its_keys_does_not_start_and_says_why()
    {
        using var data = new TemporaryDirectory();
        var database = await ServiceDatabase.OptionsAsync();

        await using (var first = await ActorsProcess.StartAsync(data.Path, database))
        {
            using var published = await first.Client.GetAsync("/.well-known/jwks.json");
        }

        var (former, other) = (await File.ReadAllTextAsync(Path.Combine(data.Path, "master.key")), "dGhpcyBpcyB0aGUgbWFzdGVyIGtleSBvZiB0ZXN0cyE=");
        await using var second = ActorsProcess.Launch(data.Path, ["--Tokens:MasterKey", other, .. database]);

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.Equal(
            $"actors: Stored secrets are encrypted under the master key {MasterKey.Parse(former).Id}, but Tokens:MasterKey is {MasterKey.Parse(other).Id}. Give the former key back, or name it in Tokens:PreviousMasterKey.",
            Assert.Single(second.Complaints));

        await using var third = await ActorsProcess.StartAsync(data.Path, ["--Tokens:MasterKey", other, "--Tokens:PreviousMasterKey", former, .. database]);
        Assert.Equal(200, await third.Client.StatusAsync("/.well-known/jwks.json"));
    }

    private static string KidOf(string token)
    {
        var header = System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0]);
        return JsonSerializer.Deserialize<JsonElement>(header).GetProperty("kid").GetString()!;
    }

    private static IEnumerable<string?> KidsOf(IEnumerable<JsonElement> keys) => keys.Select(k => k.GetProperty("kid").GetString());
}
