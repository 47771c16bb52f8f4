namespace Orleans.Configuration;

/// <summary>The memory storage. There is nothing to set that matters in one process.</summary>
public class MemoryGrainStorageOptions
{
    /// <summary>The number of storage grains where none is set.</summary>
    public const int NumStorageGrainsDefaultValue = 10;

    /// <summary>Orleans spreads the state over so many grains; here it is one table. Default: 10.</summary>
    public int NumStorageGrains { get; set; } = NumStorageGrainsDefaultValue;
}
