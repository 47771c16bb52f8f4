using Actors.Storage;
using Actors.Tokens;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Mfa;

/// <summary>Puts the second factors of all users under the present master key, where a former one is named: those who do not sign in keep theirs, too, when it goes.</summary>
/// <remarks>On every silo, at its start: where others still run with the keys as they were, it goes round again. A second factor that is there already is left alone.</remarks>
internal sealed class SecondFactorSweep(
    IGrainFactory grains, IUserIndex users, MasterKey master, IOptions<TokenOptions> options, TimeProvider clock, ILogger<SecondFactorSweep> log)
    : BackgroundService
{
    private const int Round = 100;

    /// <summary>After the list could not be read to its end.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>After some users' failed: each time all of them are asked, and a secret that is damaged does not heal.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(options.Value.PreviousMasterKey))
        {
            return;
        }

        try
        {
            while (await TrySweepAsync(stoppingToken) is { } pause)
            {
                await Task.Delay(pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is no failure: the next start begins anew.
        }
    }

    /// <summary>Goes once through all users; answers how long to wait before that is to be done again, and null when it need not be.</summary>
    private async Task<TimeSpan?> TrySweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (count, failed) = await SweepAsync(stoppingToken);

            if (failed == 0)
            {
                log.LogInformation("The second factors of {Count} users are under the master key {Id} and need no former one", count, master.Id);
                return null;
            }

            log.LogWarning("{Failed} second factors could not be put under the master key {Id} and may need the former one; all are tried again later", failed, master.Id);
            return LongPause;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "Second factors that are under the former master key will be put under the present one later");
            return Pause;
        }
    }

    private async Task<(int Count, int Failed)> SweepAsync(CancellationToken stoppingToken)
    {
        var (count, failed, query) = (0, 0, new UserQuery { Sort = UserSort.OldestFirst, Limit = Round });

        do
        {
            var page = await users.ListAsync(query, stoppingToken);
            var renewed = await Task.WhenAll(page!.Items.Where(user => user.MfaEnabled).Select(user => RenewAsync(user.Id, stoppingToken)));

            (count, failed, query) = (count + renewed.Count(done => done), failed + renewed.Count(done => !done), query with { Cursor = page.NextCursor });
        }
        while (query.Cursor is not null);

        return (count, failed);
    }

    /// <summary>One that cannot be put under the present key holds up nobody else's.</summary>
    private async Task<bool> RenewAsync(string userId, CancellationToken stoppingToken)
    {
        try
        {
            if (await grains.GetUserMfa(userId).PutSecretsUnderAsync(master.Id))
            {
                return true;
            }

            log.LogWarning("The second factor of {UserId} is on a silo that has another present master key", userId);
            return false;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "The second factor of {UserId} could not be put under the present master key", userId);
            return false;
        }
    }
}
