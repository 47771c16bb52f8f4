using Actors.Api;
using Actors.Api.Configuration;
using Actors.Api.Hosting;
using Actors.Api.Telemetry.Logs;
using Actors.Silo.Commands;
using Actors.Silo.Hosting;
using Microsoft.Extensions.Options;

ProcessCulture.BeInvariant();
CreationMask.LeaveOutOthers();

if (Command.Find(args) is { } command)
{
    using var interruption = new Interruption();
    return await StartupErrors.ReportAsync(() => command.RunAsync(args[1..], interruption.Token));
}

return await StartupErrors.ReportAsync(async () =>
{
    var builder = ActorsHost.CreateBuilder(args);
    builder.RefuseUnknownOptions();

    await using var app = builder.Build();
    // All that is wrong is told at once, before the database is touched.
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.Services.GetRequiredService<DataDirectory>().Create();
    app.Services.RefuseUnwritableLogs();
    app.Services.NameGrainsInLogs();

    if (app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServeApi)
    {
        app.ListenAsConfigured();
        app.UseActorsApi();
    }

    await app.RunUntilStoppedAsync();
});
