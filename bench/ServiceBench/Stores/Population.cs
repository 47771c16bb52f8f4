using System.Globalization;

namespace Actors.Bench.Stores;

/// <summary>A store with so many users in it, and which of them were used.</summary>
internal sealed class Population
{
    private readonly Credentials _credentials;
    private int _files;
    private int _next;

    private Population(int count, string directory, Credentials credentials, IReadOnlyList<string> options) =>
        (Count, Directory, _credentials, Options) = (count, directory, credentials, options);

    public int Count { get; }

    /// <summary>How many are left to those who need unused ones.</summary>
    public int Rest => Count - Kept;

    /// <summary>The first are for those who need the same ones each time.</summary>
    private int Kept => Math.Min(1000, Count / 2);

    /// <summary>The data directory.</summary>
    public string Directory { get; }

    /// <summary>What the program is told so that it serves them.</summary>
    public IReadOnlyList<string> Options { get; }

    public static async Task<Population> StoreAsync(int count, string directory, IDatabase database, int bcryptCost, CancellationToken cancellation)
    {
        var credentials = new Credentials(bcryptCost);
        var store = await database.CreateAsync(directory);
        await store.Target.FillAsync(new StoredUsers(count, credentials, store.SchemaSteps), replace: false, cancellation);
        return new Population(count, directory, credentials, [.. store.Options, "--Tokens:MasterKey", credentials.MasterKeyText]);
    }

    public string AccessToken(int n) => _credentials.AccessToken(n);

    /// <summary>A file of the first users: the same ones each time.</summary>
    public string First(int count) => Write(Enumerable.Range(0, Math.Min(count, Kept)));

    /// <summary>A file of users from the first to the last, as far from each other as they can be.</summary>
    public string Spread(int count) => Write(Enumerable.Range(0, Math.Min(count, Count)).Select(n => (int)((long)n * Count / Math.Min(count, Count))));

    /// <summary>A file of users whom nobody asked for before, none of the first; once more the same when all were.</summary>
    /// <remarks>Not one after the other: neighbours lie on the same pages of the database, and those who come by chance do not.</remarks>
    public string Unused(int count)
    {
        var from = _next;
        _next += count;
        return Write(Enumerable.Range(from, Math.Min(count, Rest)).Select(n => Kept + (int)(n * Stride % Rest)));
    }

    /// <summary>A file in which every line is the bearer of this access token.</summary>
    public string Only(string accessToken, int lines)
    {
        var path = NextFile();
        File.WriteAllLines(path, Enumerable.Repeat($"{accessToken}\tnone\tnone\tnone", lines));
        return path;
    }

    /// <summary>A prime that does not divide their number, so that every one comes once before any comes twice.</summary>
    private long Stride => Rest % 7919 == 0 ? 7907 : 7919;

    private string Write(IEnumerable<int> users)
    {
        var path = NextFile();
        _credentials.Write(path, users);
        return path;
    }

    /// <summary>Several, since several loads may run at once.</summary>
    private string NextFile() => Path.Combine(Directory, string.Create(CultureInfo.InvariantCulture, $"users-{Interlocked.Increment(ref _files) % 8}"));
}
