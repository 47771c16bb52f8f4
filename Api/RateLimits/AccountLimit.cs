using System.Reflection;
using Actors.Api.Errors;
using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>The limit per account name, as a handler's parameter: asked as soon as the name is known, before any password is hashed or mail sent.</summary>
internal sealed record AccountLimit(HttpContext Context)
{
    public static ValueTask<AccountLimit?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<AccountLimit?>(new AccountLimit(context));

    /// <summary>Takes one from the account's bucket, however its name is written; a refusal ends the request with 429.</summary>
    public ValueTask TakeAsync(string account) => TakeAsync(Context, account);

    /// <summary>The same; of a device that the account knows, one from a bucket of its own, which no stranger can empty.</summary>
    public static async ValueTask TakeAsync(HttpContext context, string account, string? knownDevice = null)
    {
        var gate = context.RequestServices.GetRequiredService<RateLimitGate>();
        var subject = knownDevice is null ? RateLimitSubject.Account(account) : RateLimitSubject.AccountDevice(account, knownDevice);

        if (await gate.EnterAccountAsync(context, subject) is { } refusal)
        {
            throw new ProblemException(refusal);
        }
    }
}
