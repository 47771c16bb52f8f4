using Actors.Testing;
using Actors.Tests.Storage.Contract;

namespace Actors.Tests.Storage.Sqlite;

/// <summary>A store in a fresh directory.</summary>
public sealed class SqliteHarness : StoreHarness
{
    private readonly TemporaryDirectory _directory = new();

    public string DatabasePath => SqliteStores.DatabasePath(_directory.Path);

    public override IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "sqlite",
        ["Storage:Directory"] = _directory.Path,
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }
}
