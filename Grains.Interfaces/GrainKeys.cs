namespace Actors;

/// <summary>The only place where a grain's key is built; each domain adds its own part.</summary>
public static partial class GrainKeys
{
}
