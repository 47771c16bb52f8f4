using System.Reflection;
using Actors.Api.Errors;

namespace Actors.Api.RateLimits;

/// <summary>The limit per account name, as a handler's parameter: asked as soon as the name is known, before any password is hashed or mail sent.</summary>
internal sealed record AccountLimit(HttpContext Context)
{
    public static ValueTask<AccountLimit?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<AccountLimit?>(new AccountLimit(context));

    /// <summary>Takes one from the account's bucket, however its name is written; a refusal ends the request with 429.</summary>
    public static async ValueTask TakeAsync(HttpContext context, string account)
    {
        var gate = context.RequestServices.GetRequiredService<RateLimitGate>();

        if (await gate.EnterAccountAsync(context, account) is { } refusal)
        {
            throw new ProblemException(refusal);
        }
    }

    /// <inheritdoc cref="TakeAsync(HttpContext, string)"/>
    public ValueTask TakeAsync(string account) => TakeAsync(Context, account);
}
