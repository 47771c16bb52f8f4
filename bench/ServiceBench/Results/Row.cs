namespace Actors.Bench.Results;

/// <summary>What was measured of a case.</summary>
/// <param name="Case">Its name; of some there are several rows.</param>
/// <param name="FloorName">What the floor is.</param>
/// <param name="Service">The service.</param>
/// <param name="Floor">The floor, in turn with it.</param>
/// <param name="IdleMebibytes">The service's memory before its first request.</param>
/// <param name="AfterMebibytes">The same after the last.</param>
/// <param name="Note">What else there is to say.</param>
internal sealed record Row(string Case, string FloorName, Summary Service, Summary Floor, double IdleMebibytes, double AfterMebibytes, string? Note = null)
{
    /// <summary>The service's rate as a part of the floor's.</summary>
    public double Ratio => Service.PerSecond / Floor.PerSecond;
}
