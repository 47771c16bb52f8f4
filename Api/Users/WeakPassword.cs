using System.Collections.Immutable;
using System.Text.Json;
using Actors.Api.Errors;
using Actors.Users;

namespace Actors.Api.Users;

/// <summary>A refused password: the first reason by its code, and all of them in words.</summary>
internal static class WeakPassword
{
    public static Problem Of(string field, ImmutableArray<PasswordProblem> problems) => new(ErrorCodes.ValidationFailed, "The password is refused.")
    {
        Errors = [EntryOf(field, problems)],
    };

    public static FieldError EntryOf(string field, params ImmutableArray<PasswordProblem> problems) =>
        new(field, "password_" + JsonNamingPolicy.SnakeCaseLower.ConvertName(problems[0].ToString()), string.Join(' ', problems.Select(MessageOf)));

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
