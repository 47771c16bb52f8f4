using Actors.Sessions;
using Actors.Testing;

namespace Actors.Tests;

public sealed class GrainKeysTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly IGrainFactory _grains = fixture.Cluster.Grains;

    [Fact]
    public void Every_reference_is_the_one_that_the_engine_makes()
    {
        foreach (var key in new[] { "ses_1", "ses_2" })
        {
            var made = (GrainReference)_grains.GetGrain<ISessionGrain>(key);
            var reference = (GrainReference)_grains.GetSession(key);

            Assert.Equal(made, reference);
            Assert.Equal(made.InterfaceType, reference.InterfaceType);
        }
    }

    [Fact]
    public void No_reference_is_without_a_key()
    {
        _ = _grains.GetSession("ses_1");

        Assert.Throws<ArgumentException>(() => _grains.GetSession(""));
        Assert.Throws<ArgumentNullException>(() => _grains.GetSession(null!));
    }
}
