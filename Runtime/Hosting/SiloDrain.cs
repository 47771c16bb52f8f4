namespace Orleans.Runtime;

/// <summary>
/// The graceful end of a silo. Calls that are in flight are answered first; then every activation is deactivated.
/// While other silos are left, what still waits goes on there. Whatever is left when the token is cancelled is killed.
/// </summary>
internal static class SiloDrain
{
    private static readonly DeactivationReason Reason = new(DeactivationReasonCode.ShuttingDown, "The silo stops.");

    public static async Task RunAsync(LocalSilo silo, CancellationToken token)
    {
        if (!silo.Cluster.Silos.Any(s => s.Status == SiloStatus.Active))
        {
            silo.RefusesOutsideCalls = true;
            await WaitUntilAsync(() => silo.Activations.All(a => a.Load == 0), token);
        }

        // What is deactivated may call others, so activations may still come.
        while (silo.Activations.ToArray() is { Length: > 0 } activations && !token.IsCancellationRequested)
        {
            Array.ForEach(activations, activation => activation.Deactivate(Reason, token));
            await Task.WhenAny(Task.WhenAll(activations.Select(a => a.Deactivated)), Task.Delay(Timeout.Infinite, token));
        }
    }

    private static async Task WaitUntilAsync(Func<bool> condition, CancellationToken token)
    {
        for (var wait = 1; !condition() && !token.IsCancellationRequested; wait = Math.Min(wait * 2, 50))
        {
            await Task.WhenAny(Task.Delay(wait, token));
        }
    }
}
