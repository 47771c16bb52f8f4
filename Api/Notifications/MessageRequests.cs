using System.Text.Json.Serialization;
using Actors.Api.Requests;
using Actors.Api.Users;
using Actors.Notifications;
using Actors.Users;

namespace Actors.Api.Notifications;

/// <summary>A message to one user.</summary>
internal sealed record NotifyRequest : IRequestBody
{
    public string? Title { get; init; }

    public string? Text { get; init; }

    /// <summary>Whether it may be mailed, if the user's settings have it so; true when left out.</summary>
    public bool? Email { get; init; }

    public void Validate(FieldErrors errors) => MessageFields.Check(errors, Title, Text);

    public AdminMessage ToMessage(string id) => new(id, Title!, Text!, Email ?? true);
}

/// <summary>A message to many. The filter must be there: an empty one means everybody.</summary>
internal sealed record MessageRequest : IRequestBody
{
    public string? Title { get; init; }

    public string? Text { get; init; }

    /// <summary>Whether it may be mailed, where users' settings have it so; true when left out.</summary>
    public bool? Email { get; init; }

    public MessageFilter? Filter { get; init; }

    public void Validate(FieldErrors errors)
    {
        MessageFields.Check(errors, Title, Text);

        if (Filter is null)
        {
            errors.Add("filter", "required", "The field is required; {} means everybody.");
        }
        else if (Filter.Role?.Length > 64 || Filter.Email?.Length > AccountFields.MaxEmailLength)
        {
            errors.Add("filter", "too_long", "A field of the filter is too long.");
        }
    }

    public Broadcast ToBroadcast(string id, DateTimeOffset now, string sender) => new(
        new AdminMessage(id, Title!, Text!, Email ?? true),
        new Audience(Filter!.Status?.ToString(), Filter.Role, Filter.Email is { } email ? EmailAddress.PrefixOf(email) : null, Filter.CreatedAfter),
        now,
        sender);
}

/// <summary>Whom a message goes to, as the list of users filters.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MessageFilter
{
    public UserStatus? Status { get; init; }

    public string? Role { get; init; }

    /// <summary>How the e-mail address begins.</summary>
    public string? Email { get; init; }

    public DateTimeOffset? CreatedAfter { get; init; }
}

internal static class MessageFields
{
    private const int MaxTitleLength = 120;
    private const int MaxTextLength = 4000;

    public static void Check(FieldErrors errors, string? title, string? text)
    {
        if (errors.Require("title", title, MaxTitleLength) && title!.Any(char.IsControl))
        {
            errors.Add("title", "invalid_characters", "The title is one line.");
        }

        if (errors.Require("text", text, MaxTextLength) && text!.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            errors.Add("text", "invalid_characters", "The text has control characters.");
        }
    }
}
