using Actors.Api.Errors;
using Microsoft.Net.Http.Headers;

namespace Actors.Api.Requests;

/// <summary>Reads a form that may be anything.</summary>
internal static class Forms
{
    public const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>Whether the request says that it has one. In parts (multipart/form-data) is not one: nothing here takes files, and their reader fails on half a form.</summary>
    public static bool IsSent(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The form of a request.</summary>
    /// <exception cref="ProblemException">415 when it does not say that it has one, 400 when the form has too many fields or too long ones.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
        if (!IsSent(request))
        {
            throw new ProblemException(new Problem(ErrorCodes.UnsupportedMediaType, $"Send {MediaType}."));
        }

        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(new Problem(ErrorCodes.BadRequest, "The form cannot be read."));
        }
    }
}
