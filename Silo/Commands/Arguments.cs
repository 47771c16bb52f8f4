using System.Globalization;
using Actors.Api.Configuration;

namespace Actors.Silo.Commands;

/// <summary>What follows a command: words, switches of its own, and options as the server has them.</summary>
internal sealed class Arguments
{
    private readonly Queue<string> _words = new();
    private readonly HashSet<string> _flags = [];
    private readonly Dictionary<string, string> _values = [];

    /// <param name="command">Its name.</param>
    /// <param name="given">What follows it.</param>
    /// <param name="flags">Its own switches without a value, such as <c>force</c>.</param>
    /// <param name="values">Its own switches with one.</param>
    public Arguments(string command, IReadOnlyList<string> given, string[] flags, string[] values)
    {
        Command = command;
        var options = new List<string>();

        for (var i = 0; i < given.Count; i++)
        {
            var name = given[i].StartsWith("--", StringComparison.Ordinal) ? given[i][2..] : null;

            if (name is null)
            {
                _words.Enqueue(given[i]);
            }
            else if (flags.Contains(name))
            {
                _flags.Add(name);
            }
            else if (values.FirstOrDefault(value => name == value || name.StartsWith(value + '=', StringComparison.Ordinal)) is { } own)
            {
                _values[own] = name.Length > own.Length
                    ? name[(own.Length + 1)..]
                    : ++i < given.Count && !given[i].StartsWith("--", StringComparison.Ordinal) ? given[i] : throw new WrongOptionException($"--{own} needs a value.");
            }
            else
            {
                options.Add(given[i]);
                // The value of an option of the server's.
                if (!name.Contains('=', StringComparison.Ordinal) && i + 1 < given.Count && !given[i + 1].StartsWith("--", StringComparison.Ordinal))
                {
                    options.Add(given[++i]);
                }
            }
        }

        Options = [.. options];
    }

    public string Command { get; }

    /// <summary>The options that any start of the program takes.</summary>
    public string[] Options { get; }

    public bool Has(string flag) => _flags.Contains(flag);

    public string? Value(string name) => _values.GetValueOrDefault(name);

    public string RequireValue(string name) => Value(name) ?? throw new WrongOptionException($"{Command} needs --{name}.");

    public int? Number(string name) => Value(name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new WrongOptionException($"--{name} must be a number, not '{text}'.");

    public string NextWord(string what) => _words.TryDequeue(out var word) ? word : throw new WrongOptionException($"{Command} needs {what}.");

    public string WordOr(string otherwise) => _words.TryDequeue(out var word) ? word : otherwise;

    public void RefuseMore()
    {
        if (_words.TryPeek(out var word))
        {
            throw new WrongOptionException($"{Command}: '{word}' is one word too many.");
        }
    }
}
