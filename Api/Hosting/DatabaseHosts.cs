using Npgsql;

namespace Actors.Api.Hosting;

/// <summary>Which of the hosts of <c>ConnectionStrings:Actors</c> is connected to, for all that connect to one.</summary>
public static class DatabaseHosts
{
    /// <summary>The connection string, which means the primary where it names several hosts: a standby would refuse writes and may lag behind.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
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
}
