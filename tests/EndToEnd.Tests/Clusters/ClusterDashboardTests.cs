using System.Net;
using Actors.Testing;

namespace Actors.Tests.Clusters;

/// <summary>The dashboard where silos serve no HTTP: an API node has it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ClusterDashboardTests(PostgresServer postgres)
{
    [Fact]
    public async Task An_API_node_shows_every_silo_to_an_administrator_and_nothing_to_others()
    {
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres, "--Admin:Password", RunningService.AdminPassword);
        using var admin = cluster.NewClient(0);

        using var refused = await admin.GetAsync("/dashboard/DashboardCounters");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        await admin.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);

        // What silos tell of each other comes a moment after they serve.
        await Eventually.IsAsync(
            async () =>
            {
                using var counters = await admin.GetAsync("/dashboard/DashboardCounters");
                var silos = (await counters.JsonAsync()).GetProperty("hosts").EnumerateArray();
                return silos.Count(silo => silo.GetProperty("status").GetString() == "Active");
            },
            active => active == 3,
            "three silos are active");
    }
}
