using Actors.Api.Configuration;
using Actors.Api.Hosting;
using Actors.Api.Service;
using Actors.Silo.Hosting;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;
using Actors.Tokens;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Commands;

/// <summary>What a command on the stored data works with: the options of a start, without one.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly WebApplication _app;
    private readonly TimeProvider _clock = TimeProvider.System;

    public Workplace(string[] options)
    {
        var builder = ActorsHost.CreateBuilder(options);
        builder.RefuseUnknownOptions();

        // For a start as well an empty one is none: the directory at hand may be another's.
        if (builder.Configuration[nameof(HostingOptions.Data)] is { } data && string.IsNullOrWhiteSpace(data))
        {
            throw new WrongOptionException("Data must name a directory.");
        }

        // What it has to say it says itself.
        builder.Logging.ClearProviders();
        _app = builder.Build();
        Storage = Options<StorageOptions>();
        Data = _app.Services.GetRequiredService<DataDirectory>();
    }

    public StorageOptions Storage { get; }

    public DataDirectory Data { get; }

    public IStore Store => _app.Services.GetRequiredService<IStore>();

    public string? ConfiguredMasterKey => _app.Configuration[TokenOptions.MasterKeyOption];

    /// <summary>The master key that a start would use. None is made: a new one would be the wrong one.</summary>
    public MasterKey MasterKey() => ConfiguredMasterKey is { Length: > 0 } configured
        ? Actors.Tokens.MasterKey.Parse(configured)
        : File.Exists(Data.MasterKey)
            ? Actors.Tokens.MasterKey.Parse(MasterKeyFile.LoadOrCreate(Data.MasterKey))
            : throw new WrongOptionException($"The master key is missing. Set Tokens:MasterKey, or put the file of the database's data directory back at {Data.MasterKey}.");

    /// <summary>Makes the data directory with its master key where there is none, as the first start does: a database without a key is taken for one that lost it.</summary>
    public void MakeDataDirectory()
    {
        Data.Create();
        if (!File.Exists(Data.Database))
        {
            _ = Options<TokenOptions>();
        }
    }

    public async Task<IRowSource> SourceAsync(string provider, bool mayBeInUse, MasterKey master, CancellationToken cancellationToken)
    {
        var header = BackupHeader.New(ServiceVersion.Text, _clock.GetUtcNow(), master.Id);
        IRowSource source = provider switch
        {
            StorageOptions.Sqlite => SqliteRowSource.Open(Data.Database, header),
            StorageOptions.Postgres => await PostgresRowSource.OpenAsync(ConnectionString, header, mayBeInUse, cancellationToken),
            _ => throw NoProvider(provider),
        };

        return new KeyedRowSource(source, master);
    }

    public IRowTarget Target(string provider) => provider switch
    {
        StorageOptions.Sqlite => SqliteTarget(),
        StorageOptions.Postgres => new PostgresRowTarget(ConnectionString, _clock, Command.Say),
        _ => throw NoProvider(provider),
    };

    public void Dispose() => ((IDisposable)_app).Dispose();

    private string ConnectionString => Options<ConnectionStringOptions>().Actors is { Length: > 0 } text
        ? text
        : throw new WrongOptionException("ConnectionStrings:Actors, the PostgreSQL database, is not set.");

    private static WrongOptionException NoProvider(string provider) =>
        new($"'{provider}' is no storage provider: there are {StorageOptions.Sqlite} and {StorageOptions.Postgres}.");

    private SqliteRowTarget SqliteTarget()
    {
        Data.Create();
        return new SqliteRowTarget(Data.Root, _clock);
    }

    private T Options<T>()
        where T : class => _app.Services.GetRequiredService<IOptions<T>>().Value;
}
