namespace Actors.Bench.Cases;

internal static class CaseList
{
    private const string Settings = "/api/v1/settings";
    private const string Check = "/api/v1/ratelimits/check";

    public static IReadOnlyList<Case> Usual { get; } =
    [
        new RequestCase("live", "GET /health/live", "anonymous.lua", "/health/live"),
        new RequestCase("ready", "GET /health/ready", "anonymous.lua", "/health/ready"),
        new RequestCase("me", "GET auth/me in the names of as many users as there are connections", "get.lua", "/api/v1/auth/me"),
        new RequestCase("settings-get", "GET a document of 1 KB", "get.lua", Settings),
        new RequestCase("settings-304", "the same, asked for with the version that the caller has", "unchanged.lua", Settings),
        new RequestCase("settings-put", "PUT a document of 1 KB, durable; also beside the disk's own commits", "put.lua", Settings) { Writes = true },
        new HashingCase("login", "POST auth/login from a known device; floor: pure bcrypt on as many threads", "login.lua", "/api/v1/auth/login"),
        new RequestCase("refresh", "POST auth/refresh, durable", "refresh.lua", "/api/v1/auth/refresh") { Writes = true, Spends = true },
        new HashingCase("register", "POST auth/register; floor: pure bcrypt on as many threads", "register.lua", "/api/v1/auth/register"),
        new RequestCase("limit-check", "POST ratelimits/check", "check.lua", Check) { ByAdministrator = true },
        new RequestCase("limit-batch", "the same, 100 decisions a request", "batch.lua", Check) { ByAdministrator = true },
        new MixedCase(),
    ];

    public static IReadOnlyList<Case> All { get; } = [.. Usual, new WatchCase(), new ColdCase(), new GrowCase(), new StartCase(), new CommitCase()];

    /// <exception cref="FormatException">There is no such case.</exception>
    public static IReadOnlyList<Case> Find(IReadOnlyCollection<string> names) => names.Contains("all")
        ? All
        : [.. names.Select(name => All.FirstOrDefault(one => one.Name == name) ?? throw new FormatException($"there is no case '{name}'; --help tells which there are."))];
}
