using System.Collections.Immutable;
using System.Text.Json;
using Actors.Api.Errors;
using Actors.Users;

namespace Actors.Api.Users;

/// <summary>A refused password, told as entries of one field.</summary>
internal static class WeakPassword
{
    public static Problem Of(string field, ImmutableArray<PasswordProblem> problems) => new(ErrorCodes.ValidationFailed, "The password is refused.")
    {
        Errors = [.. problems.Select(p => new FieldError(field, "password_" + JsonNamingPolicy.SnakeCaseLower.ConvertName(p.ToString()), MessageOf(p)))],
    };

    private static string MessageOf(PasswordProblem problem) => problem switch
    {
        PasswordProblem.TooShort => "The password is too short.",
        PasswordProblem.TooLong => "The password is longer than 128 characters.",
        PasswordProblem.InvalidCharacter => "The password has a character that cannot be typed again.",
        PasswordProblem.TooWeak => "The password is too easy to guess.",
        PasswordProblem.Common => "The password is one of the common ones.",
        PasswordProblem.ContainsOwnWords => "The password contains the e-mail address.",
        _ => throw new InvalidOperationException($"Unmapped password problem '{problem}'."),
    };
}
