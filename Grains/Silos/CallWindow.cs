namespace Actors.Silos;

/// <summary>The calls of one method in the last minute, in twelve slots of five seconds.</summary>
internal sealed class CallWindow
{
    public const int SlotSeconds = 5;

    private const int Slots = 12;

    private readonly Lock _lock = new();
    private readonly Slot[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new Slot())];

    public void Add(DateTimeOffset now, TimeSpan took, bool failed)
    {
        var number = NumberOf(now);
        var slot = _slots[number % Slots];

        lock (_lock)
        {
            if (slot.Number != number)
            {
                slot.Number = number;
                (slot.Calls, slot.Errors, slot.Time) = (0, 0, TimeSpan.Zero);
                Array.Clear(slot.Times);
            }

            slot.Calls++;
            slot.Errors += failed ? 1 : 0;
            slot.Time += took;
            slot.Times[CallTimes.ClassOf(took)]++;
        }
    }

    /// <summary>What happened since the oldest slot began, or since <paramref name="started"/> where that is later.</summary>
    public MethodCalls Sum(CallKey key, DateTimeOffset now, DateTimeOffset started)
    {
        var (last, calls, errors, time, times) = (NumberOf(now), 0L, 0L, TimeSpan.Zero, new long[CallTimes.Classes]);

        lock (_lock)
        {
            foreach (var slot in _slots.Where(slot => slot.Number > last - Slots && slot.Number <= last))
            {
                calls += slot.Calls;
                errors += slot.Errors;
                time += slot.Time;

                for (var index = 0; index < times.Length; index++)
                {
                    times[index] += slot.Times[index];
                }
            }
        }

        var begin = DateTimeOffset.FromUnixTimeSeconds((last - Slots + 1) * SlotSeconds);
        var seconds = Math.Max(1, (now - (begin > started ? begin : started)).TotalSeconds);

        return new MethodCalls
        {
            GrainType = key.Type.ToString()!,
            Interface = key.Method.DeclaringType!.Name,
            Method = key.Method.Name,
            Calls = calls,
            Errors = errors,
            Rate = calls / seconds,
            Time = time,
            Times = [.. times],
        };
    }

    private static long NumberOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / SlotSeconds;

    private sealed class Slot
    {
        public long Number { get; set; } = -1;

        public long Calls { get; set; }

        public long Errors { get; set; }

        public TimeSpan Time { get; set; }

        public long[] Times { get; } = new long[CallTimes.Classes];
    }
}
