using System.Globalization;
using System.Text;
using Actors.Silo.Storage;
using Actors.Storage;

namespace Actors.Tests.Storage.Contract;

/// <summary>Lists over more users than anybody would sort in memory.</summary>
public abstract class UserIndexContract(UserIndexContract.Users fixture) : StoreContract(fixture.Store)
{
    private const int Count = 100_000;

    [Fact]
    public async Task The_newest_come_first_unless_asked_otherwise() =>
        Assert.Equal([100_000, 99_999, 99_998], await ListAsync(new UserQuery { Limit = 3 }));

    [Fact]
    public async Task A_user_is_listed_with_all_that_lists_show()
    {
        var user = (await Store.Users.ListAsync(new UserQuery { Sort = UserSort.OldestFirst, Limit = 1 }))!.Items[0];

        Assert.Equal(["user"], user.Roles);
        Assert.Equal(
            new ListedUser
            {
                Id = "usr_000001",
                Email = "User099999@Example.org",
                EmailVerified = true,
                DisplayName = "User 1",
                Status = "Active",
                Roles = user.Roles,
                MfaEnabled = false,
                CreatedAt = ManyUsers.Start.AddMinutes(1),
                LastLoginAt = null,
            },
            user);
    }

    [Fact]
    public async Task Users_whose_sessions_are_behind_are_found_until_they_are_not()
    {
        var key = new StateKey("user", "usr_behind", "user");
        var written = await Store.States.WriteAsync(new StateWrite(key, null) { Payload = """{"sessions_behind":true}"""u8.ToArray() });
        Assert.Equal(["usr_behind"], await Store.Users.ListBehindAsync(10));
        Assert.Empty(await Store.Users.ListBehindAsync(0));

        await Store.States.WriteAsync(new StateWrite(key, written.Version) { Payload = """{"sessions_behind":false}"""u8.ToArray() });
        Assert.Empty(await Store.Users.ListBehindAsync(10));
    }

    [Theory]
    [InlineData(UserSort.NewestFirst, 100_000, 99_999)]
    [InlineData(UserSort.OldestFirst, 1, 2)]
    [InlineData(UserSort.EmailAscending, 100_000, 99_999)]
    [InlineData(UserSort.EmailDescending, 1, 2)]
    public async Task Each_order_has_its_beginning_and_goes_on_from_its_cursor(UserSort sort, int first, int second)
    {
        var page = (await Store.Users.ListAsync(new UserQuery { Sort = sort, Limit = 1 }))!;
        var next = (await Store.Users.ListAsync(new UserQuery { Sort = sort, Limit = 1, Cursor = page.NextCursor }))!;

        Assert.Equal(ManyUsers.Id(first), page.Items[0].Id);
        Assert.Equal(ManyUsers.Id(second), next.Items[0].Id);
    }

    [Theory]
    [InlineData("Suspended", null, null, null, 1000)]
    [InlineData(null, "admin", null, null, 100)]
    [InlineData("Suspended", "admin", null, null, 100)]
    [InlineData("Active", "admin", null, null, 0)]
    [InlineData("Suspended", "user", null, null, 1000)]
    [InlineData(null, "nobody", null, null, 0)]
    [InlineData(null, null, "user0000", null, 100)]
    [InlineData("Suspended", null, "user0000", null, 1)]
    [InlineData(null, null, "User0000", null, 0)]
    [InlineData(null, null, null, 99_950, 50)]
    [InlineData("Suspended", null, null, 99_000, 10)]
    [InlineData(null, "user", "user0001", 99_850, 50)]
    [InlineData("Suspended", "admin", "user000", 99_000, 1)]
    public async Task Filters_are_joined_in_every_order(string? status, string? role, string? email, int? after, int expected)
    {
        foreach (var sort in Enum.GetValues<UserSort>())
        {
            var query = new UserQuery
            {
                Status = status,
                Role = role,
                EmailPrefix = email,
                CreatedAfter = after is { } n ? ManyUsers.Start.AddMinutes(n) : null,
                Sort = sort,
                Limit = 30,
            };
            Assert.Equal(expected, (await ListAllAsync(query)).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_cursor_of_one_order_is_none_of_another()
    {
        var page = (await Store.Users.ListAsync(new UserQuery { Sort = UserSort.EmailAscending, Limit = 1 }))!;

        Assert.Null(await Store.Users.ListAsync(new UserQuery { Sort = UserSort.NewestFirst, Cursor = page.NextCursor }));
    }

    [Fact]
    public async Task A_changed_user_is_listed_as_changed_and_a_deleted_one_not_at_all()
    {
        var id = new StateKey("user", "usr_changing", "user");
        var created = await Store.States.WriteAsync(new StateWrite(id, null) { Payload = Payload("Pending") });
        Assert.Equal(["usr_changing"], await IdsAsync("Pending"));

        var changed = await Store.States.WriteAsync(new StateWrite(id, created.Version) { Payload = Payload("Inactive") });
        Assert.Empty(await IdsAsync("Pending"));
        Assert.Equal(["usr_changing"], await IdsAsync("Inactive"));

        await Store.States.WriteAsync(new StateWrite(id, changed.Version));
        Assert.Empty(await IdsAsync("Inactive"));

        static byte[] Payload(string status) => Encoding.UTF8.GetBytes(
            $$"""{"email_normalized":"zz@example.org","created_at":"2000-01-01T00:00:00+00:00","status":"{{status}}","roles":[]}""");

        async Task<IEnumerable<string>> IdsAsync(string status) =>
            (await Store.Users.ListAsync(new UserQuery { Status = status }))!.Items.Select(user => user.Id);
    }

    [Fact]
    public async Task A_state_without_an_email_is_no_user_yet_and_in_no_list()
    {
        await Store.States.WriteAsync(new StateWrite(new StateKey("user", "usr_nobody", "user"), null)
        {
            Payload = """{"created_at":"2099-01-01T00:00:00+00:00","status":"nameless","roles":["admin"]}"""u8.ToArray(),
        });

        foreach (var sort in Enum.GetValues<UserSort>())
        {
            Assert.Empty((await Store.Users.ListAsync(new UserQuery { Status = "nameless", Sort = sort }))!.Items);
            Assert.Empty((await Store.Users.ListAsync(new UserQuery { CreatedAfter = ManyUsers.Start.AddYears(1), Role = "admin", Sort = sort }))!.Items);
        }
    }

    private async Task<IEnumerable<int>> ListAsync(UserQuery query) =>
        (await Store.Users.ListAsync(query))!.Items.Select(user => int.Parse(user.Id[4..], CultureInfo.InvariantCulture));

    private async Task<List<string>> ListAllAsync(UserQuery query)
    {
        var ids = new List<string>();
        do
        {
            var page = (await Store.Users.ListAsync(query))!;
            ids.AddRange(page.Items.Select(user => user.Id));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);

        return ids;
    }

    /// <summary>A store with the users in it.</summary>
    public abstract class Users(StoreHarness store) : IAsyncLifetime
    {
        public StoreHarness Store => store;

        public async ValueTask InitializeAsync()
        {
            await store.InitializeAsync();
            if (store.Missing is null)
            {
                await ManyUsers.WriteAsync(store.States, Count);
            }
        }

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
