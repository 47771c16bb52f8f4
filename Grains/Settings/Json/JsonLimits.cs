namespace Actors.Settings.Json;

/// <summary>What a JSON text may be at most.</summary>
/// <param name="MaxBytes">Bytes without insignificant whitespace.</param>
/// <param name="MaxDepth">Arrays and objects inside each other; <c>{}</c> is 1.</param>
internal readonly record struct JsonLimits(int MaxBytes, int MaxDepth);
