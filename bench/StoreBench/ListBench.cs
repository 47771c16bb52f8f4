using System.Diagnostics;
using System.Globalization;
using System.Text;
using Actors.Silo.Storage;
using Actors.Storage;

namespace Actors.Bench.Store;

/// <summary>The admin lists over 100,000 users, first pages and one far in.</summary>
internal static class ListBench
{
    private const int Count = 100_000;

    public static async Task<int> RunAsync()
    {
        await using var stores = await Stores.OpenAsync(new StorageOptions { MaxQueue = Count });
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(1, Count).Select(n => stores.Store.States.WriteAsync(
            new StateWrite(new StateKey("user", $"usr_{n}", "user"), null) { Payload = Encoding.UTF8.GetBytes(User(n)) })));
        Console.WriteLine($"{Count:n0} users written in {Stopwatch.GetElapsedTime(started).TotalSeconds:n1} s");

        await Stores.AnalyseAsync();
        var deep = await PageAsync(stores.Store.Users, new UserQuery { Limit = Count / 2 });
        foreach (var sort in Enum.GetValues<UserSort>())
        {
            await MeasureAsync(stores.Store.Users, "all", new UserQuery { Sort = sort });
            await MeasureAsync(stores.Store.Users, "active", new UserQuery { Sort = sort, Status = "active" });
            await MeasureAsync(stores.Store.Users, "suspended (1 in 1,000)", new UserQuery { Sort = sort, Status = "suspended" });
            await MeasureAsync(stores.Store.Users, "role admin", new UserQuery { Sort = sort, Role = "admin" });
            await MeasureAsync(stores.Store.Users, "role user", new UserQuery { Sort = sort, Role = "user" });
            await MeasureAsync(stores.Store.Users, "e-mail user12", new UserQuery { Sort = sort, EmailPrefix = "user12" });
            await MeasureAsync(stores.Store.Users, "e-mail user", new UserQuery { Sort = sort, EmailPrefix = "user" });
            await MeasureAsync(stores.Store.Users, "last 10 created", new UserQuery { Sort = sort, CreatedAfter = Created(Count - 10) });
            await MeasureAsync(stores.Store.Users, "last 90 % created", new UserQuery { Sort = sort, CreatedAfter = Created(Count / 10) });
        }

        await MeasureAsync(stores.Store.Users, "all, after 50,000", new UserQuery { Cursor = deep.NextCursor });
        return 0;
    }

    private static DateTimeOffset Created(int n) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(n);

    private static string User(int n) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"email":"user{{n * 7919L % Count}}@example.org","email_normalized":"user{{n * 7919L % Count}}@example.org","status":"{{(n % 1000 == 0 ? "suspended" : "active")}}","roles":{{(n % 2000 == 0 ? """["user","admin"]""" : """["user"]""")}},"created_at":"{{Created(n):yyyy-MM-ddTHH:mm:sszzz}}","rest":"{{new string('x', 800)}}"}""");

    private static async Task<Page<ListedUser>> PageAsync(IUserIndex users, UserQuery query) => (await users.ListAsync(query))!;

    private static async Task MeasureAsync(IUserIndex users, string name, UserQuery query)
    {
        var times = new List<double>();
        for (var i = 0; i < 21; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await PageAsync(users, query);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {query.Sort,-16}{name,-24}{times.Order().ElementAt(10),8:n2} ms median {times.Max(),8:n2} ms at most"));
    }
}
