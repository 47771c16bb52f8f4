using System.Globalization;
using Actors.Bench.Floors;
using Actors.Bench.Loads;
using Actors.Bench.Options;
using Actors.Bench.Processes;
using Actors.Bench.Results;
using Actors.Bench.Stores;

namespace Actors.Bench;

/// <summary>What the cases of one run have in common: the bare server, the database, the stored users, and how turns are taken.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>At most so many rounds before the first that is counted.</summary>
    public const int MaxWarmUps = 6;

    private const int MaxPatience = 16;

    /// <summary>Milliseconds. A quick run is to show that the cases run, and leaves the machine to others.</summary>
    private const int QuickPause = 10;

    private readonly string _directory = Directory.CreateTempSubdirectory("actors-bench-").FullName;
    private readonly Dictionary<int, Population> _populations = [];
    private readonly Dictionary<Population, Service> _shared = [];
    private readonly IDatabase _database;
    private BareProcess? _bare;
    private int _names;

    private Bench(BenchOptions options, IDatabase database, CancellationToken cancellation) =>
        (Options, _database, Cancellation) = (options, database, cancellation);

    public BenchOptions Options { get; }

    public CancellationToken Cancellation { get; }

    public BareProcess Bare => _bare ?? throw new InvalidOperationException("The bare server is not started.");

    public TimeSpan RoundTime => TimeSpan.FromSeconds(Options.Seconds);

    /// <summary>What every service under test is told.</summary>
    public IReadOnlyList<string> ServiceOptions =>
    [
        "--Passwords:BcryptCost", Options.BcryptCost.ToString(CultureInfo.InvariantCulture),
        "--Passwords:Threads", BenchOptions.HashingThreads.ToString(CultureInfo.InvariantCulture),
    ];

    public static async Task<Bench> StartAsync(BenchOptions options, CancellationToken cancellation)
    {
        IDatabase database = options.Storage == Actors.Silo.Storage.StorageOptions.Postgres ? await PostgresServer.StartAsync() : new SqliteFiles();
        var bench = new Bench(options, database, cancellation);
        try
        {
            bench._bare = await bench.StartBareAsync();
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    public Task<BareProcess> StartBareAsync() => BareProcess.StartAsync(Path.Combine(_directory, NextName("bare")), Cancellation);

    /// <summary>The store of so many users, made when it is first asked for.</summary>
    public async Task<Population> PopulationAsync(int users)
    {
        if (!_populations.TryGetValue(users, out var population))
        {
            _populations[users] = population = await NewPopulationAsync(users);
        }

        return population;
    }

    public Task<Population> NewPopulationAsync(int users) =>
        Population.StoreAsync(users, Path.Combine(_directory, NextName("data")), _database, Options.BcryptCost, Cancellation);

    /// <summary>A fresh process on that store; in a quick run one for all cases.</summary>
    public async Task<Lease> StartAsync(Population population)
    {
        if (!_shared.TryGetValue(population, out var service))
        {
            service = await Service.StartAsync(population, ServiceOptions, Cancellation);
        }

        if (Options.IsQuick)
        {
            _shared[population] = service;
        }

        return new Lease(service, isShared: Options.IsQuick);
    }

    /// <summary>Ends the process that cases share.</summary>
    public async Task StopAsync(Population population)
    {
        if (_shared.Remove(population, out var service))
        {
            await service.DisposeAsync();
        }
    }

    /// <summary>Loads a server for a round; for twice as long and so on when nobody had a good answer, as hashes on a busy machine may need.</summary>
    /// <exception cref="TimeoutException">That was never long enough.</exception>
    public async Task<LoadResult> LoadAsync(string script, Uri url, int connections, string users)
    {
        var pause = Options.IsQuick ? QuickPause : 0;

        for (var seconds = Options.Seconds; seconds <= Options.Seconds * MaxPatience; seconds *= 2)
        {
            if (await Wrk.RunAsync(new WrkLoad(script, url, connections, seconds, users, NextName("run"), pause), Cancellation) is { Requests: > 0 } load)
            {
                return load;
            }
        }

        throw new TimeoutException($"{url} gave {script} no good answer.");
    }

    /// <summary>Loads the service, and says what that cost it and its database.</summary>
    public async Task<Sample> MeasureAsync(Service service, Func<Task<LoadResult>> load)
    {
        var before = _database.CpuSeconds;
        var sample = await service.MeasureAsync(load);
        return sample with { DatabaseCpuSeconds = _database.CpuSeconds - before };
    }

    /// <summary>The service and its floor, one after the other, round after round, once both are warm.</summary>
    public async Task<(Summary Service, Summary Floor)> TakeTurnsAsync(Func<Task<Sample>> service, Func<Task<Sample>> floor) =>
        await TakeTurnsAsync([service, floor]) is [var first, var second] ? (first, second) : throw new InvalidOperationException("Two sides have two summaries.");

    public async Task<IReadOnlyList<Summary>> TakeTurnsAsync(IReadOnlyList<Func<Task<Sample>>> sides)
    {
        if (Options.IsQuick)
        {
            return [.. (await Task.WhenAll(sides.Select(side => side()))).Select(sample => Summary.Of([sample]))];
        }

        foreach (var side in sides)
        {
            await WarmUpAsync(side);
        }

        var rounds = sides.Select(_ => new List<Sample>()).ToArray();

        for (var round = 0; round < Options.Rounds; round++)
        {
            for (var side = 0; side < sides.Count; side++)
            {
                rounds[side].Add(await sides[side]());
            }
        }

        return [.. rounds.Select(Summary.Of)];
    }

    /// <summary>Runs it until a request takes hardly less processor time than in the round before: until then code is still being compiled anew.</summary>
    private static async Task WarmUpAsync(Func<Task<Sample>> side)
    {
        var before = double.PositiveInfinity;

        for (var round = 0; round < MaxWarmUps; round++)
        {
            var sample = await side();
            var cost = sample.Used.CpuSeconds / sample.Load.Requests;

            if (cost >= 0.9 * before)
            {
                return;
            }

            before = cost;
        }
    }

    /// <summary>How many synced commits a second the disk does under the data directories.</summary>
    public Task<double> SyncedCommitsAsync() =>
        Task.Run(() => SyncedCommits.Measure(_directory, Options.IsQuick ? TimeSpan.FromSeconds(0.1) : TimeSpan.FromSeconds(1)), Cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _shared.Values)
        {
            await service.DisposeAsync();
        }

        if (_bare is not null)
        {
            await _bare.DisposeAsync();
        }

        await _database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private string NextName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Interlocked.Increment(ref _names)}");
}
