using System.Text;
using Actors.Tokens;
using Microsoft.Extensions.Logging;

namespace Actors.Health;

/// <summary>Keeps the passwords in targets out of the store: a target is encrypted under the master key, bound to its probe.</summary>
internal sealed class ProbeTargets(MasterKey master, ILogger<ProbeTargets> logger)
{
    private const string Purpose = "probe-target";

    public ProbeDefinition Protect(ProbeDefinition probe) => probe.Target is { Length: > 0 } target
        ? probe with { Target = master.Protect(Purpose, ProbeName.Normalize(probe.Name), Encoding.UTF8.GetBytes(target)) }
        : probe;

    /// <summary>A target that cannot be read is left out: its own probe fails then, and no other.</summary>
    public ProbeDefinition Unprotect(ProbeDefinition stored)
    {
        if (string.IsNullOrEmpty(stored.Target))
        {
            return stored;
        }

        try
        {
            var target = master.Unprotect(Purpose, ProbeName.Normalize(stored.Name), stored.Target);
            return stored with { Target = Encoding.UTF8.GetString(target) };
        }
        catch (MasterKeyException e)
        {
            logger.LogError(e, "The target of probe {Probe} cannot be decrypted; set it anew", stored.Name);
            return stored with { Target = null };
        }
    }
}
