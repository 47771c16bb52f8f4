using Actors.Api;
using Actors.Silo.Hosting;
using Actors.Silo.Storage;

namespace Actors.Bench.Http;

/// <summary>The program as it is, but for one thing: each write of a state is a transaction of its own.</summary>
internal static class UnbatchedSilo
{
    public static async Task<int> RunAsync(string[] options)
    {
        var builder = ActorsHost.CreateBuilder(options);
        builder.Services.AddSingleton<IStateStore>(provider => new UnbatchedStates(
            provider.GetRequiredService<IStore>().States,
            builder.Configuration.GetConnectionString("Actors") ?? throw new ArgumentException("ConnectionStrings:Actors is missing."),
            provider.GetRequiredService<TimeProvider>()));

        await using var app = builder.Build();
        app.Services.GetRequiredService<DataDirectory>().Create();
        app.ListenAsConfigured();
        app.UseActorsApi();
        await app.RunUntilStoppedAsync();
        return 0;
    }
}
