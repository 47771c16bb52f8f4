using Actors.Health;

namespace Actors.Tests.Health;

public sealed class ProbeTargetTests
{
    [Theory]
    [InlineData("redis://localhost:6379/0", "redis://localhost:6379/0")]
    [InlineData("redis://:hunter2@localhost:6379/0", "redis://:***@localhost:6379/0")]
    [InlineData("amqp://guest:hunter2@mq/vhost", "amqp://guest:***@mq/vhost")]
    [InlineData("amqp://guest:hunter2@[::1]:5672/", "amqp://guest:***@[::1]:5672/")]
    [InlineData("postgres://app:p%40hunter2@db:5432/app?sslmode=require", "postgres://app:***@db:5432/app?sslmode=require")]
    [InlineData("http://hunter2@host/", "http://***@host/")]
    [InlineData("https://host/health?token=hunter2&full=1", "https://host/health?token=***&full=1")]
    [InlineData("https://host/health?a=1&X-Api-Key=hunter2", "https://host/health?a=1&X-Api-Key=***")]
    [InlineData("https://host/health#hunter2", "https://host/health#***")]
    // Unescaped signs: no valid address, or one whose parts are not what they seem.
    [InlineData("redis://:hunt#er2@localhost", "redis://***")]
    [InlineData("redis://:hunt/er2@localhost", "redis://***")]
    [InlineData("redis://u:hunt?er2@localhost", "redis://***")]
    [InlineData("redis://u:2024?hunter2@cache", "redis://***")]
    [InlineData("redis://u:2024#hunter2@cache", "redis://***")]
    [InlineData("https://hunter?2@host", "https://***")]
    [InlineData("postgres://app:hunter2@@db/app", "postgres://***")]
    [InlineData("app:hunter2@db", "***")]
    [InlineData("localhost:5432", "localhost:5432")]
    [InlineData("localhost:8080/health?token=hunter2&full=1", "localhost:8080/health?token=***&full=1")]
    [InlineData("Host=db;Username=app;Password=hunter2;Database=app", "Host=db;Username=app;Password=***;Database=app")]
    [InlineData("pwd=hunter2 ;Host=db", "pwd=***;Host=db")]
    [InlineData("Host=db;PSW=hunter2", "Host=db;PSW=***")]
    [InlineData("Host=db;Password = \"hunt;\"\"er2\";SSL Password='hunt;''er2'", "Host=db;Password = ***;SSL Password=***")]
    [InlineData("Host=db;Password=hunt=er?2/", "Host=db;Password=***")]
    [InlineData("Host=db;Password=hunt@er2", "***")]
    [InlineData("Host=db;Username=app", "Host=db;Username=app")]
    [InlineData("/var/lib?free=10", "/var/lib?free=10")]
    [InlineData("90", "90")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Nothing_that_can_be_a_secret_is_shown(string? target, string? shown) => Assert.Equal(shown, ProbeTarget.Mask(target));
}
