namespace Actors.Api.Errors;

/// <summary>One kind of refusal: its stable code, its status and its title. What is particular goes into the detail.</summary>
internal sealed record ErrorCode(string Code, int Status, string Title)
{
    /// <summary>The page that explains it.</summary>
    public string Type => "/problems/" + Code.Replace('_', '-');
}

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">The field's name, or a JSON Pointer where a document is meant.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Message">A sentence for a person.</param>
internal sealed record FieldError(string Field, string Code, string Message);
