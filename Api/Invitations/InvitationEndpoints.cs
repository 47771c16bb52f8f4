using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.Api.Users;
using Actors.Invitations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Invitations;

/// <summary>Invitations to make an account, for administrators.</summary>
internal static class InvitationEndpoints
{
    public static IEndpointRouteBuilder MapInvitations(this IEndpointRouteBuilder routes)
    {
        var invitations = routes.MapGroup("/api/v1/admin/invitations").WithTags("Administration");

        invitations.MapPost("/", CreateAsync).RequireAdmin().WithSummary("Invite someone to make an account").FailsWith(ErrorCodes.TooManyInvitations);
        invitations.MapGet("/", ListAsync).RequireAdmin().WithSummary("List open invitations").Lists();
        invitations.MapDelete("/{id}", RevokeAsync).RequireAdmin().WithSummary("Withdraw an invitation").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Results<Created<NewInvitationResponse>, Problem>> CreateAsync(
        Body<InvitationRequest> body, Origin origin, TimeProvider clock, IGrainFactory grains)
    {
        var now = clock.GetUtcNow();
        var text = InvitationText.New(now);
        var email = body.Value.Email is { } typed ? AccountFields.Address(typed) : null;

        var made = await grains.GetInvitations().CreateAsync(
            new NewInvitation(text.ToString(), now.AddSeconds(body.Value.ExpiresIn), email), origin);

        // A mailed one is shown to nobody else: who has its text reads the address's mail.
        return made is null
            ? new Problem(ErrorCodes.TooManyInvitations)
            : TypedResults.Created((string?)null, NewInvitationResponse.Of(made, email is null ? text.ToString() : null));
    }

    private static async Task<Ok<ListResponse<InvitationResponse>>> ListAsync(HttpRequest request, IGrainFactory grains)
    {
        var (limit, after) = KeyPage.Of(request, id => Ids.IsId(id, Ids.Invitation));
        var page = await grains.GetInvitations().ListAsync(limit, after);
        return TypedResults.Ok(new ListResponse<InvitationResponse>([.. page.Items.Select(InvitationResponse.Of)], page.NextCursor));
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(string id, Origin origin, IGrainFactory grains) =>
        Ids.IsId(id, Ids.Invitation) && await grains.GetInvitation(id).RevokeAsync(origin)
            ? TypedResults.NoContent()
            : new Problem(ErrorCodes.NotFound);
}
