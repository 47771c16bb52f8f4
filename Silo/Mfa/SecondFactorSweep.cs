using Actors.Storage;
using Actors.Tokens;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Mfa;

/// <summary>Puts the second factors of all users under the present master key, where a former one is named: those who do not sign in keep theirs, too, when it goes.</summary>
/// <remarks>On every silo, at its start: the last one to start finds nobody left who would put them back. A second factor that is there already is left alone.</remarks>
internal sealed class SecondFactorSweep(
    IGrainFactory grains, IUserIndex users, MasterKey master, IOptions<TokenOptions> options, TimeProvider clock, ILogger<SecondFactorSweep> log)
    : BackgroundService
{
    private const int Round = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(options.Value.PreviousMasterKey))
        {
            return;
        }

        try
        {
            while (!await TrySweepAsync(stoppingToken))
            {
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is no failure: the next start begins anew.
        }
    }

    private async Task<bool> TrySweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            var count = await SweepAsync(stoppingToken);
            log.LogInformation("The second factors of {Count} users are under the master key {Id} and need no former one", count, master.Id);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "Second factors that are under the former master key will be put under the present one later");
            return false;
        }
    }

    private async Task<int> SweepAsync(CancellationToken stoppingToken)
    {
        var (count, query) = (0, new UserQuery { Sort = UserSort.OldestFirst, Limit = Round });

        do
        {
            var page = await users.ListAsync(query, stoppingToken);
            var enrolled = page!.Items.Where(user => user.MfaEnabled).ToList();

            await Task.WhenAll(enrolled.Select(user => grains.GetUserMfa(user.Id).ReencryptSecretsAsync()));
            (count, query) = (count + enrolled.Count, query with { Cursor = page.NextCursor });
        }
        while (query.Cursor is not null);

        return count;
    }
}
