namespace Actors.Testing;

/// <summary>The program as a process of its own, without limits and with cheap hashes.</summary>
/// <remarks>
/// Tests that keep to the accounts, personas and sessions that they make share one. A class that changes or counts what all see has one of its
/// own: it is an <see cref="IClassFixture{TFixture}"/> of it.
/// </remarks>
public class RunningService : IAsyncLifetime
{
    public const string AdminEmail = "admin@localhost";
    public const string AdminPassword = "the warden and her lantern";

    private readonly TemporaryDirectory _data = new();
    private ActorsProcess? _process;

    public Uri Address => _process!.Client.BaseAddress!;

    /// <summary>Where it keeps its files.</summary>
    public string Data => _data.Path;

    /// <summary>What it has mailed.</summary>
    public MailFolder Mail => new(Data);

    protected virtual IReadOnlyList<string> Options => ["--RateLimits:Enabled", "false"];

    public virtual async ValueTask InitializeAsync() =>
        _process = await ActorsProcess.StartAsync(_data.Path, [.. Options, .. await DatabaseAsync(), "--Admin:Password", AdminPassword]);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }

    /// <summary>A client that nobody is signed in with.</summary>
    public HttpClient NewClient() => new() { BaseAddress = Address, Timeout = Eventually.Patience };

    /// <summary>The options of another database than a file.</summary>
    protected virtual Task<IReadOnlyList<string>> DatabaseAsync() => Task.FromResult<IReadOnlyList<string>>([]);
}
