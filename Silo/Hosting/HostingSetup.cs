using Actors.Api.Hosting;

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
}
