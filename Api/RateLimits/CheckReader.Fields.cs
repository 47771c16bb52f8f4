using System.Text.Json;
using Actors.Api.Errors;
using Actors.Api.Requests;

namespace Actors.Api.RateLimits;

/// <summary>The fields of one check.</summary>
internal sealed partial class CheckReader
{
    private void ReadPolicy(ref Utf8JsonReader reader, ref Draft draft, int index)
    {
        // The checks of a batch name one policy more often than not.
        var at = reader;

        if (_last is not null && at.Read() && at.TokenType == JsonTokenType.String && at.ValueTextEquals(_last.Name))
        {
            reader = at;
            draft.Policy = _last;
        }
        else if (Text(ref reader, ref draft, index, "policy") is { } name)
        {
            draft.Policy = _last = policies.Find(name);

            if (draft.Policy is null)
            {
                if (!policies.AreRead)
                {
                    throw new ProblemException(new Problem(ErrorCodes.Unavailable) { RetryAfter = TimeSpan.FromSeconds(1) });
                }

                draft.IsBroken = true;
                _errors.Add(Field(index, "policy"), "unknown_policy", "There is no such policy.");
            }
        }
    }

    private string? Text(ref Utf8JsonReader reader, ref Draft draft, int index, string name)
    {
        reader.Read();

        if (reader.TokenType == JsonTokenType.String && TextOf(ref reader) is { } text)
        {
            if (_errors.Require(Field(index, name), text, MaxTextLength))
            {
                return text;
            }
        }
        else
        {
            _errors.AddWrongType(Field(index, name));
            reader.Skip();
        }

        draft.IsBroken = true;
        return null;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    private int Cost(ref Utf8JsonReader reader, int index)
    {
        reader.Read();

        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var cost) && cost >= 1)
        {
            return cost;
        }

        _errors.Add(Field(index, "cost"), "out_of_range", "The cost is a whole number from 1.");
        reader.Skip();
        return 1;
    }

    private bool Flag(ref Utf8JsonReader reader, int index)
    {
        reader.Read();

        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            _errors.AddWrongType(Field(index, "dry_run"));
            reader.Skip();
            return false;
        }

        return reader.TokenType == JsonTokenType.True;
    }
}
