using System.Diagnostics;
using Actors.Testing;

namespace Actors.Tests.Health.Servers;

public sealed class RedisServer : RealServer
{
    public override string Target => $"redis://:{Password}@127.0.0.1:{Port}/1";

    protected override Task<ProcessStartInfo> PrepareAsync() => Task.FromResult(new ProcessStartInfo(
        Programs.Require("redis-server", "redis-server"),
        ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Root, "--requirepass", Password]));
}
