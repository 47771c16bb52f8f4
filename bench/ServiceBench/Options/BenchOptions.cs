using System.Globalization;
using Actors.Bench.Cases;
using Actors.Silo.Storage;

namespace Actors.Bench.Options;

/// <summary>What is measured, and for how long.</summary>
internal sealed record BenchOptions
{
    /// <summary>How many users the ordinary cases have stored; more changes nothing but the time it takes to store them.</summary>
    private const int MaxBaseUsers = 10_000;

    public IReadOnlyList<Case> Cases { get; init; } = CaseList.Usual;

    public string Storage { get; init; } = StorageOptions.Sqlite;

    /// <summary>Of a round.</summary>
    public int Seconds { get; init; } = 3;

    public int Connections { get; init; } = 64;

    /// <summary>How often the service and the floor take turns.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How many users <c>cold</c>, <c>start</c> and <c>grow</c> have stored at most.</summary>
    public int Users { get; init; } = 1_000_000;

    /// <summary>How many watchers <c>watch-5000</c> opens.</summary>
    public int Watchers { get; init; } = 5000;

    public int BcryptCost { get; init; } = 10;

    /// <summary>For being able to run: one short, unhurried round of the service and its floor at once, on one process for all cases.</summary>
    public bool IsQuick { get; init; }

    public string Output { get; init; } = Path.Combine("artifacts", "bench.json");

    public int BaseUsers => Math.Min(Users, MaxBaseUsers);

    /// <summary>As many as the service takes where it is not told otherwise.</summary>
    public static int HashingThreads => Math.Max(1, Environment.ProcessorCount - 1);

    /// <exception cref="FormatException">An argument is wrong; the message tells which.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var quick = arguments.Contains("--quick");
        var options = quick
            ? new BenchOptions { IsQuick = true, Cases = CaseList.All, Seconds = 1, Connections = 8, Rounds = 1, Users = 1000, Watchers = 20, BcryptCost = 4 }
            : new BenchOptions();
        var names = new List<string>();

        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options,
                "--storage" => options with { Storage = Value(arguments, ref i, StorageOptions.Sqlite, StorageOptions.Postgres) },
                "--seconds" => options with { Seconds = Number(arguments, ref i, 1, 3600) },
                "--connections" => options with { Connections = Number(arguments, ref i, 1, 1000) },
                "--rounds" => options with { Rounds = Number(arguments, ref i, 1, 100) },
                "--users" => options with { Users = Number(arguments, ref i, 1000, 10_000_000) },
                "--watchers" => options with { Watchers = Number(arguments, ref i, 1, 100_000) },
                "--bcrypt-cost" => options with { BcryptCost = Number(arguments, ref i, 4, 15) },
                "--output" => options with { Output = Value(arguments, ref i) },
                ['-', ..] => throw new FormatException($"there is no option {arguments[i]}; --help tells which there are."),
                var name => Named(options, names, name),
            };
        }

        return names.Count == 0 ? options : options with { Cases = CaseList.Find(names) };
    }

    private static BenchOptions Named(BenchOptions options, List<string> names, string name)
    {
        names.Add(name);
        return options;
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i, params string[] allowed)
    {
        var option = arguments[i];
        var value = ++i < arguments.Count ? arguments[i] : throw new FormatException($"{option} needs a value.");
        return allowed.Length == 0 || allowed.Contains(value) ? value : throw new FormatException($"{option} is one of {string.Join(", ", allowed)}.");
    }

    private static int Number(IReadOnlyList<string> arguments, ref int i, int least, int most)
    {
        var option = arguments[i];
        return int.TryParse(Value(arguments, ref i), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{option} is a number from {least} to {most}."));
    }
}
