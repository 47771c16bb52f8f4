using System.Globalization;
using Actors.Health;

namespace Actors.Silo.Probes.Checks;

/// <summary>PING, a look at the memory, and a key written, read and removed; it expires by itself should that fail.</summary>
internal sealed class RedisCheck : IProbeCheck
{
    private const double TooFull = 0.9;

    private static readonly (string Scheme, int Port)[] Schemes = [("redis", 6379), ("rediss", 6379)];

    public string Kind => ProbeKinds.Redis;

    public string? Refuse(string? target)
    {
        if (ProbeUri.Refuse(target, Schemes) is { } reason)
        {
            return reason;
        }

        var path = ProbeUri.Parse(target, Schemes).Path;
        return path.Length == 0 || ushort.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : "must end in the number of a database, such as /0.";
    }

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        var target = ProbeUri.Parse(probe.Target, Schemes);
        await using var connection = await ProbeConnection.OpenAsync(target.Host, target.Port, target.Scheme == "rediss", cancellationToken);

        await SignInAsync(connection, target, cancellationToken);
        Expect("PING", "PONG", await Resp.AskAsync(connection, cancellationToken, "PING"));
        var memory = await Resp.AskAsync(connection, cancellationToken, "INFO", "memory");
        await WriteAndReadAsync(connection, cancellationToken);

        return Judge(Number(memory, "used_memory"), Number(memory, "maxmemory"));
    }

    private static async Task SignInAsync(ProbeConnection connection, ProbeUri target, CancellationToken cancellationToken)
    {
        if (target.Password is { } password)
        {
            string[] command = target.User is { } user ? ["AUTH", user, password] : ["AUTH", password];
            Expect("AUTH", "OK", await Resp.AskAsync(connection, cancellationToken, command));
        }

        if (target.Path.Length > 0)
        {
            Expect("SELECT", "OK", await Resp.AskAsync(connection, cancellationToken, "SELECT", target.Path));
        }
    }

    private static async Task WriteAndReadAsync(ProbeConnection connection, CancellationToken cancellationToken)
    {
        var (key, value) = ($"actors:health:{Guid.NewGuid():N}", $"{Guid.NewGuid():N}");

        Expect("SET", "OK", await Resp.AskAsync(connection, cancellationToken, "SET", key, value, "EX", "60"));
        Expect("GET", value, await Resp.AskAsync(connection, cancellationToken, "GET", key));
        await Resp.AskAsync(connection, cancellationToken, "DEL", key);
    }

    private static CheckResult Judge(double used, double limit)
    {
        var result = limit > 0 && used > TooFull * limit
            ? CheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"{used / limit:P0} of its memory is used"))
            : CheckResult.Healthy("written and read");

        return result.With("used_memory_bytes", used).With("max_memory_bytes", limit);
    }

    private static void Expect(string command, string expected, string? answer)
    {
        if (answer != expected)
        {
            throw new CheckFailedException($"{command} gave a wrong answer");
        }
    }

    private static double Number(string? info, string name) =>
        (info ?? "").Split('\n')
            .Select(line => line.Trim().Split(':', 2))
            .Where(pair => pair[0] == name && pair.Length == 2)
            .Select(pair => double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0)
            .FirstOrDefault();
}
