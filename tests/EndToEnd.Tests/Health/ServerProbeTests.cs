using Actors.Health;
using Actors.Silo.Probes.Checks;
using Actors.Testing;
using Actors.Tests.Health.Servers;

namespace Actors.Tests.Health;

public sealed class RedisProbeTests(RedisServer followed) : ServerProbeContract(followed), IClassFixture<RedisServer>
{
    protected override string Kind => ProbeKinds.Redis;

    [Fact]
    public async Task It_tells_the_memory_and_leaves_no_key()
    {
        await using var server = new RedisServer();
        await server.StartAsync();

        var result = await Checks.RunAsync(new RedisCheck(), server.Target);

        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.InRange(result.Metrics["used_memory_bytes"], 100_000, 1e9);
        Assert.Equal("0", await Checks.AskRedisAsync(server, "DBSIZE"));
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        await using var server = new RedisServer();
        await server.StartAsync();

        var failure = await Checks.FailAsync(new RedisCheck(), $"redis://:guess@127.0.0.1:{server.Port}/");

        Assert.Equal("AUTH was refused: WRONGPASS", failure);
        Assert.Equal("PING was refused: NOAUTH", await Checks.FailAsync(new RedisCheck(), $"redis://127.0.0.1:{server.Port}"));
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_fails()
    {
        await using var server = new RedisServer();
        await server.StartAsync();
        await Checks.AskRedisAsync(server, "CONFIG", "SET", "min-replicas-to-write", "1");

        Assert.Equal("SET was refused: NOREPLICAS", await Checks.FailAsync(new RedisCheck(), server.Target));
    }

    [Fact]
    public async Task A_server_that_is_nearly_full_is_degraded()
    {
        await using var server = new RedisServer();
        await server.StartAsync();
        await Checks.AskRedisAsync(server, "SETRANGE", "ballast", "50000000", "x");
        var used = (await Checks.RunAsync(new RedisCheck(), server.Target)).Metrics["used_memory_bytes"];
        await Checks.AskRedisAsync(server, "CONFIG", "SET", "maxmemory", $"{used * 1.05:0}");

        var result = await Checks.RunAsync(new RedisCheck(), server.Target);

        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.EndsWith("of its memory is used", result.Detail, StringComparison.Ordinal);
    }
}

public sealed class RabbitMqProbeTests(RabbitMqServer server) : ServerProbeContract(server), IClassFixture<RabbitMqServer>
{
    protected override string Kind => ProbeKinds.RabbitMq;

    [Fact]
    public async Task It_publishes_and_consumes_and_a_wrong_password_is_told_without_it()
    {
        await Server.StartAsync();

        var result = await Checks.RunAsync(new RabbitMqCheck(), Server.Target);

        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.Equal("published and consumed", result.Detail);
        Assert.Equal("the sign-in was refused", await Checks.FailAsync(new RabbitMqCheck(), $"amqp://probe:guess@127.0.0.1:{Server.Port}/"));
    }
}

public sealed class PostgresProbeTests(ProbedPostgres server) : ServerProbeContract(server), IClassFixture<ProbedPostgres>
{
    protected override string Kind => ProbeKinds.Postgres;

    [Fact]
    public async Task It_tells_the_connections_and_refusals_without_the_password()
    {
        await Server.StartAsync();

        // The connections by which it was seen to have started end a little later.
        var result = await Eventually.IsAsync(
            () => Checks.RunAsync(new PostgresCheck(), Server.Target), result => result.Metrics["connections_count"] == 1, "the check's connection is the only one");

        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.Equal(20, result.Metrics["max_connections_count"]);
        Assert.Equal(0, result.Metrics["replicas_count"]);
        Assert.DoesNotContain("replication_lag_seconds", result.Metrics.Keys);

        var settings = $"Host=127.0.0.1;Port={Server.Port};Username=probe;Password={RealServer.Password};Database=postgres";
        Assert.Equal(HealthStatus.Healthy, (await Checks.RunAsync(new PostgresCheck(), settings)).Status);

        var target = $"127.0.0.1:{Server.Port}";
        Assert.Equal("the sign-in was refused", await Checks.FailAsync(new PostgresCheck(), $"postgres://probe:guess@{target}/postgres"));
        Assert.Equal("there is no such database", await Checks.FailAsync(new PostgresCheck(), $"postgres://probe:{RealServer.Password}@{target}/nothing"));
    }
}

public sealed class MailProbeTests(MailServer server) : ServerProbeContract(server), IClassFixture<MailServer>
{
    protected override string Kind => ProbeKinds.Smtp;
}
