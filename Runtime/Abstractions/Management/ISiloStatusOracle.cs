using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>What this silo knows of the silos of its cluster.</summary>
public interface ISiloStatusOracle
{
    /// <summary>This silo's status.</summary>
    SiloStatus CurrentStatus { get; }

    /// <summary>This silo's name.</summary>
    string SiloName { get; }

    /// <summary>This silo's address.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>The status of a silo.</summary>
    SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress);

    /// <summary>The status of every silo, or of those that are active.</summary>
    Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false);

    /// <summary>The name of a silo.</summary>
    bool TryGetSiloName(SiloAddress siloAddress, [NotNullWhen(true)] out string? siloName);

    /// <summary>Whether a silo may keep a part of the directory.</summary>
    bool IsFunctionalDirectory(SiloAddress siloAddress);

    /// <summary>Whether a silo is gone.</summary>
    bool IsDeadSilo(SiloAddress siloAddress);

    /// <summary>Not supported: ask now and then.</summary>
    bool SubscribeToSiloStatusEvents(ISiloStatusListener observer);

    /// <summary>Not supported.</summary>
    bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer);

    /// <summary>The silos that take calls.</summary>
    SiloAddress[] GetActiveSilos();
}

/// <summary>Declared because <see cref="ISiloStatusOracle"/> names it.</summary>
public interface ISiloStatusListener
{
    /// <summary>A silo has another status.</summary>
    void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status);
}
