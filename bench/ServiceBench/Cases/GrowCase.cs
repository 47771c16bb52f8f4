using System.Globalization;
using Actors.Bench.Loads;
using Actors.Bench.Processes;
using Actors.Bench.Results;
using Actors.Bench.Stores;

namespace Actors.Bench.Cases;

/// <summary>The same requests with more and more users stored; the fewest of them are the floor.</summary>
internal sealed class GrowCase() : Case("grow", "80 % GET auth/me, 20 % PUT settings with 1000, 10000 … stored users; floor: the fewest of them")
{
    /// <summary>How many users ask; as many of the fewest as of the most.</summary>
    private const int Asking = 100;

    public override async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var populations = new List<Population>();
        var leases = new List<Lease>();
        try
        {
            foreach (var size in Sizes(bench.Options.Users))
            {
                populations.Add(await bench.PopulationAsync(size));
                leases.Add(await bench.StartAsync(populations[^1]));
            }

            var loads = populations.Zip(leases, (population, lease) => Load(bench, population, lease.Service)).ToArray();
            var summaries = await bench.TakeTurnsAsync(loads);
            var floor = string.Create(CultureInfo.InvariantCulture, $"{populations[0].Count} users");

            return
            [
                .. summaries.Select((summary, i) => new Row(
                    string.Create(CultureInfo.InvariantCulture, $"{Name}-{populations[i].Count}"),
                    floor, summary, summaries[0], leases[i].Service.IdleMebibytes, leases[i].Service.MemoryMebibytes)),
            ];
        }
        finally
        {
            foreach (var lease in leases)
            {
                await lease.DisposeAsync();
            }
        }
    }

    /// <summary>Powers of ten times the least, which is a thousandth of the most, or 100.</summary>
    private static Stack<int> Sizes(int most)
    {
        var sizes = new Stack<int>();
        for (var size = most; size >= Math.Max(Asking, most / 1000); size /= 10)
        {
            sizes.Push(size);
        }

        return sizes;
    }

    private static Func<Task<Sample>> Load(Bench bench, Population population, Service service)
    {
        var users = population.Spread(Asking);
        return () => bench.MeasureAsync(service, () => bench.LoadAsync("grow.lua", service.Address, bench.Options.Connections, users));
    }
}
