using System.Collections.Immutable;
using System.Text.Json;
using Actors.Api.Errors;
using Actors.Api.Requests;

namespace Actors.Api.Settings;

/// <summary>The members of a body that is a JSON object, each value taken out as it stands.</summary>
internal static class BodyMembers
{
    /// <summary>What takes the values says what is too deep; a level costs this reader one bit.</summary>
    private const int MaxDepth = int.MaxValue;

    /// <exception cref="ProblemException">
    /// 400 when the body is not JSON; 422 when it is no object or has a member of another name. Of many such it is not read to the end.
    /// </exception>
    public static ImmutableDictionary<string, ImmutableArray<byte>> Read(byte[] body, params ReadOnlySpan<string> known)
    {
        try
        {
            return ReadObject(body, known);
        }
        catch (Exception exception) when (ApiJson.IsUnreadable(exception))
        {
            throw new ProblemException(new Problem(ErrorCodes.MalformedJson));
        }
    }

    /// <summary>A value that is a text; null when it is another.</summary>
    public static string? TextOf(ImmutableArray<byte> value)
    {
        try
        {
            return value is [(byte)'"', ..] ? JsonSerializer.Deserialize<string>(value.AsSpan()) : null;
        }
        catch (Exception exception) when (ApiJson.IsUnreadable(exception))
        {
            return null;
        }
    }

    private static ImmutableDictionary<string, ImmutableArray<byte>> ReadObject(byte[] body, ReadOnlySpan<string> known)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        var members = ImmutableDictionary.CreateBuilder<string, ImmutableArray<byte>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var errors = new FieldErrors();

        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            errors.AddNoObject();
            errors.ThrowIfAny();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();

            if (!names.Add(name))
            {
                throw new JsonException();
            }

            if (known.Contains(name))
            {
                members.Add(name, [.. body.AsSpan(start, (int)reader.BytesConsumed - start)]);
            }
            else
            {
                errors.AddUnknown(FieldErrors.NameOf(name));
                errors.ThrowIfFull();
            }
        }

        // Whatever follows the object is an error of its own.
        reader.Read();
        errors.ThrowIfAny();
        return members.ToImmutable();
    }
}
