using System.IO.Pipelines;
using System.Text;
using Actors.Api.Access;
using Actors.Api.Users.Import;
using Actors.Testing;

namespace Actors.Tests.Users;

/// <summary>An import whose sender's session cannot be asked for at times.</summary>
public sealed class ImportRoundTests
{
    private static readonly RequestOrigin Origin = new("req-1", "203.0.113.7", "a browser", "usr_1");
    private static readonly CurrentUser Admin = new() { UserId = "usr_1", SessionId = "ses_1", Roles = [Actors.Users.Roles.Admin] };

    [Fact]
    public async Task Lines_that_come_while_it_is_not_known_fail_and_the_ones_after_them_are_taken()
    {
        var (body, results) = (new Pipe(), new Pipe());
        using var reader = new StreamReader(results.Reader.AsStream());
        await using var cluster = await GrainCluster.StartAsync();
        var asked = 0;
        var importing = ImportEndpoint.ImportAsync(
            new ImportLines(body.Reader), results.Writer, () => ++asked == 2 ? throw new TimeoutException() : ValueTask.FromResult<CurrentUser?>(Admin),
            Origin, cluster.Grains, CancellationToken.None);

        Assert.Equal("""{"line":1,"status":"invalid","code":"malformed_json"}""", await SendAsync());
        Assert.Equal("""{"line":2,"status":"failed","code":"unavailable"}""", await SendAsync());
        Assert.Equal("""{"line":3,"status":"invalid","code":"malformed_json"}""", await SendAsync());
        await body.Writer.CompleteAsync();
        await importing;

        async Task<string?> SendAsync()
        {
            await body.Writer.WriteAsync(Encoding.ASCII.GetBytes("{\n"));
            return await reader.ReadLineAsync().WaitAsync(Eventually.Patience);
        }
    }
}
