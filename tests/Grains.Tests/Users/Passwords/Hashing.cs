using Actors.Users.Passwords;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Users.Passwords;

/// <summary>The password services with the given options, small enough for tests.</summary>
internal sealed class Hashing : IDisposable
{
    public Hashing(Action<PasswordOptions>? configure = null, TimeProvider? clock = null)
    {
        var options = new PasswordOptions { BcryptCost = 4, Threads = 1 };
        configure?.Invoke(options);

        Options = Microsoft.Extensions.Options.Options.Create(options);
        Pool = new HashingPool(Options, Meter, clock ?? TimeProvider.System);
        Hasher = new PasswordHasher(Pool, Meter, Options);
    }

    public IOptions<PasswordOptions> Options { get; }

    public HashingMeter Meter { get; } = new();

    public HashingPool Pool { get; }

    public IPasswordHasher Hasher { get; }

    public void Dispose()
    {
        Pool.Dispose();
        Meter.Dispose();
    }
}
