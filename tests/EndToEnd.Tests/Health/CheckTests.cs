using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Health;
using Actors.Silo.Hosting;
using Actors.Silo.Probes.Checks;
using Actors.Testing;

namespace Actors.Tests.Health;

/// <summary>The checks that need no server program.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_disk_is_judged_by_its_free_space()
    {
        var check = new DiskCheck(new DataDirectory(_directory.Path));

        var enough = await Checks.RunAsync(check, null);
        Assert.InRange(enough.Metrics["free_percent"], 0, 100);
        Assert.Equal(enough.Metrics["total_bytes"], new DriveInfo(_directory.Path).TotalSize);

        Assert.Equal(HealthStatus.Healthy, (await Checks.RunAsync(check, _directory.Path + "?free=0")).Status);
        Assert.Equal(HealthStatus.Unhealthy, (await Checks.RunAsync(check, _directory.Path + "?free=100")).Status);
        Assert.Equal("there is no such directory", await Checks.FailAsync(check, _directory.Below("nothing")));
    }

    [Fact]
    public async Task The_memory_is_judged_by_the_share_in_use()
    {
        var check = new MemoryCheck();

        // Of a limit that leaves room, however small the machine.
        var result = await Checks.RunAsync(check, "100");

        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.InRange(result.Metrics["limit_bytes"], 100e6, 1e14);
        Assert.InRange(result.Metrics["used_percent"], 0.01, 90);
        Assert.Equal("must be a percentage from 1 to 100, or left out.", check.Refuse("0"));
    }

    [Fact]
    public async Task A_port_is_open_or_it_is_not()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var target = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        Assert.Equal(HealthStatus.Healthy, (await Checks.RunAsync(new TcpCheck(), target)).Status);
        Assert.Equal(HealthStatus.Healthy, (await Checks.RunAsync(new TcpCheck(), $"tcp://{target}")).Status);

        listener.Stop();
        await Assert.ThrowsAsync<SocketException>(() => Checks.RunAsync(new TcpCheck(), "tcp://127.0.0.1:1"));
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", HealthStatus.Healthy, "status 204")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", HealthStatus.Healthy, "status 302")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 6\r\n\r\nsecret", HealthStatus.Unhealthy, "status 503")]
    public async Task A_page_passes_by_its_status_alone(string answer, HealthStatus expected, string detail)
    {
        using var check = new HttpCheck();
        using var server = new OneAnswer(answer);

        var result = await Checks.RunAsync(check, $"http://user:p%40ss@127.0.0.1:{server.Port}/health?x=1");

        Assert.Equal(expected, result.Status);
        Assert.Equal(detail, result.Detail);
        var request = await server.RequestAsync();
        Assert.StartsWith("GET /health?x=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Basic " + Convert.ToBase64String("user:p@ss"u8), request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_a_scheme_is_asked_for_by_http()
    {
        using var check = new HttpCheck();
        using var server = new OneAnswer("HTTP/1.1 204 No Content\r\n\r\n");

        Assert.Equal("status 204", (await Checks.RunAsync(check, $"127.0.0.1:{server.Port}/health?x=1")).Detail);

        Assert.StartsWith("GET /health?x=1 HTTP/1.1\r\n", await server.RequestAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("220 hi\r\n", "EHLO", "554 no\r\n", "the answer to EHLO is 554")]
    [InlineData("554 no\r\n", null, null, "the answer to the greeting is 554")]
    [InlineData("HTTP/1.1 400\r\n", null, null, "the answer to the greeting is not SMTP")]
    public async Task A_mail_server_is_taken_at_its_word(string greeting, string? command, string? answer, string expected)
    {
        using var server = new OneAnswer(answer ?? "", greeting);

        Assert.Equal(expected, await Checks.FailAsync(new SmtpCheck(), $"smtp://127.0.0.1:{server.Port}"));

        if (command is not null)
        {
            Assert.StartsWith(command, await server.RequestAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_answer_without_an_end_is_not_read_to_the_end()
    {
        using var server = new OneAnswer("", new string('2', 100_000));

        Assert.Equal("the answer is too long", await Checks.FailAsync(new SmtpCheck(), $"smtp://127.0.0.1:{server.Port}"));
    }

    [Theory]
    [InlineData(ProbeKinds.Redis, "redis://cache\u200d.example", false)]
    [InlineData(ProbeKinds.Redis, "redis://cache", true)]
    [InlineData(ProbeKinds.Redis, "rediss://u:p@cache:6380/2", true)]
    [InlineData(ProbeKinds.Redis, "redis://cache/two", false)]
    [InlineData(ProbeKinds.Redis, "127.0.0.1:6379", true)]
    [InlineData(ProbeKinds.Redis, "[::1]:6379/2", true)]
    [InlineData(ProbeKinds.Redis, "cache", true)]
    [InlineData(ProbeKinds.Redis, "http://cache", false)]
    [InlineData(ProbeKinds.Redis, "cache:many", false)]
    [InlineData(ProbeKinds.Redis, "u:p@cache:6379", false)]
    [InlineData(ProbeKinds.Redis, "two words", false)]
    [InlineData(ProbeKinds.Redis, "Host=cache", false)]
    [InlineData(ProbeKinds.Redis, null, false)]
    [InlineData(ProbeKinds.Redis, "redis://u:2024?er2@cache", false)]
    [InlineData(ProbeKinds.Http, "https://host/health?of=a@b", true)]
    [InlineData(ProbeKinds.RabbitMq, "amqp://u:p@mq/vhost", true)]
    [InlineData(ProbeKinds.RabbitMq, "mq:5672", true)]
    [InlineData(ProbeKinds.Postgres, "postgres://u:p@db/app?sslmode=verify-full", true)]
    [InlineData(ProbeKinds.Postgres, "postgres://u:p@db/app?sslmode=maybe", false)]
    [InlineData(ProbeKinds.Postgres, "db:5432/app?sslmode=require", true)]
    [InlineData(ProbeKinds.Postgres, "Host=db;Username=app;Password='p;@:/#';Database=app;SSL Mode=Require", true)]
    [InlineData(ProbeKinds.Postgres, "Username=app;Database=app", false)]
    [InlineData(ProbeKinds.Postgres, "Host=db;Pasword=hunter2", false)]
    [InlineData(ProbeKinds.Postgres, "Host=db;Password=\"hunter2", false)]
    [InlineData(ProbeKinds.Tcp, "tcp://host:1", true)]
    [InlineData(ProbeKinds.Tcp, "elsewhere:1", true)]
    [InlineData(ProbeKinds.Tcp, "tcp://elsewhere", false)]
    [InlineData(ProbeKinds.Tcp, "elsewhere", false)]
    [InlineData(ProbeKinds.Http, "https://host/health", true)]
    [InlineData(ProbeKinds.Http, "localhost:8080/health?full=1", true)]
    [InlineData(ProbeKinds.Http, "ftp://host/", false)]
    [InlineData(ProbeKinds.Http, "file:///etc/passwd", false)]
    [InlineData(ProbeKinds.Smtp, "smtp://mail", true)]
    [InlineData(ProbeKinds.Smtp, "localhost:25", true)]
    [InlineData(ProbeKinds.Smtp, "smtp://u:p@mail", false)]
    [InlineData(ProbeKinds.Disk, "/var/lib?free=5", true)]
    [InlineData(ProbeKinds.Disk, "relative", false)]
    [InlineData(ProbeKinds.Memory, "80", true)]
    [InlineData(ProbeKinds.Memory, "many", false)]
    public void A_target_that_its_kind_cannot_check_is_refused_without_being_repeated(string kind, string? target, bool valid)
    {
        using var http = new HttpCheck();
        IProbeCheck[] checks =
        [
            new RedisCheck(), new RabbitMqCheck(), new PostgresCheck(), new TcpCheck(), http, new SmtpCheck(),
            new DiskCheck(new DataDirectory(_directory.Path)), new MemoryCheck(),
        ];

        var reason = checks.Single(check => check.Kind == kind).Refuse(target);

        Assert.Equal(valid, reason is null);
        Assert.True(target is null || reason?.Contains(target, StringComparison.Ordinal) != true);
    }

    /// <summary>Greets one caller, reads once, answers once.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task<string> _request;

        public OneAnswer(string answer, string greeting = "")
        {
            _listener.Start();
            _request = ServeAsync(answer, greeting);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Task<string> RequestAsync() => _request.WaitAsync(Eventually.Patience);

        public void Dispose() => _listener.Stop();

        private async Task<string> ServeAsync(string answer, string greeting)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting));
            var buffer = new byte[8192];
            var read = await stream.ReadAsync(buffer);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));

            return Encoding.ASCII.GetString(buffer, 0, read);
        }
    }
}
