using Actors.Health;

namespace Actors.Silo.Probes.Checks;

/// <summary>A conversation by RFC 5321 that sends no mail.</summary>
internal sealed class SmtpCheck : IProbeCheck
{
    private const int MaxLines = 100;

    private static readonly (string Scheme, int Port)[] Schemes = [("smtp", 25), ("smtps", 465)];

    public string Kind => ProbeKinds.Smtp;

    public string? Refuse(string? target)
    {
        if (ProbeUri.Refuse(target, Schemes) is { } reason)
        {
            return reason;
        }

        return ProbeUri.Parse(target, Schemes) is { User: null, Password: null }
            ? null
            : "must not name a user: the probe does not sign in.";
    }

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        var target = ProbeUri.Parse(probe.Target, Schemes);
        await using var connection = await ProbeConnection.OpenAsync(target.Host, target.Port, target.Scheme == "smtps", cancellationToken);

        await ExpectAsync(connection, "220", "the greeting", cancellationToken);
        await AskAsync(connection, "EHLO actors.invalid", "250", cancellationToken);
        await AskAsync(connection, "NOOP", "250", cancellationToken);
        await AskAsync(connection, "QUIT", "221", cancellationToken);

        return CheckResult.Healthy("ready for mail");
    }

    private static async Task AskAsync(ProbeConnection connection, string command, string expected, CancellationToken cancellationToken)
    {
        await connection.SendLineAsync(command, cancellationToken);
        await ExpectAsync(connection, expected, command.Split(' ')[0], cancellationToken);
    }

    private static async Task ExpectAsync(ProbeConnection connection, string expected, string what, CancellationToken cancellationToken)
    {
        for (var lines = 0; lines < MaxLines; lines++)
        {
            var line = await connection.ReadLineAsync(cancellationToken);

            if (line.Length < 3 || !line.AsSpan(0, 3).ContainsOnlyDigits())
            {
                throw new CheckFailedException($"the answer to {what} is not SMTP");
            }

            if (line[..3] != expected)
            {
                throw new CheckFailedException($"the answer to {what} is {line[..3]}");
            }

            // A hyphen after the code: more lines follow.
            if (line.Length == 3 || line[3] != '-')
            {
                return;
            }
        }

        throw new CheckFailedException($"the answer to {what} is too long");
    }
}

file static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
