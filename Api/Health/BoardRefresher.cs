namespace Actors.Api.Health;

/// <summary>Looks at the board every second, so that what is last known is known before anybody asks, and never long ago.</summary>
internal sealed class BoardRefresher(ProbeBoard board, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Interval, async () => await board.GetAsync(_ => true), stoppingToken, atOnce: true);
}
