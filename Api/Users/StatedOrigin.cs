using System.Reflection;
using Actors.Api.Access;
using Actors.Api.Requests;
using Microsoft.AspNetCore.Http.Metadata;

namespace Actors.Api.Users;

/// <summary>The body of an administrator's step, which may be left out. A deletion takes none: what is said of the account goes with it.</summary>
internal sealed record ReasonRequest : IRequestBody
{
    public string? Reason { get; init; }

    public void Validate(FieldErrors errors) => errors.Limit("reason", Reason, 500);
}

/// <summary>The origin of an administrator's step, with why it is done where that is said.</summary>
internal sealed record StatedOrigin(RequestOrigin Value) : IEndpointParameterMetadataProvider
{
    public static implicit operator RequestOrigin(StatedOrigin origin) => origin.Value;

    public static async ValueTask<StatedOrigin?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var body = await Body<ReasonRequest>.ReadOptionalAsync(context);
        return new StatedOrigin(Origin.Of(context) with { Reason = body.Reason });
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(ReasonRequest), isOptional: true));
}
