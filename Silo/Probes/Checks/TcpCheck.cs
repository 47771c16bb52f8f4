using System.Net.Sockets;
using Actors.Health;

namespace Actors.Silo.Probes.Checks;

internal sealed class TcpCheck : IProbeCheck
{
    public string Kind => ProbeKinds.Tcp;

    // There is no usual port: without one the target is refused.
    public string? Refuse(string? target) =>
        ProbeUri.Refuse(target, ("tcp", -1)) is null && ProbeUri.Parse(target, ("tcp", -1)).Port > 0 ? null : "must be tcp://host:port.";

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        var target = ProbeUri.Parse(probe.Target, ("tcp", -1));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(target.Host, target.Port, cancellationToken);

        return CheckResult.Healthy("connected");
    }
}
