using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Actors.Testing;
using Npgsql;

namespace Actors.Tests.Clusters;

/// <summary>A cluster whose processes speak TLS with each other.</summary>
[Collection(ClusterCollection.Name)]
public sealed class TlsTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Silos_and_API_nodes_of_one_authority_serve_and_strangers_get_no_word()
    {
        using var ours = new Certificates(_directory.Below("ours"));
        using var theirs = new Certificates(_directory.Below("theirs"));
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres, ours.Options);
        var email = HttpAccounts.NewEmail();
        using var client = cluster.NewClient(0);

        await client.RegisterAsync(email);
        using var other = cluster.NewClient(1);
        await other.SignInAsync(email);

        foreach (var port in await PortsAsync(cluster.Database))
        {
            await HangsUpAsync(port, theirs);
            await HangsUpAsync(port, null);
        }
    }

    /// <summary>The ports of every silo: for other silos, and for API nodes.</summary>
    private static async Task<int[]> PortsAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT unnest(array[port, proxyport]) FROM orleansmembershiptable", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var ports = new List<int>();

        while (await reader.ReadAsync())
        {
            ports.Add(reader.GetInt32(0));
        }

        Assert.Equal(6, ports.Count);
        return [.. ports];
    }

    /// <summary>A silo shows its certificate to who speaks TLS, and hangs up on who has none of its authority without a word.</summary>
    private static async Task HangsUpAsync(int port, Certificates? stranger)
    {
        using var connection = new TcpClient("127.0.0.1", port);
        var plain = connection.GetStream();

        if (stranger is null)
        {
            await plain.WriteAsync(new byte[64]);
            Assert.True(await EndsAsync(plain));
            return;
        }

        using var certificate = X509Certificate2.CreateFromPemFile(stranger.Certificate, stranger.Key);
        string? shown = null;
        await using var tls = new SslStream(plain, leaveInnerStreamOpen: false, (_, silo, _, _) => (shown = silo?.Subject) is not null);
        // With TLS 1.3 the client is done before the server has looked at its certificate.
        var handshake = new SslClientAuthenticationOptions { TargetHost = "actors", ClientCertificates = [certificate], EnabledSslProtocols = SslProtocols.Tls13 };
        await tls.AuthenticateAsClientAsync(handshake);

        Assert.Equal(Certificates.Subject, shown);
        Assert.True(await EndsAsync(tls));
    }

    private static async Task<bool> EndsAsync(Stream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Eventually.Patience) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
