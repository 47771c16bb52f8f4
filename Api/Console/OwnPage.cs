using Actors.Api.Errors;

namespace Actors.Api.Console;

/// <summary>
/// Lets only the console's own page call what takes its cookie. A page of another origin cannot send the header without a preflight, and
/// where CORS would let it, the browser still says where the call comes from (Fetch Metadata).
/// </summary>
internal static class OwnPage
{
    public const string Header = "X-Actors-Console";

    private static readonly Problem Refused = new(ErrorCodes.Forbidden, $"Only the console's page may call this, with {Header}: 1.");

    public static TBuilder RequireOwnPage<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddEndpointFilter<TBuilder, Filter>();

    private static bool IsOwn(IHeaderDictionary headers) =>
        headers[Header] is ["1"] && headers["Sec-Fetch-Site"] is [] or ["same-origin"];

    private sealed class Filter : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
            IsOwn(context.HttpContext.Request.Headers) ? next(context) : ValueTask.FromResult<object?>(Refused);
    }
}
