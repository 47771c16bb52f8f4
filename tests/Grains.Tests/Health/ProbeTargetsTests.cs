using Actors.Health;
using Actors.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Health;

public sealed class ProbeTargetsTests
{
    private readonly ProbeTargets _targets = new(MasterKey.Parse(MasterKey.Generate()), NullLogger<ProbeTargets>.Instance);
    private readonly ProbeDefinition _probe = Probes.Define(ProbeKinds.Redis, new ProbeOptions { Target = "redis://:hunter2@cache" });

    [Fact]
    public void A_target_comes_back_as_it_was()
    {
        var stored = _targets.Protect(_probe);

        Assert.DoesNotContain("hunter2", stored.Target, StringComparison.Ordinal);
        Assert.Equal(_probe, _targets.Unprotect(stored));
    }

    [Fact]
    public void A_target_cannot_be_put_under_another_probe() =>
        Assert.Null(_targets.Unprotect(_targets.Protect(_probe) with { Name = "other" }).Target);

    [Fact]
    public void Under_another_master_key_the_target_is_gone_and_the_probe_is_not()
    {
        var others = new ProbeTargets(MasterKey.Parse(MasterKey.Generate()), NullLogger<ProbeTargets>.Instance);

        Assert.Equal(_probe with { Target = null }, others.Unprotect(_targets.Protect(_probe)));
    }

    [Fact]
    public void No_target_stays_none()
    {
        var probe = Probes.Define(ProbeKinds.Storage);

        Assert.Equal(probe, _targets.Unprotect(_targets.Protect(probe)));
    }
}
