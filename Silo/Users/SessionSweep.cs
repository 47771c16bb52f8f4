using Actors.Storage;
using Actors.Users;

namespace Actors.Silo.Users;

/// <summary>
/// Finds the users whose sessions were not told of a suspension or a new password, whose former address was not released, or whose deletion was
/// not finished, because a process ended in between, and has it made good: at the start and every minute.
/// </summary>
/// <remarks>On every silo; a user who is told twice is told nothing new.</remarks>
internal sealed class SessionSweep(IGrainFactory grains, IUserIndex users, TimeProvider clock, ILogger<SessionSweep> log) : BackgroundService
{
    private const int Round = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Interval, () => SweepAsync(stoppingToken), stoppingToken, atOnce: true);

    /// <summary>Has all of them told that are found now.</summary>
    internal async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A round that is not full was the last. One that is told meanwhile is no longer found.
            while (await users.ListBehindAsync(Round, stoppingToken) is { IsEmpty: false } behind)
            {
                await Task.WhenAll(behind.Select(CatchUpAsync));
                log.LogInformation("The sessions of {Count} users were told of a change that a crash kept from them", behind.Length);

                if (behind.Length < Round)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "Sessions that were not told of a change will be told later");
        }
    }

    private async Task CatchUpAsync(string userId)
    {
        if (await grains.GetUserSessions(userId).CatchUpAsync())
        {
            await grains.GetAdministrators().DeleteAsync(userId, RequestOrigin.System);
            return;
        }

        await grains.ReleaseFormerEmailsAsync(userId);
    }
}
