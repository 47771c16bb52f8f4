using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>The databases. Section <c>ConnectionStrings</c>.</summary>
public sealed class ConnectionStringOptions
{
    public const string Section = "ConnectionStrings";

    /// <summary>The PostgreSQL database of <c>Storage:Provider=postgres</c> and of a cluster's membership: <c>Host=…;Username=…;Password=…;Database=…</c>. Of several hosts, <c>Host=one,other</c>, the one that is the primary is used. Default none.</summary>
    public string? Actors { get; set; }
}

public static class ConnectionStringServices
{
    /// <summary>One that is given has to lead to a database; whether one is needed is for others to say.</summary>
    public static OptionsBuilder<ConnectionStringOptions> AddConnectionStrings(this IServiceCollection services) =>
        services.AddSection<ConnectionStringOptions>(ConnectionStringOptions.Section)
            .Validate(databases => databases.Actors is not { Length: > 0 } text || DatabaseHosts.CanRead(text), DatabaseHosts.Unreadable);
}
