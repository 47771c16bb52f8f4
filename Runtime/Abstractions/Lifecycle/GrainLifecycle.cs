using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>The stages of an activation.</summary>
public static class GrainLifecycleStage
{
    /// <summary>Before all others.</summary>
    public const int First = int.MinValue;

    /// <summary>Stored state is read.</summary>
    public const int SetupState = 1000;

    /// <summary><see cref="IGrainBase.OnActivateAsync"/> runs.</summary>
    public const int Activate = 2000;

    /// <summary>After all others.</summary>
    public const int Last = int.MaxValue;
}

/// <summary>The lifecycle of an activation.</summary>
public interface IGrainLifecycle : ILifecycleObservable
{
    /// <summary>For migration; does nothing here.</summary>
    void AddMigrationParticipant(IGrainMigrationParticipant participant);

    /// <summary>For migration; does nothing here.</summary>
    void RemoveMigrationParticipant(IGrainMigrationParticipant participant);
}

/// <summary>For migration, which does not happen in one process.</summary>
public interface IGrainMigrationParticipant
{
    /// <summary>Never called here.</summary>
    void OnDehydrate(IDehydrationContext dehydrationContext);

    /// <summary>Never called here.</summary>
    void OnRehydrate(IRehydrationContext rehydrationContext);
}

/// <summary>For migration, which does not happen in one process.</summary>
public interface IDehydrationContext
{
    /// <summary>The keys that are set.</summary>
    IEnumerable<string> Keys { get; }

    /// <summary>Adds bytes.</summary>
    void AddBytes(string key, ReadOnlySpan<byte> value);

    /// <summary>Adds bytes.</summary>
    void AddBytes<T>(string key, Action<T, IBufferWriter<byte>> valueWriter, T value);

    /// <summary>Adds a value.</summary>
    bool TryAddValue<T>(string key, T? value);
}

/// <summary>For migration, which does not happen in one process.</summary>
public interface IRehydrationContext
{
    /// <summary>The keys that are set.</summary>
    IEnumerable<string> Keys { get; }

    /// <summary>Reads bytes.</summary>
    bool TryGetBytes(string key, out ReadOnlySequence<byte> value);

    /// <summary>Reads a value.</summary>
    bool TryGetValue<T>(string key, [NotNullWhen(true)] out T? value);
}
