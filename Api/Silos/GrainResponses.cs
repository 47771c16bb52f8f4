using System.Collections.Immutable;
using System.Text.Json;
using Actors.Api.Requests;
using Actors.Silos;

namespace Actors.Api.Silos;

/// <summary>Times and numbers of the calls of the last minute.</summary>
/// <param name="CallsPerSecond">Calls a second.</param>
/// <param name="Calls">Calls that ended.</param>
/// <param name="Errors">Of those, how many failed.</param>
/// <param name="MeanMs">The mean time, without the wait in the queue.</param>
/// <param name="P99Ms">What 99 of 100 did not exceed, to the half of itself.</param>
internal sealed record CallsResponse(double CallsPerSecond, long Calls, long Errors, double MeanMs, double P99Ms)
{
    public static CallsResponse Of(MethodCalls? calls) => calls is null
        ? new CallsResponse(0, 0, 0, 0, 0)
        : new CallsResponse(
            Math.Round(calls.Rate, 3),
            calls.Calls,
            calls.Errors,
            Milliseconds.Of(calls.Mean),
            Milliseconds.Of(CallTimes.Quantile(calls.Times, 0.99)));
}

/// <param name="Type">The type of grain.</param>
/// <param name="Stored">Whether it has a stored state.</param>
/// <param name="Activations">How many are active.</param>
/// <param name="Calls">The calls of the last minute.</param>
internal sealed record GrainTypeResponse(string Type, bool Stored, int Activations, CallsResponse Calls)
{
    public static GrainTypeResponse Of(GrainTypeDescription type) =>
        new(type.Type, type.IsStored, type.Activations.Values.Sum(), CallsResponse.Of(type.Total));
}

/// <param name="Type">The type of grain.</param>
/// <param name="Stored">Whether it has a stored state.</param>
/// <param name="Activations">How many are active.</param>
/// <param name="Calls">The calls of the last minute.</param>
/// <param name="Silos">How many are active on each silo.</param>
/// <param name="Methods">The calls by method, the slowest first.</param>
internal sealed record GrainTypeDetail(
    string Type, bool Stored, int Activations, CallsResponse Calls, IReadOnlyList<SiloShare> Silos, IReadOnlyList<MethodResponse> Methods)
{
    public static GrainTypeDetail Of(GrainTypeDescription type) => new(
        type.Type,
        type.IsStored,
        type.Activations.Values.Sum(),
        CallsResponse.Of(type.Total),
        [.. type.Activations.Select(silo => new SiloShare(silo.Key, silo.Value))],
        [.. type.Methods.Select(method => new MethodResponse(method.Interface, method.Method, CallsResponse.Of(method)))]);
}

/// <param name="Silo">The silo's address.</param>
/// <param name="Activations">How many are active there.</param>
internal sealed record SiloShare(string Silo, int Activations);

/// <param name="Interface">The interface.</param>
/// <param name="Method">The method.</param>
/// <param name="Calls">The calls of the last minute.</param>
internal sealed record MethodResponse(string Interface, string Method, CallsResponse Calls);

/// <param name="Type">Its type.</param>
/// <param name="Key">Its key.</param>
/// <param name="Active">Whether it is in memory.</param>
/// <param name="Silo">On which silo.</param>
/// <param name="ActivatedAt">Since when.</param>
/// <param name="QueueMs">How long a call had to wait for its turn; null when it is not active, or when that took more than two seconds.</param>
/// <param name="States">What is stored, by the state's name. Whatever is not known to be harmless is <c>***</c>.</param>
internal sealed record GrainResponse(
    string Type, string Key, bool Active, string? Silo, DateTimeOffset? ActivatedAt, double? QueueMs, ImmutableSortedDictionary<string, JsonElement> States)
{
    public static GrainResponse Of(GrainDescription grain) => new(
        grain.Type,
        grain.Key,
        grain.Active is not null,
        grain.Active?.Silo,
        grain.Active?.ActivatedAt,
        Milliseconds.Of(grain.Active?.Wait),
        grain.States.ToImmutableSortedDictionary(state => state.Key, state => JsonSerializer.Deserialize<JsonElement>(state.Value), StringComparer.Ordinal));
}

/// <param name="Type">Its type.</param>
/// <param name="Key">Its key.</param>
internal sealed record ActivationResponse(string Type, string Key);
