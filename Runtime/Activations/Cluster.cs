using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>The silos of this process that belong together, one outside of tests, and the directory of what is active on them.</summary>
internal sealed class Cluster
{
    private readonly ConcurrentDictionary<GrainId, Activation> _directory = new();
    private readonly ConcurrentQueue<Activation> _watched = new();
    private readonly Lock _sweep = new();
    private ImmutableArray<LocalSilo> _silos = [];
    private GrainClasses? _classes;

    public ImmutableArray<LocalSilo> Silos => _silos;

    public GrainClasses Classes => _classes ?? throw new SiloUnavailableException("No silo has started yet.");

    /// <summary>The stored state of memory storage, by storage name: all silos share it.</summary>
    public ConcurrentDictionary<string, MemoryStorageTable> Memory { get; } = new();

    public IEnumerable<Activation> Activations => _directory.Select(entry => entry.Value).Concat(Silos.SelectMany(s => s.Workers));

    public void Join(LocalSilo silo)
    {
        _classes = silo.Classes;
        ImmutableInterlocked.Update(ref _silos, static (silos, silo) => silos.Add(silo), silo);
    }

    public Activation? Find(GrainId grainId) => _directory.GetValueOrDefault(grainId);

    /// <summary>Gives a call to the grain's activation, which is made if there is none. Answers the activation if calls may go to it directly.</summary>
    public Activation? Deliver(GrainId grainId, Call call)
    {
        if (_classes is null || !_classes.TryGet(grainId.Type, out var grainClass))
        {
            call.Fail(_classes is null
                ? new SiloUnavailableException("No silo has started yet.")
                : new ArgumentException($"No grain class of this silo has the type of {grainId}."));
            return null;
        }

        var wait = default(SpinWait);
        while (true)
        {
            var activation = Find(grainId);
            if (activation is null)
            {
                if (Place(grainClass, grainId, call) is not { } silo)
                {
                    call.Fail(new SiloUnavailableException($"No silo takes {call} to {grainId}."));
                    return null;
                }

                if (grainClass.MaxLocalWorkers > 0)
                {
                    if (silo.WorkersOf(grainId, grainClass).TryEnqueue(call))
                    {
                        return null;
                    }

                    wait.SpinOnce();
                    continue;
                }

                activation = _directory.GetOrAdd(grainId, static (id, x) => new Activation(id, x.grainClass, x.silo), (grainClass, silo));
            }

            if (activation.Silo.Status == SiloStatus.Dead)
            {
                activation.Kill();
            }
            else if (activation.TryEnqueue(call))
            {
                return activation;
            }
            else if (activation.Silo.RefusesOutsideCalls && call.Sender.Source is null)
            {
                call.Fail(new SiloUnavailableException($"The silo stops and takes {call} to {grainId} no more."));
                return null;
            }

            wait.SpinOnce();
        }
    }

    public void Forget(Activation activation, StatelessWorkers? workers)
    {
        if (workers is null)
        {
            _directory.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
        }
        else
        {
            workers.Remove(activation);
        }
    }

    /// <summary>Remembers to look for overdue calls here. An activation is in the queue once, however many calls it has.</summary>
    public void WatchCalls(Activation activation) => _watched.Enqueue(activation);

    public void TimeOutCalls()
    {
        if (!_sweep.TryEnter())
        {
            return;
        }

        try
        {
            for (var i = _watched.Count; i > 0 && _watched.TryDequeue(out var activation); i--)
            {
                if (activation.TimeOutCalls())
                {
                    _watched.Enqueue(activation);
                }
            }
        }
        finally
        {
            _sweep.Exit();
        }
    }

    private LocalSilo? Place(GrainClass grainClass, GrainId grainId, Call call)
    {
        var caller = call.Sender.Route.Silo;
        var active = Silos.RemoveAll(static silo => silo.Status != SiloStatus.Active);
        return active.Length switch
        {
            // While the last silo stops, what its grains still ask for is made there.
            0 => call.Sender.Source is not null && caller?.Status == SiloStatus.ShuttingDown ? caller : null,
            1 => active[0],
            _ when (grainClass.Placement is PreferLocalPlacement or StatelessWorkerPlacement) && caller?.Status == SiloStatus.Active => caller,
            _ when grainClass.Placement is HashBasedPlacement => active[(int)((uint)grainId.GetHashCode() % (uint)active.Length)],
            _ => active[Random.Shared.Next(active.Length)],
        };
    }
}
