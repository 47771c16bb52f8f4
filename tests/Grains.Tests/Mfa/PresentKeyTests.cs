using Actors.Testing;
using Actors.Tests.Users;
using Actors.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Mfa;

/// <summary>Silos that are restarted one after the other have different present master keys for a while.</summary>
public sealed class PresentKeyTests
{
    [Fact]
    public async Task Where_another_is_present_a_second_factor_is_not_said_to_be_under_the_new_one()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var user = await cluster.RegisterAsync();
        await cluster.EnrolAsync(user.Id);
        var mfa = cluster.Grains.GetUserMfa(user.Id);

        Assert.False(await mfa.PutSecretsUnderAsync("00000000"));
        Assert.True(await mfa.PutSecretsUnderAsync(cluster.Silos[0].ServiceProvider.GetRequiredService<MasterKey>().Id));
    }
}
