namespace Actors.Silo.Storage;

/// <summary>Which row: the grain's type, its key exactly as it is, and the name of the state.</summary>
internal readonly record struct StateKey(string GrainType, string GrainKey, string StateName)
{
    /// <summary>For logs and errors.</summary>
    public override string ToString() => $"{GrainType}/{LoggedKey.Of(GrainKey)} ({StateName})";
}
