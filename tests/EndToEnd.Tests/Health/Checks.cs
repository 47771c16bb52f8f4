using Actors.Health;
using Actors.Silo.Probes;
using Actors.Silo.Probes.Checks;
using Actors.Testing;
using Actors.Tests.Health.Servers;

namespace Actors.Tests.Health;

/// <summary>Runs one check by itself.</summary>
internal static class Checks
{
    public static async Task<CheckResult> RunAsync(IProbeCheck check, string? target)
    {
        using var timeout = new CancellationTokenSource(Eventually.Patience);
        return await check.RunAsync(Define(check, target), timeout.Token);
    }

    /// <summary>The words of a check that must fail.</summary>
    public static async Task<string> FailAsync(IProbeCheck check, string? target) =>
        (await Assert.ThrowsAsync<CheckFailedException>(() => RunAsync(check, target))).Message;

    private static ProbeDefinition Define(IProbeCheck check, string? target) => ProbeRules.Define(
        "probe",
        new ProbeOptions { Kind = check.Kind, Target = target, Interval = Eventually.Patience, Timeout = Eventually.Patience },
        ProbeOrigin.Added);

    public static async Task<string?> AskRedisAsync(RedisServer server, params string[] command)
    {
        await using var connection = await ProbeConnection.OpenAsync("127.0.0.1", server.Port, tls: false, CancellationToken.None);
        await Resp.AskAsync(connection, CancellationToken.None, "AUTH", RealServer.Password);
        await Resp.AskAsync(connection, CancellationToken.None, "SELECT", "1");
        return await Resp.AskAsync(connection, CancellationToken.None, command);
    }
}
