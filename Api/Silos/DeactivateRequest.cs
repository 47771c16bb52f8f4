using Actors.Api.Requests;

namespace Actors.Api.Silos;

internal sealed record DeactivateRequest : IRequestBody
{
    public const int MaxKeyLength = 512;

    public string? Key { get; init; }

    /// <summary>Why, for the audit log.</summary>
    public string? Reason { get; init; }

    public void Validate(FieldErrors errors)
    {
        errors.Require("key", Key, MaxKeyLength);
        errors.Limit("reason", Reason, 500);
    }
}
