using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Actors.Api.Requests;

/// <summary>A request's JSON body that says itself what is wrong with it.</summary>
internal interface IRequestBody
{
    void Validate(FieldErrors errors);

    /// <summary>What is wrong with it as of now, beside the rest.</summary>
    void ValidateTimes(FieldErrors errors, DateTimeOffset now)
    {
    }
}

/// <summary>Reads a JSON body: 400 when it is not JSON, 413, 415, and 422 with an entry for every field that is unknown, of the wrong type or invalid.</summary>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
    where T : class, IRequestBody, new()
{
    private static readonly ParameterInfo NoParameter = null!;

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!BodyTypes.IsJson(context.Request))
        {
            throw new ProblemException(BodyTypes.Refusal("application/json"));
        }

        using var document = await ParseAsync(context);
        var value = Read(document.RootElement, out var errors);
        value.ValidateTimes(errors, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        errors.ThrowIfAny();
        return new Body<T>(value);
    }

    /// <summary>Reads a body that may be left out: then all its fields are.</summary>
    public static async ValueTask<T> ReadOptionalAsync(HttpContext context)
    {
        var isEmpty = context.Request.ContentLength is 0
            || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

        return isEmpty ? new T() : (await BindAsync(context, NoParameter))!.Value;
    }

    /// <summary>Reads a value and all that is wrong with it.</summary>
    public static T Read(JsonElement root, out FieldErrors errors)
    {
        errors = new FieldErrors();
        var value = ReadMembers(root, errors);
        value.Validate(errors);
        return value;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static async Task<JsonDocument> ParseAsync(HttpContext context)
    {
        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, ApiJson.Documents, context.RequestAborted);

            // The parser looks into no text: bytes that are no UTF-8 would come out as a field of the wrong type.
            if (Utf8.IsValid(JsonMarshal.GetRawUtf8Value(document.RootElement)))
            {
                return document;
            }

            document.Dispose();
            throw new JsonException("The body is not in UTF-8.");
        }
        catch (Exception exception) when (ApiJson.IsUnreadable(exception))
        {
            throw new ProblemException(new Problem(ErrorCodes.MalformedJson));
        }
    }

    private static T ReadMembers(JsonElement root, FieldErrors errors)
    {
        var value = new T();

        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.AddNoObject();
            return value;
        }

        var known = ApiJson.Options.GetTypeInfo(typeof(T)).Properties;

        foreach (var member in root.EnumerateObject())
        {
            if (known.FirstOrDefault(p => p.Name == member.Name) is { Set: not null } property)
            {
                Set(value, property, member.Value, errors);
            }
            else
            {
                errors.AddUnknown(FieldErrors.NameOf(member.Name));
            }
        }

        return value;
    }

    private static void Set(T target, JsonPropertyInfo property, JsonElement json, FieldErrors errors)
    {
        try
        {
            property.Set!(target, json.Deserialize(property.PropertyType, ApiJson.Options));
        }
        catch (Exception exception) when (ApiJson.IsUnreadable(exception))
        {
            errors.AddWrongType(property.Name);
        }
    }
}
