using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>Who was busiest under one policy in the last hour. The key is the policy's name.</summary>
/// <remarks>Each silo tells it once a second what its buckets counted. It keeps a bounded sketch in memory and stores nothing: after its silo dies it starts empty.</remarks>
[Alias("ratelimits.IRateLimitActivityGrain")]
public interface IRateLimitActivityGrain : IGrainWithStringKey
{
    /// <summary>Adds what a silo's buckets counted.</summary>
    [Alias("ReportAsync")]
    Task ReportAsync(ImmutableArray<RateLimitActivity> activities);

    /// <summary>The subjects with the most requests and those with the most refusals, at most <paramref name="count"/> of each.</summary>
    [Alias("GetAsync")]
    Task<RateLimitRanking> GetAsync(int count);
}

/// <summary>What one subject did.</summary>
/// <param name="Subject">The text of its <see cref="RateLimitSubject"/>.</param>
/// <param name="Admitted">Requests that went through.</param>
/// <param name="Refused">Requests that did not fit.</param>
[GenerateSerializer, Immutable, Alias("ratelimits.Activity")]
public sealed record RateLimitActivity(string Subject, long Admitted, long Refused);

/// <summary>The busiest subjects of the last hour, the first the most.</summary>
/// <param name="Busiest">By requests, admitted and refused.</param>
/// <param name="MostRefused">By refusals.</param>
[GenerateSerializer, Immutable, Alias("ratelimits.Ranking")]
public sealed record RateLimitRanking(ImmutableArray<RateLimitRank> Busiest, ImmutableArray<RateLimitRank> MostRefused);

/// <summary>A subject in a ranking.</summary>
/// <param name="Subject">The text of its <see cref="RateLimitSubject"/>.</param>
/// <param name="Count">Never less than the truth.</param>
/// <param name="Error">How much more than the truth it may be; zero while the sketch has room for all.</param>
[GenerateSerializer, Immutable, Alias("ratelimits.Rank")]
public sealed record RateLimitRank(string Subject, long Count, long Error);
