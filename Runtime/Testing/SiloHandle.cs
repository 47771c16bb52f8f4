using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo of a test cluster.</summary>
public abstract class SiloHandle : IDisposable, IAsyncDisposable
{
    /// <summary>The silo's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its number in the cluster.</summary>
    public short InstanceNumber { get; set; }

    /// <summary>Its address.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Whether it runs.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Stops it, with or without ending what it does.</summary>
    public abstract Task StopSiloAsync(bool stopGracefully);

    /// <summary>Stops it; when the token is cancelled, what it still does is dropped.</summary>
    public abstract Task StopSiloAsync(CancellationToken ct);

    /// <summary>Stops it at once.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops it at once.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await StopSiloAsync(false);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {SiloAddress}";

    /// <summary>Stops it at once.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopSiloAsync(false).GetAwaiter().GetResult();
        }
    }
}

/// <summary>A silo of a test cluster in this process.</summary>
public sealed class InProcessSiloHandle : SiloHandle
{
    private bool _hasStopped;

    /// <summary>The silo's host.</summary>
    public IHost SiloHost { get; init; } = null!;

    /// <summary>The silo's services.</summary>
    public IServiceProvider ServiceProvider => SiloHost.Services;

    /// <inheritdoc/>
    public override bool IsActive => !_hasStopped;

    /// <inheritdoc/>
    public override async Task StopSiloAsync(bool stopGracefully)
    {
        if (!stopGracefully && !_hasStopped)
        {
            SiloHost.Services.GetRequiredService<LocalSilo>().Kill();
        }

        await StopSiloAsync(new CancellationToken(canceled: !stopGracefully));
    }

    /// <inheritdoc/>
    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (_hasStopped)
        {
            return;
        }

        _hasStopped = true;
        try
        {
            await SiloHost.StopAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It was told to drop what it does.
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (SiloHost is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
