using System.Net.Sockets;
using Actors.Health;

namespace Actors.Silo.Probes.Checks;

internal sealed class TcpCheck : IProbeCheck
{
    // There is no usual port: without one the target is refused.
    private static readonly (string Scheme, int Port)[] Schemes = [("tcp", -1)];

    public string Kind => ProbeKinds.Tcp;

    public string? Refuse(string? target) =>
        ProbeUri.Refuse(target, Schemes) is null && ProbeUri.Parse(target, Schemes).Port > 0 ? null : "must be tcp://host:port.";

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        var target = ProbeUri.Parse(probe.Target, Schemes);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(target.Host, target.Port, cancellationToken);

        return CheckResult.Healthy("connected");
    }
}
