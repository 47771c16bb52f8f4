using System.Globalization;

namespace Actors.Bench.Processes;

/// <summary>The bare server (<see cref="Floors.BareServer"/>).</summary>
internal sealed class BareProcess : ServerProcess
{
    private BareProcess(string log)
        : base("Actors.ServiceBench.dll", log, ["serve", "0"])
    {
    }

    public static Task<BareProcess> StartAsync(string log, CancellationToken cancellation) =>
        ReadyAsync(new BareProcess(log), server => server.AnswersAsync(cancellation));

    protected override async Task<double> AllocatedAsync() =>
        double.Parse(await Client.GetStringAsync(new Uri(Address, "/allocated")), CultureInfo.InvariantCulture);
}
