namespace Actors.Silo.Storage;

/// <summary>Which row: the grain's type, its key exactly as it is, and the name of the state.</summary>
internal readonly record struct StateKey(string GrainType, string GrainKey, string StateName)
{
    /// <summary>For logs and errors. Addresses are personal, and the log is kept longer than an account: a key that has one is not told.</summary>
    public override string ToString() => $"{GrainType}/{(GrainKey.Contains('@', StringComparison.Ordinal) ? "…" : GrainKey)} ({StateName})";
}
