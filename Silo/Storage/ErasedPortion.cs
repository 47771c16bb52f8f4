namespace Actors.Silo.Storage;

/// <summary>What became of one portion of the entries whose personal parts are erased.</summary>
/// <param name="Seen">How many entries it had, with and without a personal part.</param>
/// <param name="Erased">How many of them had one.</param>
/// <param name="LastAt">The time of its last entry: the next portion begins behind it.</param>
/// <param name="LastPosition">Settles the order of equal times.</param>
internal sealed record ErasedPortion(int Seen, int Erased, DateTimeOffset LastAt, long LastPosition)
{
    /// <summary>So many entries share a transaction: it ends long before a timeout, and other writes wait for no more than one.</summary>
    public const int Size = 1_000;

    /// <summary>Without an entry: what comes before the first, and behind the last.</summary>
    public static readonly ErasedPortion None = new(0, 0, DateTimeOffset.MinValue, 0);

    /// <summary>Portion after portion to the end: how many had a personal part.</summary>
    public static async Task<int> EraseAllAsync(Func<ErasedPortion, Task<ErasedPortion>> eraseNextAsync, CancellationToken cancellationToken)
    {
        var (portion, erased) = (None, 0);

        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            portion = await eraseNextAsync(portion);
            erased += portion.Erased;
        }
        while (portion.Seen == Size);

        return erased;
    }
}
