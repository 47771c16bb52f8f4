using Actors.Testing;
using Actors.Tokens;

namespace Actors.Tests.Hosting;

/// <summary>Processes that are each alone, on one PostgreSQL database.</summary>
public sealed class SoleProcessTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_second_one_waits_until_the_first_has_ended()
    {
        string[] options = ["--Storage:Provider", "postgres", "--ConnectionStrings:Actors", await postgres.CreateDatabaseAsync(), "--Tokens:MasterKey", MasterKey.Generate()];
        await using var first = await ActorsProcess.StartAsync(_data.Below("first"), options);
        await using var second = ActorsProcess.Launch(_data.Below("second"), options);
        await second.LineAsync(line => line.Contains("is in use by another process, whose end is awaited", StringComparison.Ordinal));

        await first.KillAsync();

        await second.AnswersAsync();
        await second.StopAsync();
    }
}
