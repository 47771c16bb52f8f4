using Actors.Api.Errors;

namespace Actors.Api.Requests;

/// <summary>Reads a form that may be anything.</summary>
internal static class Forms
{
    /// <summary>The form of a request that says that it has one.</summary>
    /// <exception cref="ProblemException">400 when it has too many fields or too long ones.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
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
