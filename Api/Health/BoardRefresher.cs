namespace Actors.Api.Health;

/// <summary>Looks at the board every second, so that what is last known is known before anybody asks, and never long ago.</summary>
internal sealed class BoardRefresher(ProbeBoard board, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await board.GetAsync(_ => true);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is no failure.
        }
    }
}
