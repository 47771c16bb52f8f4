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

        for (var part = first; part is not null; part = part.Next is { } next ? await PartAsync(next) : null)
        {
            Encoding.UTF8.GetBytes(part.Text, response.BodyWriter);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }

    /// <summary>If the account goes meanwhile, the answer is cut off, and is no JSON.</summary>
    private async Task<ExportPart> PartAsync(string after) =>
        await account.ExportAsync(after) ?? throw new InvalidOperationException("The account went while it was exported.");
}
