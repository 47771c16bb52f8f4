namespace Actors.Api.Requests;

/// <summary>JSON texts, a line each.</summary>
internal static class NdJson
{
    public const string MediaType = "application/x-ndjson";
}
