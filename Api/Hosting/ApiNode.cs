using Actors.Api.Service;
using Actors.Api.Telemetry.Logs;
using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>The API as a program of its own, in front of a cluster.</summary>
internal static class ApiNode
{
    public static WebApplication Create(string[] arguments)
    {
        // One environment, as in the silo: the framework's other one shows stack traces to callers.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddEnvironmentVariables("ACTORS__").AddCommandLine(arguments);
        builder.AddActorsLogging(directory: null, exception => exception is OperationCanceledException or OptionsValidationException);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning);

        builder.Services.AddOptions<ClusterClientOptions>()
            .BindConfiguration(ClusterClientOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .Validate<IConfiguration>(
                (_, configuration) => configuration.GetConnectionString("Actors") is { Length: > 0 },
                "ConnectionStrings:Actors must name the database in which the silos of the cluster meet.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ClusterClientOptions>, ValidateClusterClientOptions>();
        builder.Services.AddSingleton<IValidateOptions<ClusterClientOptions>>(new ValidateClusterTls<ClusterClientOptions>(options => options.Tls));
        builder.Services.AddSingleton(new EngineName("orleans"));
        builder.AddClusterClient(builder.Configuration.GetSection(ClusterClientOptions.Section).Get<ClusterClientOptions>() ?? new ClusterClientOptions());
        builder.Services.AddActorsApi().AddLostCallRetry();

        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        Listen(app);
        app.UseActorsApi();
        app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogInformation("Actors {Version}, an API node, answers on {Addresses}", ServiceEndpoints.Version, string.Join(", ", app.Urls)));
        return app;
    }

    /// <summary>127.0.0.1 and <c>Port</c>, unless <c>Urls</c> names other addresses: what nobody asked for must not be open to the network.</summary>
    private static void Listen(WebApplication app)
    {
        var named = app.Configuration["Urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var address in named is { Length: > 0 } ? named : [$"http://127.0.0.1:{app.Configuration["Port"] ?? "5080"}"])
        {
            app.Urls.Add(address);
        }
    }
}
