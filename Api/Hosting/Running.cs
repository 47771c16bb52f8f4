namespace Actors.Api.Hosting;

/// <summary>The time between the start and the end of a program.</summary>
public static class Running
{
    /// <summary>Starts it and waits until it is told to stop. That may be while it starts: an API node without a silo waits for one.</summary>
    public static async Task RunUntilStoppedAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;

        try
        {
            await app.StartAsync();
            await app.WaitForShutdownAsync();
        }
        catch (Exception exception) when (stopping.IsCancellationRequested && exception is OperationCanceledException or OrleansException)
        {
            // It was stopped while it started: nothing went wrong. What had started is ended all the same.
            await EndWhatStartedAsync(app);
        }
        catch (Exception) when (!app.Lifetime.ApplicationStarted.IsCancellationRequested)
        {
            await EndWhatStartedAsync(app);
            throw;
        }
    }

    /// <summary>In its order, as the silo of Orleans wants to be ended: one that is disposed of while it runs cannot leave its cluster.</summary>
    private static async Task EndWhatStartedAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (Exception)
        {
            // What had not started yet may refuse to stop. The reason of it all is why the start failed.
        }
    }
}
