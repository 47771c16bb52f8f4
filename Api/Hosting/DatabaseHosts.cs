using Npgsql;

namespace Actors.Api.Hosting;

/// <summary>Which of the hosts of <c>ConnectionStrings:Actors</c> is connected to, for all that connect to one.</summary>
public static class DatabaseHosts
{
    /// <summary>What an operator is told when it is no connection string; no password is in it.</summary>
    public const string Unreadable = "ConnectionStrings:Actors is no connection string of PostgreSQL: Host=…;Username=…;Password=…;Database=….";

    public static bool CanRead(string connectionString)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(OfPrimary(connectionString).Host);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The connection string, which means the primary where it names several hosts: a standby would refuse writes and may lag behind.</summary>
    public static NpgsqlConnectionStringBuilder OfPrimary(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            // One of several is the primary; which one can change, and is asked anew soon after.
            builder.TargetSessionAttributes ??= "primary";
            builder.HostRecheckSeconds = 1;
        }

        return builder;
    }

    /// <summary>The same as a text, for those who look at it later; one that cannot be read stays as it is, and is refused with the other options.</summary>
    public static string? TextOfPrimary(string? connectionString) =>
        connectionString is not null && CanRead(connectionString) ? OfPrimary(connectionString).ConnectionString : connectionString;
}
