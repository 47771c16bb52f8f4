using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Tests.Deployment;

/// <summary>A database takes the connections of all that a deployment may start.</summary>
public sealed partial class ConnectionTests
{
    /// <summary>Of each silo and each API node, at most.</summary>
    private const int ForMembership = 2;

    /// <summary>Of each silo: it keeps processes that are alone away.</summary>
    private const int ForLock = 1;

    [Fact]
    public void The_page_on_scaling_adds_up_what_Kubernetes_may_start()
    {
        var page = Repository.Read("docs/scaling.md").ReplaceLineEndings(" ");
        var largest = Repository.Files("deploy/kubernetes", "*.yaml").SelectMany(Yaml.Load).Where(o => o.At("kind").Text() == "HorizontalPodAutoscaler")
            .ToDictionary(o => o.At("spec", "scaleTargetRef", "name").Text(), o => Number(o.At("spec", "maxReplicas").Text()));
        var silo = DeployedProcess.All.Single(process => process.Name == "kubernetes silo");
        var (readers, writers) = (Number(silo.Setting("Storage:Readers")!), Number(silo.Setting("Storage:Writers")!));
        // A rollout starts one more of each.
        var (silos, nodes) = (largest["silo"] + 1, largest["api"] + 1);
        var each = readers + writers + ForLock;
        var (storage, membership) = (silos * each, (silos + nodes) * ForMembership);

        Assert.Contains($"(Storage:Readers {readers} + Storage:Writers {writers} + {ForLock} for a lock)", page, StringComparison.Ordinal);
        Assert.Contains($"{largest["silo"]} silos and {largest["api"]} API nodes", page, StringComparison.Ordinal);
        Assert.Contains($"{silos} × {each} = {storage} connections, and {membership} for membership", page, StringComparison.Ordinal);
        Assert.InRange(storage + membership, 1, Limits().Matches(page).Max(limit => Number(limit.Groups[1].Value)));
    }

    [Fact]
    public void The_database_of_compose_takes_the_connections_of_its_silos()
    {
        var processes = DeployedProcess.All.Where(process => process.Name.StartsWith("compose ", StringComparison.Ordinal)).ToArray();
        var limit = Limits().Match(string.Join(' ', Yaml.Load("deploy/compose.yaml")[0].At("services", "postgres", "command").Items().Select(word => word.Text()))).Groups[1].Value;
        var storage = processes.Where(process => !process.IsApiNode).Sum(silo => Number(silo.Setting("Storage:Readers") ?? "4") + Number(silo.Setting("Storage:Writers") ?? "4") + ForLock);

        Assert.InRange(storage + processes.Length * ForMembership, 1, Number(limit));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"max_connections[ =](\d+)")]
    private static partial Regex Limits();
}
