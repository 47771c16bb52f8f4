using Actors.Api.Errors;

namespace Actors.Api.Requests;

/// <summary>Reads a form that may be anything.</summary>
internal static class Forms
{
    public const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>The form of a request. In parts (multipart/form-data) is not one: nothing here takes files, and their reader fails on half a form.</summary>
    /// <exception cref="ProblemException">415 when it does not say that it has one, in UTF-8 and not compressed; 400 when the form has too many fields or too long ones.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
        if (!MediaType.Equals(BodyTypes.Of(request), StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(BodyTypes.Refusal(MediaType));
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
