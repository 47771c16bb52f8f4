using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>The look for secrets that ends every test which runs the program: it finds them, and takes nothing else for one.</summary>
public sealed class LogScanTests : IDisposable
{
    private readonly TemporaryDirectory _logs = new();

    public void Dispose() => _logs.Dispose();

    [Theory]
    [InlineData("signed in with a lantern over cold water")]
    [InlineData("the test's own key is handed-to-the-program")]
    [InlineData("Authorization: eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2ln")]
    [InlineData("rt_0192f0c1a2b37c4d8e9f0a1b2c3d4e5f.3.Zm9vYmFyYmF6")]
    [InlineData("ak_0192f0c1a2b37c4d8e9f0a1b2c3d4e5f_c2VjcmV0c2VjcmV0c2VjcmV0")]
    [InlineData("reset by 4d967a3d6e5f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7a8b9c0d")]
    [InlineData("master key dGhpcyBpcyB0aGUgbWFzdGVyIGtleSBvZiB0ZXN0cyE=")]
    [InlineData("recovered with ABCD-EFGH-2345")]
    [InlineData("secret JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")]
    [InlineData("otpauth://totp/Actors")]
    [InlineData("hash $2b$12$abcdefghijklmnopqrstuv")]
    [InlineData("""{"password":"x"}""")]
    public void A_secret_is_found_on_the_console_and_in_files(string line)
    {
        File.WriteAllText(Path.Combine(_logs.Path, "actors.log"), $"first\n{line}\n");

        Assert.Equal([line, line], LogScan.Find([line], _logs.Path, ["handed-to-the-program"]));
    }

    [Theory]
    [InlineData("""{"timestamp":"2026-11-20T21:05:00.123Z","level":"info","request_id":"4bf92f3577b34da6a3ce929d0e0e4736","user_id":"usr_0192f0c1a2b37c4d8e9f0a1b2c3d4e5f"}""")]
    [InlineData("POST /api/v1/auth/password/reset 204 in 3.1 ms")]
    [InlineData("Sent mail 0192f0c1-a2b3-7c4d-8e9f-0a1b2c3d4e5f at attempt 1")]
    public void What_is_no_secret_is_left_alone(string line) =>
        Assert.Empty(LogScan.Find([line], _logs.Path, []));
}
