using System.Diagnostics;
using Actors.Testing;

namespace Actors.Tests.Health.Servers;

/// <summary>A broker with its own node name, cookie, ports and port mapper, apart from any other on the machine.</summary>
public sealed class RabbitMqServer : RealServer
{
    private int _distributionPort;
    private int _mapperPort;

    public override string Target => $"amqp://probe:{Password}@127.0.0.1:{Port}/";

    protected override async Task<ProcessStartInfo> PrepareAsync()
    {
        var program = Programs.Require("rabbitmq-server", "rabbitmq-server");

        // The packaged command changes to another user; this one is behind it.
        var behind = "/usr/lib/rabbitmq/bin/rabbitmq-server";
        var config = Path.Combine(Root, "rabbitmq.conf");
        await File.WriteAllTextAsync(config, $"default_user = probe\ndefault_pass = {Password}\nlisteners.tcp.1 = 127.0.0.1:{Port}\nloopback_users = none\n");
        await File.WriteAllTextAsync(Path.Combine(Root, "enabled_plugins"), "[].");

        var command = new ProcessStartInfo(File.Exists(behind) ? behind : program) { WorkingDirectory = Root };

        foreach (var (name, value) in Settings(config))
        {
            command.Environment[name] = value;
        }

        return command;
    }

    protected override async Task CleanUpAsync()
    {
        // The port mapper outlives the broker that started it.
        if (_mapperPort > 0 && File.Exists("/usr/bin/epmd"))
        {
            await Programs.RunAsync(new ProcessStartInfo("/usr/bin/epmd", ["-port", $"{_mapperPort}", "-kill"]));
        }
    }

    protected override void TakePorts()
    {
        base.TakePorts();
        (_distributionPort, _mapperPort) = (Ports.Free(), Ports.Free());
    }

    private Dictionary<string, string> Settings(string config) => new()
    {
        ["HOME"] = Root,
        ["RABBITMQ_NODENAME"] = $"probe{Port}@localhost",
        ["RABBITMQ_CONFIG_FILE"] = config,
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Root, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Root, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(Root, "log"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(Root, "pid"),
        ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["ERL_EPMD_PORT"] = $"{_mapperPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
    };
}
