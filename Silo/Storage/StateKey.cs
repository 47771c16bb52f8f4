namespace Actors.Silo.Storage;

/// <summary>Which row: the grain's type, its key exactly as it is, and the name of the state.</summary>
internal readonly record struct StateKey(string GrainType, string GrainKey, string StateName)
{
    public override string ToString() => $"{GrainType}/{GrainKey} ({StateName})";
}
