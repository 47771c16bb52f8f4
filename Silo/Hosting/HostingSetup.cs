using Actors.Api.Hosting;
using Orleans.Runtime;

namespace Actors.Silo.Hosting;

internal static class HostingSetup
{
    /// <summary>Where to listen, where the data lies, how long a stop may take.</summary>
    public static DataDirectory AddHosting(this WebApplicationBuilder builder)
    {
        var options = builder.AddHostingOptions();
        var data = new DataDirectory(string.IsNullOrWhiteSpace(options.Data) ? "." : options.Data);
        builder.Services.AddSingleton(data);
        builder.Services.AddHostedService<Announcement>();
        return data;
    }

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
            // It was stopped while it started: nothing went wrong.
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
