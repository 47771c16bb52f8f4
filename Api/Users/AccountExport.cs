using System.Text;
using Actors.Users;

namespace Actors.Api.Users;

/// <summary>Everything held about a user, asked for and sent in parts: together they may be more than fits into memory.</summary>
internal sealed class AccountExport(IUserGrain account, ExportPart first) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json";

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        var part = first;
        await SendAsync();

        while (part.Next is { } next)
        {
            // If the account goes meanwhile, the answer is cut off, and is no JSON.
            part = await account.ExportAsync(next) ?? throw new InvalidOperationException("The account went while it was exported.");
            await SendAsync();
        }

        async Task SendAsync()
        {
            Encoding.UTF8.GetBytes(part.Text, response.BodyWriter);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
