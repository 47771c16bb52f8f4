using Actors.Api.Errors;

namespace Actors.Api.Requests;

/// <summary>Gathers what is wrong with a request, one entry a field.</summary>
internal sealed class FieldErrors
{
    private const int MaxErrors = 50;

    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> All => _errors;

    public void Add(string field, string code, string message) => Add(new FieldError(field, code, message));

    public void Add(FieldError error)
    {
        if (_errors.Count < MaxErrors && !_errors.Exists(e => e.Field == error.Field))
        {
            _errors.Add(error);
        }
    }

    /// <summary>Adds an entry for a body that is JSON and no object.</summary>
    public void AddNoObject() => Add("", "invalid_type", "The body must be a JSON object.");

    /// <summary>Adds an entry for a field that has to be sent and was not.</summary>
    public void AddMissing(string field) => Add(field, "required", "The field is required.");

    /// <summary>Adds an entry for a field that was sent and that there is not.</summary>
    public void AddUnknown(string field) => Add(field, "unknown_field", "There is no such field.");

    /// <summary>Adds an entry for a field whose value is of another type than its own.</summary>
    public void AddWrongType(string field) => Add(field, "invalid_type", "The value is not of the right type.");

    /// <summary>Adds an entry when the text is missing, empty or longer than <paramref name="maxLength"/> characters.</summary>
    public bool Require(string field, string? text, int maxLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            AddMissing(field);
            return false;
        }

        return Limit(field, text, maxLength);
    }

    /// <summary>Adds an entry when the text is longer than <paramref name="maxLength"/> characters, as code points, which the OpenAPI document counts as well.</summary>
    public bool Limit(string field, string? text, int maxLength)
    {
        if (text?.Length > maxLength && text.EnumerateRunes().Count() > maxLength)
        {
            Add(field, "too_long", $"The field is longer than {maxLength} characters.");
            return false;
        }

        return true;
    }

    /// <summary>Throws when an answer lists no more of them: what else is wrong need not be looked for.</summary>
    public void ThrowIfFull()
    {
        if (_errors.Count == MaxErrors)
        {
            ThrowIfAny();
        }
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new ProblemException(Problem.Invalid(_errors));
        }
    }

    /// <summary>A name that a caller chose, cut to what an answer should repeat.</summary>
    public static string NameOf(string sent) => sent.Length <= 64 ? sent : sent[..64];
}
