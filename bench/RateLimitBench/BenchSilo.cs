using Actors.Silo.Hosting;

namespace Actors.Bench.RateLimits;

/// <summary>The whole program, its data in a directory that goes with it.</summary>
internal sealed class BenchSilo : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("actors-bench-");
    private readonly WebApplication _app;

    private BenchSilo()
    {
        var builder = ActorsHost.CreateBuilder(["--data", _data.FullName, "--port", "0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
    }

    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    public static async Task<BenchSilo> StartAsync()
    {
        var silo = new BenchSilo();
        await silo._app.StartAsync();
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
