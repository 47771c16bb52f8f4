namespace Actors.Api.Hosting;

/// <summary>The databases. Section <c>ConnectionStrings</c>.</summary>
public sealed class ConnectionStringOptions
{
    public const string Section = "ConnectionStrings";

    /// <summary>The PostgreSQL database of <c>Storage:Provider=postgres</c> and of a cluster's membership: <c>Host=…;Username=…;Password=…;Database=…</c>. Of several hosts, <c>Host=one,other</c>, the one that is the primary is used. Default none.</summary>
    public string? Actors { get; set; }
}
