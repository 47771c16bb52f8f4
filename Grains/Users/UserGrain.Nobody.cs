namespace Actors.Users;

/// <content>What is done where there is no account, so that nobody learns it from the answer.</content>
internal sealed partial class UserGrain
{
    private bool _hasRecalled;

    /// <summary>Brings back what was counted before this activation: that of a real account is in its row.</summary>
    private async Task RecallFailuresAsync()
    {
        if (_hasRecalled || user.State.Email is not null)
        {
            return;
        }

        var failures = LoginFailures.None;

        foreach (var (decoy, name) in madeUpNames.PlacesOf(Id).TakeWhile(_ => failures == LoginFailures.None))
        {
            failures = await GrainFactory.GetGrain<IDecoyGrain>(decoy).FindAsync(name);
        }

        user.State = user.State with { Lanes = user.State.Lanes.With(null, failures) };
        _hasRecalled = true;
    }

    /// <summary>The durable write of a count, as an account makes it.</summary>
    private Task KeepFailuresAsync(LoginFailures failures)
    {
        var (decoy, name) = DecoyOfName();
        return decoy.CountAsync(name, failures);
    }

    /// <summary>The durable write that an account would have cost, where there is none to write to.</summary>
    private Task WriteDecoyAsync() => DecoyOfName().Decoy.WriteAsync();

    private (IDecoyGrain Decoy, string Name) DecoyOfName()
    {
        var (decoy, name) = madeUpNames.PlacesOf(Id).First();
        return (GrainFactory.GetGrain<IDecoyGrain>(decoy), name);
    }
}
