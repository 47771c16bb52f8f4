using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Users;

/// <summary>The lists over all accounts and over the audit log: their orders, their filters, and their pages to the end.</summary>
public sealed class AdministrationListTests(Service service)
{
    private const string Users = "/api/v1/admin/users";
    private const string Events = "/api/v1/admin/events";

    private readonly string _unique = Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData("email", "abc")]
    [InlineData("-email", "cba")]
    [InlineData("created_at", "bca")]
    [InlineData("-created_at", "acb")]
    public async Task Accounts_come_in_the_order_that_was_asked_for_page_by_page(string sort, string expected)
    {
        using var admin = await service.NewAdministratorAsync();
        await RegisterAsync("bca");

        var listed = await ReadAllAsync(admin, $"{Users}?email={_unique}&sort={sort}&limit=2");

        Assert.Equal(expected, string.Concat(listed.Select(LetterOf)));
    }

    [Fact]
    public async Task Accounts_are_found_that_were_made_after_a_time()
    {
        using var admin = await service.NewAdministratorAsync();
        var first = (await RegisterAsync("bca"))[0].GetProperty("created_at").GetDateTimeOffset();

        // Times are told to the millisecond and compared as exactly as they were taken.
        var later = await ReadAllAsync(admin, $"{Users}?email={_unique}&sort=created_at&created_after={Text(first)}");
        var none = await ReadAllAsync(admin, $"{Users}?email={_unique}&created_after={Text(first.AddDays(1))}");

        Assert.Equal("ca", string.Concat(later.Select(LetterOf)));
        Assert.Empty(none);
        Assert.Empty(await ReadAllAsync(admin, $"{Users}?email={_unique}&created_after=9999-12-31T23:59:59.999Z"));
    }

    [Fact]
    public async Task Events_are_read_page_by_page_to_the_first_of_all()
    {
        using var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();

        var whole = await ReadAllAsync(admin, $"{Events}?user={user.UserId}");
        var pages = await ReadAllAsync(admin, $"{Events}?user={user.UserId}&limit=1");

        Assert.Equal(["session.start", "user.login", "user.register"], whole.Select(TypeOf).Order());
        Assert.Equal(whole.Select(IdOf), pages.Select(IdOf));
        using var wrong = await admin.GetAsync($"{Events}?cursor=made-up");
        Assert.Equal(["cursor:invalid_cursor"], (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task Events_are_found_by_their_time_and_by_where_they_came_from()
    {
        using var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        var all = await ReadAllAsync(admin, $"{Events}?user={user.UserId}");
        var newest = AtOf(all[0]);

        var before = await ReadAllAsync(admin, $"{Events}?user={user.UserId}&to={Text(newest)}");
        var since = await ReadAllAsync(admin, $"{Events}?user={user.UserId}&from={Text(newest)}");
        var here = await ReadAllAsync(admin, $"{Events}?user={user.UserId}&ip=127.0.0.1");
        var mapped = await ReadAllAsync(admin, $"{Events}?user={user.UserId}&ip=::ffff:127.0.0.1");
        var elsewhere = await ReadAllAsync(admin, $"{Events}?user={user.UserId}&ip=203.0.113.9");

        Assert.NotEmpty(before);
        Assert.Equal(all.Where(entry => AtOf(entry) < newest).Select(IdOf), before.Select(IdOf));
        Assert.Equal(all.Where(entry => AtOf(entry) >= newest).Select(IdOf), since.Select(IdOf));
        Assert.Equal(all.Select(IdOf), here.Select(IdOf));
        Assert.Equal(all.Select(IdOf), mapped.Select(IdOf));
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task Events_are_found_by_who_caused_them()
    {
        using var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        using var changed = await admin.PatchAsJsonAsync($"{Users}/{user.UserId}", new { display_name = "Ada" });
        var all = await ReadAllAsync(admin, $"{Events}?user={user.UserId}");

        var own = await ReadAllAsync(admin, $"{Events}?actor={user.UserId}");
        var others = await ReadAllAsync(admin, $"{Events}?actor={ActorOf(all[0])}&user={user.UserId}");

        Assert.Equal(all.Where(entry => ActorOf(entry) == user.UserId).Select(IdOf), own.Select(IdOf));
        Assert.Equal(["session.start", "user.login"], own.Select(TypeOf).Order());
        Assert.Equal(["user.change"], others.Select(TypeOf));
    }

    /// <summary>Makes an account for each letter, one after another.</summary>
    private async Task<List<JsonElement>> RegisterAsync(string letters)
    {
        var made = new List<JsonElement>();

        foreach (var letter in letters)
        {
            made.Add((await service.NewClient().RegisterAsync($"{_unique}{letter}@example.com")).GetProperty("user"));
        }

        return made;
    }

    /// <summary>Every item of a list, by its cursors.</summary>
    private static async Task<List<JsonElement>> ReadAllAsync(HttpClient client, string path)
    {
        var items = new List<JsonElement>();
        string? cursor = null;

        do
        {
            using var response = await client.GetAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            var page = await response.JsonAsync();
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        return items;
    }

    private char LetterOf(JsonElement user) => user.GetProperty("email").GetString()![_unique.Length];

    private static string? IdOf(JsonElement entry) => entry.GetProperty("id").GetString();

    private static string? TypeOf(JsonElement entry) => entry.GetProperty("type").GetString();

    private static string? ActorOf(JsonElement entry) => entry.GetProperty("actor_id").GetString();

    private static DateTimeOffset AtOf(JsonElement entry) => entry.GetProperty("at").GetDateTimeOffset();

    private static string Text(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("O", CultureInfo.InvariantCulture));
}
