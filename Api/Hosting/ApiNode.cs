using Actors.Api.Configuration;
using Actors.Api.Service;
using Actors.Api.Telemetry.Logs;
using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>The API as a program of its own, in front of a cluster.</summary>
internal static class ApiNode
{
    public static WebApplication Create(string[] arguments)
    {
        // The options are read before they are validated, so nothing there may fail on a wrong one.
        var builder = CreateBuilder(arguments, connect: node =>
            node.AddClusterClient(node.Configuration.GetSection(ClusterClientOptions.Section).Get<ClusterClientOptions>() ?? new ClusterClientOptions()));
        builder.RefuseUnknownOptions();

        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.Services.RefuseUnwritableLogs();
        app.ListenAsConfigured();
        app.UseActorsApi();
        app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogInformation("Actors {Version}, an API node, answers on {Addresses}", ServiceVersion.Text, string.Join(", ", app.Urls)));
        return app;
    }

    /// <param name="arguments">The command line.</param>
    /// <param name="connect">Adds the way to the cluster, which not every engine has.</param>
    public static WebApplicationBuilder CreateBuilder(string[] arguments, Action<WebApplicationBuilder>? connect = null)
    {
        // One environment, as in the silo: the framework's other one shows stack traces to callers.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        // Built by itself, without the silo, it has no file.
        builder.Configuration.UseActorsSources(arguments, isFileOptional: true);
        builder.AddHostingOptions();
        builder.AddActorsLogging(directory: null);

        builder.Services.AddConnectionStrings()
            .Validate(databases => databases.Actors is { Length: > 0 }, "ConnectionStrings:Actors must name the database in which the silos of the cluster meet.");
        builder.Services.AddOptions<ClusterClientOptions>()
            // No check for unknown keys here: silos have others in this section, and the same file. RefuseUnknownOptions sees to it.
            .BindConfiguration(ClusterClientOptions.Section)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ClusterClientOptions>, ValidateClusterClientOptions>();
        builder.Services.AddSingleton<IValidateOptions<ClusterClientOptions>>(new ValidateClusterTls<ClusterClientOptions>(options => options.Tls));
        builder.Services.AddSingleton(new EngineName("orleans"));
        // Before what calls grains by itself: it starts first, and stops last.
        connect?.Invoke(builder);
        builder.Services.AddActorsApi().AddLostCallRetry();
        builder.SplitLists();
        return builder;
    }
}
