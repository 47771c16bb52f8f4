using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Actors.Api.Errors;

/// <summary>A refusal as <c>application/problem+json</c> (RFC 9457): the one shape of every answer from 400 on.</summary>
internal sealed class Problem(ErrorCode code, string? detail = null) : IResult, IStatusCodeHttpResult
{
    public ErrorCode Code => code;

    public int? StatusCode => code.Status;

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>When to come back; rounded up to whole seconds in <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Further members of the body, by name.</summary>
    public IReadOnlyDictionary<string, string>? Members { get; init; }

    /// <summary>Further members of the body that are whole numbers, by name.</summary>
    public IReadOnlyDictionary<string, long>? Numbers { get; init; }

    /// <summary>The OAuth 2.0 error (RFC 6749, 5.2), on its endpoints; what <see cref="OAuthErrors"/> says when null.</summary>
    public string? OAuthError { get; init; }

    /// <summary>The refusal of a request for these fields.</summary>
    public static Problem Invalid(params IReadOnlyList<FieldError> errors) => new(ErrorCodes.ValidationFailed) { Errors = errors };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = code.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";

        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (code.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        }

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        Write(writer, httpContext.TraceIdentifier, OAuthError ?? OAuthErrors.Of(httpContext.Request.Path, code.Status));
    }

    private void Write(Utf8JsonWriter json, string requestId, string? oauthError)
    {
        json.WriteStartObject();
        json.WriteString("type", code.Type);
        json.WriteString("title", code.Title);
        json.WriteNumber("status", code.Status);
        json.WriteString("detail", detail ?? code.Title);
        json.WriteString("code", code.Code);
        json.WriteString("request_id", requestId);

        if (oauthError is not null)
        {
            json.WriteString("error", oauthError);
            json.WriteString("error_description", detail ?? code.Title);
        }

        foreach (var (name, value) in Members ?? new Dictionary<string, string>())
        {
            json.WriteString(name, value);
        }

        foreach (var (name, value) in Numbers ?? new Dictionary<string, long>())
        {
            json.WriteNumber(name, value);
        }

        if (Errors.Count > 0)
        {
            WriteErrors(json);
        }

        json.WriteEndObject();
    }

    private void WriteErrors(Utf8JsonWriter json)
    {
        json.WriteStartArray("errors");

        foreach (var error in Errors)
        {
            json.WriteStartObject();
            json.WriteString("field", error.Field);
            json.WriteString("code", error.Code);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>Carries a refusal out of a place that cannot return one, such as the binding of a parameter.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Code.Code)
{
    public Problem Problem => problem;
}
