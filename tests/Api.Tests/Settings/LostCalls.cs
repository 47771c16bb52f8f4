using System.Collections.Concurrent;
using Actors.Live;
using Actors.Sessions;
using Actors.Settings;

namespace Actors.Tests.Settings;

/// <summary>Fails calls as those fail whose silo is gone.</summary>
internal sealed class LostCalls : IIncomingGrainCallFilter
{
    public ConcurrentQueue<Exception> OfWaits { get; } = new();

    public ConcurrentQueue<Exception> OfChecks { get; } = new();

    public ConcurrentQueue<Exception> OfLists { get; } = new();

    private ConcurrentQueue<Exception> OfOthers { get; } = new();

    public Task Invoke(IIncomingGrainCallContext context) =>
        LossesOf(context.MethodName).TryDequeue(out var lost) ? Task.FromException(lost) : context.Invoke();

    private ConcurrentQueue<Exception> LossesOf(string method) => method switch
    {
        nameof(ISettingsGrain.WaitForChangeAsync) => OfWaits,
        nameof(ISessionGrain.CheckAsync) => OfChecks,
        nameof(ILiveGrain.ListAsync) => OfLists,
        _ => OfOthers,
    };
}
