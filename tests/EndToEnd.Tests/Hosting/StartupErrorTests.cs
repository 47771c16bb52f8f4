using System.Net.Sockets;
using Actors.Api.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Actors.Tests.Hosting;

/// <summary>What keeps the program from starting, as it is thrown by what it is made of.</summary>
public sealed class StartupErrorTests
{
    private static readonly SocketException Denied = new((int)SocketError.AccessDenied);
    private static readonly SocketException Taken = new((int)SocketError.AddressAlreadyInUse);

    public static TheoryData<Exception, string> Failures => new()
    {
        { new UnauthorizedAccessException("Access to the path '/opt/actors/appsettings.json' is denied."), "Access to the path '/opt/actors/appsettings.json' is denied." },
        {
            new IOException("Failed to bind to address http://127.0.0.1:5080: address already in use.", new AddressInUseException(Taken.Message, Taken)),
            "Failed to bind to address http://127.0.0.1:5080: address already in use. Choose another with --port."
        },
        {
            new IOException("Failed to bind to address http://localhost:80.", new AggregateException(Denied, Denied)),
            $"Failed to bind to address http://localhost:80. {Denied.Message}. Choose another with --port or --urls."
        },
        {
            new AddressInUseException(Taken.Message, Taken),
            $"The address for a cluster cannot be used: {Taken.Message}. Choose other ports with --Cluster:SiloPort and --Cluster:GatewayPort."
        },
        {
            Denied,
            $"The address cannot be used: {Denied.Message}. Choose another with --port or --urls, for a cluster with --Cluster:Advertise."
        },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_is_for_the_operator_to_mend_is_told_in_a_line(Exception failure, string line) => Assert.Equal([line], StartupErrors.Lines(failure));
}
