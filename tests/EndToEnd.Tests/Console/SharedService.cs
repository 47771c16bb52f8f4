using Actors.Testing;

[assembly: AssemblyFixture(typeof(Actors.Tests.Console.SharedService))]

namespace Actors.Tests.Console;

/// <summary>
/// The service of the tests of the console that keep to what they make, side by side. It starts when the first of them asks: as a fixture of
/// the assembly it is there in runs of other tests as well.
/// </summary>
public sealed class SharedService : RunningService
{
    private readonly Lazy<Task> _started;

    public SharedService() => _started = new Lazy<Task>(() => base.InitializeAsync().AsTask());

    // Tests sign the first administrator in side by side; the oldest of these sessions must not give way while another test goes on with it.
    protected override IReadOnlyList<string> Options => [.. base.Options, "--Sessions:MaxPerUser", "1000"];

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public Task StartAsync() => _started.Value;
}
