using Microsoft.Extensions.Hosting;

namespace Actors.Users.Passwords;

/// <summary>Reads the dictionaries and the operator's file at the start: a bad file stops the start, and no user waits for either.</summary>
internal sealed class PasswordWarmUp(PasswordStrength strength, RefusedPasswords refused) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        strength.Judge("warm-up", []);
        _ = refused.Count;

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
