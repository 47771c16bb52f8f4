using System.Globalization;
using System.Text;
using Actors.Silo.Storage;

namespace Actors.Tests.Storage.Contract;

/// <summary>Stored users, as many as asked: number n is created n minutes after the start of 2026.</summary>
internal static class ManyUsers
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Id(int n) => $"usr_{n:d6}";

    /// <summary>Every hundredth is suspended, every thousandth an administrator; e-mails run against the order of creation.</summary>
    public static string Payload(int n, int count) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"email":"User{{count - n:d6}}@Example.org","email_normalized":"user{{count - n:d6}}@example.org","email_verified":true,
        "display_name":"User {{n}}","status":"{{(n % 100 == 0 ? "Suspended" : "Active")}}","roles":{{(n % 1000 == 0 ? """["user","admin"]""" : """["user"]""")}},
        "mfa_enabled":{{(n % 2 == 0 ? "true" : "false")}},"created_at":"{{Start.AddMinutes(n):yyyy-MM-ddTHH:mm:sszzz}}",
        "last_login_at":null,"password_hash":"{{new string('x', 60)}}","lanes":{{new string(' ', 600)}}[]}
        """);

    internal static async Task WriteAsync(IStateStore store, int count)
    {
        foreach (var chunk in Enumerable.Range(1, count).Chunk(5_000))
        {
            var outcomes = await Task.WhenAll(chunk.Select(n => store.WriteAsync(
                new StateWrite(new StateKey("user", Id(n), "user"), null) { Payload = Encoding.UTF8.GetBytes(Payload(n, count)) })));
            Assert.All(outcomes, outcome => Assert.True(outcome.Stored));
        }
    }
}
