using System.Runtime.InteropServices;

namespace Actors.Api.Telemetry.Logs;

/// <summary>At SIGHUP <c>Logging:LogLevel</c> is read again from appsettings.json, so that an operator sees more, or less, without a stop.</summary>
internal sealed class LogLevels(IConfiguration configuration, ILogger<LogLevels> logger) : IHostedService, IDisposable
{
    private PosixSignalRegistration? _signal;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A terminal that is closed sends the same signal, and means the end.
        if (!OperatingSystem.IsWindows() && System.Console.IsInputRedirected)
        {
            _signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                Reload();
            });
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signal?.Dispose();

    private void Reload()
    {
        try
        {
            ((IConfigurationRoot)configuration).Reload();
            logger.LogInformation("Read the log levels again; other options hold as they were until the next start");
        }
        catch (Exception exception)
        {
            // What is wrong in the file must not end what runs.
            logger.LogError(exception, "The configuration could not be read again; the log levels stay");
        }
    }
}
