using System.Globalization;
using System.Text;
using Actors.Health;

namespace Actors.Silo.Probes.Checks;

/// <summary>As much of the Redis serialisation protocol (RESP 2) as the check needs.</summary>
internal static class Resp
{
    private const int MaxBulkBytes = 64 * 1024;

    /// <summary>Sends one command and answers its reply as text; null for the null reply.</summary>
    /// <exception cref="CheckFailedException">The server answered with an error; the message names its kind alone.</exception>
    public static async Task<string?> AskAsync(ProbeConnection connection, CancellationToken cancellationToken, params string[] command)
    {
        await connection.SendAsync(Encode(command), cancellationToken);
        var line = await connection.ReadLineAsync(cancellationToken);

        return (line.Length > 0 ? line[0] : '?') switch
        {
            '+' or ':' => line[1..],
            '-' => throw new CheckFailedException($"{command[0]} was refused: {KindOf(line)}"),
            '$' => await ReadBulkAsync(connection, line, cancellationToken),
            _ => throw new CheckFailedException($"the answer to {command[0]} is not Redis"),
        };
    }

    private static byte[] Encode(string[] command)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");

        foreach (var argument in command)
        {
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(argument)}\r\n{argument}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<string?> ReadBulkAsync(ProbeConnection connection, string line, CancellationToken cancellationToken)
    {
        if (!int.TryParse(line.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length) || length is < -1 or > MaxBulkBytes)
        {
            throw new CheckFailedException("the answer is not Redis or too long");
        }

        if (length == -1)
        {
            return null;
        }

        var bytes = await connection.ReadAsync(length + 2, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>The first word of an error, such as WRONGPASS or OOM; the rest may repeat what was sent.</summary>
    private static string KindOf(string error)
    {
        var word = error[1..].Split(' ')[0];
        return word.Length is > 0 and <= 32 && word.All(char.IsAsciiLetterUpper) ? word : "ERR";
    }
}
