using Actors.Api;
using Actors.Api.Configuration;
using Actors.Api.Service;
using Actors.Api.Telemetry.Logs;
using Actors.Silo.Mail;
using Actors.Silo.Mfa;
using Actors.Silo.Probes;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Telemetry;
using Actors.Silo.Tokens;
using Actors.Silo.Users;
using Actors.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;

namespace Actors.Silo.Hosting;

/// <summary>What the program is made of.</summary>
internal static class ActorsHost
{
    public static WebApplicationBuilder CreateBuilder(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // appsettings.json lies beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
            // There is one environment: the framework's other one shows stack traces to callers.
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.UseActorsSources(arguments);

        var data = builder.AddHosting();
        builder.AddActorsLogging(data.Logs);
        builder.Services.AddMasterKey(data);
        builder.Services.AddClusterOptions();
        // Read before they are validated, so nothing here may fail on a wrong one.
        var cluster = builder.Configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>() ?? new ClusterOptions();
        builder.AddEngine(cluster, silo => silo.Services.AddGrains());
        // Before the store is opened, which may change its schema.
        builder.Services.AddHostedService<PostgresTenancy>();
        builder.Services.AddStorage(StorageNames.Default);
        builder.Services.Configure<StorageOptions>(storage => storage.Directory = data.Root);
        builder.Services.AddSingleton(new EngineName(Engine.Name));
        builder.Services.AddProbes();
        builder.Services.AddHostedService<ActivationMeter>();
        builder.Services.AddActorsApi();
        if (cluster.IsCluster)
        {
            builder.Services.AddLostCallRetry();
            builder.Services.AddSingleton<IOutgoingGrainCallFilter, InnerCallRetry>();
            builder.Services.AddSingleton<IIncomingGrainCallFilter, RejectionWithin>();
        }

        if (!cluster.ServeApi)
        {
            builder.Services.AddSingleton<IServer, NoServer>();
        }

        builder.Services.AddAdministrator();
        builder.Services.AddHostedService<SessionSweep>();
        builder.Services.AddHostedService<SecondFactorSweep>();
        builder.Services.AddMail();
        builder.SplitLists();

        return builder;
    }
}
