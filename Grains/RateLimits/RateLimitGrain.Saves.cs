using Actors.Storage;
using Orleans.Storage;

namespace Actors.RateLimits;

/// <content>How it saves.</content>
internal sealed partial class RateLimitGrain
{
    private UnsureWrite? _unsure;

    private RateLimitState? Stored => saved.RecordExists ? saved.State : null;

    /// <summary>Stores the bucket as it is now, or clears its row when it is full; one write after the other. All who come while one is under way share the next.</summary>
    private async Task SaveAsync()
    {
        var begun = _writesBegun;

        while (!_writing.IsCompleted)
        {
            await _writing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        }

        // A write that began after this call did has stored what was there then. Where the store takes long to answer, a write for
        // each call would be a queue that never ends.
        if (_writesBegun == begun)
        {
            _writesBegun++;
            _writing = WriteAsync();
        }

        await _writing;
    }

    private async Task WriteAsync()
    {
        try
        {
            await FindOutAsync();
            _changed = false;
            await StoreAsync(_bucket is not null && UntilFull() > TimeSpan.Zero ? _bucket.Save(clock.Now, clock.UtcNow) : null);
        }
        catch
        {
            _changed = true;
            throw;
        }
    }

    /// <summary>Reads what has become of the last write, where that failed and may have been stored all the same.</summary>
    /// <remarks>
    /// With the ETag of before it, the next write would lose to this bucket's own and take it for another activation's. Other grains that meet
    /// that leave memory and read again, but here that would forget all that was admitted since: the bucket goes on, and its row is written over.
    /// </remarks>
    /// <exception cref="InconsistentStateException">Another activation has the row.</exception>
    private async Task FindOutAsync()
    {
        if (_unsure is not { } unsure)
        {
            return;
        }

        await saved.ReadStateAsync();

        if (Stored != unsure.Before && Stored != unsure.Tried)
        {
            // It stays unsure: with the ETag that was just read, a later write of this bucket would win over the other's.
            throw new InconsistentStateException("The bucket was written by another activation.");
        }

        _unsure = null;
    }

    private async Task StoreAsync(RateLimitState? next)
    {
        var before = Stored;

        if (before is null && next is null)
        {
            return;
        }

        try
        {
            await (next is null ? saved.ClearStateAsync() : saved.SaveAsync(next));
        }
        catch (Exception exception) when (exception is not InconsistentStateException)
        {
            _unsure = new UnsureWrite(before, next);
            throw;
        }
    }

    /// <summary>A write of which nobody knows whether it was stored. No state is no row.</summary>
    private sealed record UnsureWrite(RateLimitState? Before, RateLimitState? Tried);
}
