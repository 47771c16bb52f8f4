namespace Orleans.Runtime;

/// <summary>A way to choose the silo for a new activation.</summary>
public abstract class PlacementStrategy
{
    /// <summary>For derived strategies.</summary>
    protected PlacementStrategy()
    {
    }
}

/// <summary>On any silo.</summary>
public class RandomPlacement : PlacementStrategy
{
    /// <summary>The strategy.</summary>
    public RandomPlacement()
    {
    }
}

internal sealed class PreferLocalPlacement : PlacementStrategy;

internal sealed class HashBasedPlacement : PlacementStrategy;

internal sealed class StatelessWorkerPlacement(int maxLocal) : PlacementStrategy
{
    public int MaxLocal { get; } = maxLocal > 0 ? maxLocal : throw new ArgumentOutOfRangeException(nameof(maxLocal));
}
