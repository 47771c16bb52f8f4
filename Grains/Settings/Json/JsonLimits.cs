namespace Actors.Settings.Json;

/// <summary>What a JSON text may be at most.</summary>
/// <param name="MaxBytes">Bytes without insignificant whitespace.</param>
/// <param name="MaxDepth">Arrays and objects inside each other; <c>{}</c> is 1.</param>
internal readonly record struct JsonLimits(int MaxBytes, int MaxDepth)
{
    /// <summary>For what the program stored itself: it was accepted once, and a limit that was lowered since must not make it unreadable.</summary>
    public static readonly JsonLimits Unlimited = new(int.MaxValue, 100);
}
