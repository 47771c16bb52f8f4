using System.Collections.Immutable;
using Actors.Api.Errors;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>A line of an import, counted from 1.</summary>
internal sealed record DocumentLine(int Number, string Persona, ImmutableArray<byte> Settings)
{
    /// <summary>A place in this line: <c>lines[3]/settings/theme</c>.</summary>
    public string Field(string pointer) => FieldOf(Number, pointer);

    public static string FieldOf(int number, string pointer) => $"lines[{number}]{pointer}";
}

/// <summary>Documents a line each. Blank lines count and say nothing.</summary>
internal static class DocumentLines
{
    private const int MaxErrors = 50;

    /// <summary>The documents, or as many of them as are certainly too many.</summary>
    /// <exception cref="ProblemException">400 or 422 with the first lines that are not <c>{"persona", "settings"}</c>.</exception>
    public static ImmutableArray<DocumentLine> Parse(byte[] body)
    {
        var lines = ImmutableArray.CreateBuilder<DocumentLine>();
        var errors = new List<FieldError>();
        var code = ErrorCodes.ValidationFailed;
        var number = 0;

        foreach (var range in body.AsSpan().Split((byte)'\n'))
        {
            if (errors.Count >= MaxErrors || lines.Count > ISettingsImportGrain.MaxDocuments)
            {
                break;
            }

            number++;
            var line = body.AsSpan(range).Trim(" \t\r"u8);

            if (line.IsEmpty)
            {
                continue;
            }

            try
            {
                lines.Add(Read(line.ToArray(), number));
            }
            catch (ProblemException refused)
            {
                code = refused.Problem.Code == ErrorCodes.MalformedJson ? ErrorCodes.MalformedJson : code;
                errors.AddRange(ErrorsOf(refused.Problem, number));
            }
        }

        return errors.Count == 0 ? lines.ToImmutable() : throw new ProblemException(Refusal(code, errors[..Math.Min(errors.Count, MaxErrors)]));
    }

    public static Problem Refusal(ErrorCode code, IReadOnlyList<FieldError> errors) => new(code, "Nothing was imported: see the lines.") { Errors = errors };

    private static DocumentLine Read(byte[] line, int number)
    {
        // What an export tells beside is passed over.
        var (persona, settings) = SentDocument.Parse(line, unnamed: null, "version", "updated_at");
        return new DocumentLine(number, persona, settings);
    }

    private static IEnumerable<FieldError> ErrorsOf(Problem problem, int number) => problem.Errors.Count == 0
        ? [new FieldError(DocumentLine.FieldOf(number, ""), problem.Code.Code, problem.Code.Title)]
        : problem.Errors.Select(error => error with { Field = DocumentLine.FieldOf(number, error.Field.Length == 0 ? "" : $"/{error.Field}") });
}
