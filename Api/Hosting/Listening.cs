using Actors.Health;
using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>Where silos and API nodes listen, and how long they take to stop.</summary>
public static class Listening
{
    // For the silo to leave its cluster and its grains to write what they have not yet.
    private static readonly TimeSpan LeavingTime = TimeSpan.FromSeconds(10);

    /// <summary>Binds the options of the root; a wrong one stops the start.</summary>
    /// <returns>What they are, read before they are validated: nothing may fail on a wrong one.</returns>
    public static HostingOptions AddHostingOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<HostingOptions>()
            // No check for unknown keys here: the root holds every other section too. RefuseUnknownOptions sees to it.
            .BindConfiguration(HostingOptions.Section)
            .Validate(
                options => options.Urls is null || options.GetAddresses().All(CanListenOn),
                "Urls must be addresses such as http://0.0.0.0:5080, separated by semicolons.")
            .Validate(
                options => !options.GetAddresses().Any(IsAnyPortOfLocalhost),
                "Urls: localhost is two addresses, and a port that is free for both is not looked for: name one, http://127.0.0.1:0.")
            .Validate<IConfiguration>(
                (options, configuration) => configuration.GetSection(ServerCertificate.Section).Exists() || !options.GetAddresses().Any(IsHttps),
                $"Urls with https needs {ServerCertificate.Section}, the certificate of the server.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<HostingOptions>, ValidateHostingOptions>();
        builder.Services.AddSingleton<IValidateOptions<HostingOptions>, ServerCertificate>();

        var options = builder.Configuration.Get<HostingOptions>() ?? new HostingOptions();
        var health = builder.Configuration.GetSection(HealthOptions.Section).Get<HealthOptions>() ?? new HealthOptions();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Sum(health.DrainDelay, options.ShutdownTimeout));
        return options;
    }

    public static void ListenAsConfigured(this WebApplication app)
    {
        foreach (var address in app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.GetAddresses())
        {
            app.Urls.Add(address);
        }
    }

    /// <summary>The host has one time for all of a stop, in which none of its parts must take from the next. Of wrong options, which stop the start, any sum will do.</summary>
    private static TimeSpan Sum(TimeSpan drain, TimeSpan requests) => TimeSpan.FromTicks(unchecked(drain.Ticks + requests.Ticks + LeavingTime.Ticks));

    private static bool IsHttps(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool IsAnyPortOfLocalhost(string address) =>
        CanListenOn(address) && BindingAddress.Parse(address) is { Port: 0 } parsed && parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the server takes it: an address of http or https without a path, with a port that there is.</summary>
    private static bool CanListenOn(string address)
    {
        if (!Uri.TryCreate(address.Replace("://*", "://any").Replace("://+", "://any"), UriKind.Absolute, out _))
        {
            return false;
        }

        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.PathBase.Length == 0 && parsed.Scheme.ToLowerInvariant() is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
