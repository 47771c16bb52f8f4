using Actors.Tokens;

namespace Actors.Api.Tokens;

/// <summary>Asks for the key ring every 15 seconds, so that a withdrawn key is forgotten by nodes that would not ask, and a ring that cannot be read is known before a request needs it.</summary>
internal sealed class KeyPoll(SigningKeys keys, TimeProvider clock, ILogger<KeyPoll> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string? _obstacle = "the signing keys were not read yet";
    private bool _everRead;
    private bool _isFailing;

    /// <summary>Why tokens cannot be verified here, for operators; null when they can.</summary>
    public string? Obstacle => Volatile.Read(ref _obstacle);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(await AskAsync() ? Interval : Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is no failure.
        }
    }

    private async Task<bool> AskAsync()
    {
        try
        {
            await keys.RefreshAsync();
            _everRead = true;
            Tell(null, null);
            return true;
        }
        catch (MasterKeyException exception)
        {
            Tell(exception.Message, exception);
            return false;
        }
        catch (Exception exception)
        {
            // What was read before is good for as long as tokens are; only the news is missing.
            Tell(_everRead ? null : "the signing keys cannot be read", exception);
            return false;
        }
    }

    /// <summary>Logs a trouble when it begins, and not with every try.</summary>
    private void Tell(string? obstacle, Exception? exception)
    {
        if (exception is not null && (!_isFailing || obstacle != _obstacle))
        {
            log.LogError(exception, "The signing keys cannot be read");
        }

        _isFailing = exception is not null;
        Volatile.Write(ref _obstacle, obstacle);
    }
}
