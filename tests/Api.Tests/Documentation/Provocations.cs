using System.Net.Http.Headers;
using Actors.Tests.Errors;
using Actors.Tests.External;

namespace Actors.Tests.Documentation;

/// <summary>How each error is provoked: the general ones by what the document says of an operation, the others one by one.</summary>
internal sealed partial class Provocations(ContractServices services)
{
    private const string Callback = "GET /api/v1/auth/external/{provider}/callback";
    private const string SecondFactor = "POST /api/v1/auth/external/mfa";

    /// <summary>Errors of sign-in by way of a provider, and the tests with a provider that provoke them.</summary>
    private static readonly Dictionary<(string Operation, string Code), string> ByFederation = new()
    {
        [(Callback, "external_sign_in_refused")] = nameof(FederatedSignInTests.An_answer_that_vouches_for_nobody_signs_nobody_in),
        [(Callback, "mfa_required")] = nameof(FederatedSignInTests.A_second_factor_is_asked_for_all_the_same),
        [(Callback, "external_email_unverified")] = nameof(FederatedSignInTests.An_address_that_the_provider_has_not_verified_counts_for_nothing),
        [(Callback, "account_email_unverified")] = nameof(FederatedSignInTests.An_account_whose_address_is_not_verified_is_not_given_away),
        [(Callback, "account_suspended")] = nameof(FederatedRefusalTests.An_account_that_is_shut_stays_shut),
        [(Callback, "account_inactive")] = nameof(FederatedRefusalTests.An_account_that_is_shut_stays_shut),
        [(Callback, "email_unverified")] = nameof(FederatedRefusalTests.An_account_that_is_shut_stays_shut),
        [(Callback, "conflict")] = nameof(FederatedRefusalTests.An_account_is_linked_to_no_more_identities_than_it_may_have),
        [(Callback, "registration_closed")] = nameof(FederatedClosedTests.Closed_registration_is_closed_to_whom_a_provider_vouches_for),
        [(Callback, "provider_unavailable")] = nameof(FederatedRefusalTests.A_provider_that_went_away_meanwhile_is_reported_as_unavailable),
        [(SecondFactor, "invalid_credentials")] = nameof(FederatedSignInTests.A_second_factor_is_asked_for_all_the_same),
        [(SecondFactor, "account_locked")] = nameof(FederatedRefusalTests.Wrong_codes_of_a_second_factor_lock_it),
        [(SecondFactor, "mfa_required")] = nameof(FederatedRefusalTests.Without_a_code_the_second_factor_is_asked_for_again),
        [(SecondFactor, "account_suspended")] = nameof(FederatedRefusalTests.An_account_that_is_shut_while_its_second_factor_is_awaited_stays_shut),
        [(SecondFactor, "account_inactive")] = nameof(FederatedRefusalTests.An_account_that_is_shut_while_its_second_factor_is_awaited_stays_shut),
        [(SecondFactor, "email_unverified")] = nameof(FederatedRefusalTests.An_account_that_is_shut_while_its_second_factor_is_awaited_stays_shut),
        [(SecondFactor, "conflict")] = nameof(FederatedRefusalTests.An_account_that_goes_while_its_second_factor_is_awaited_signs_nobody_in),
    };

    /// <summary>What any operation answers when the service itself is in trouble, and the test that shows what each kind of trouble becomes.</summary>
    private static readonly Dictionary<string, string> ByTrouble = new()
    {
        ["storage_unavailable"] = nameof(ProblemAnswerTests),
        ["unavailable"] = nameof(ProblemAnswerTests),
        ["deadline_exceeded"] = nameof(ProblemAnswerTests),
    };

    /// <summary>Headers that must be understood, and what cannot be.</summary>
    private static readonly (string Name, string Value)[] Misunderstood =
        [("If-Match", "1"), ("If-None-Match", "1"), ("Last-Event-ID", "x"), ("Idempotency-Key", new string('k', 256))];

    public static bool IsProvokedElsewhere(Operation operation, string code) =>
        ByTrouble.ContainsKey(code)
        || ByFederation.ContainsKey((operation.Name, code))
        // Whatever hashes a password waits in the same queue as a sign-in, where it is provoked.
        || (code == "busy" && operation.Path is not (Login or "/api/v1/auth/token"));

    /// <summary>What makes the operation answer with the code; null when nothing is known to.</summary>
    public Func<Task<HttpResponseMessage>>? Of(Operation operation, string code) => Particular(operation, code) ?? General(operation, code);

    private Func<Task<HttpResponseMessage>>? General(Operation operation, string code) => code switch
    {
        "unauthenticated" => () => SendAsync(services.Open.NewClient(), operation),
        "invalid_token" => () => SendAsync(WithBearer(services.Open.NewClient(), "no.such.token"), operation),
        "insufficient_scope" => () => SendAsync(services.Open.NewClient(), operation, headers: ("X-API-Key", KeyWithout(operation.KeyScopes))),
        "forbidden" => () => SendAsync(services.User.Client, operation),
        "reauthentication_required" => () => SendAsync(services.StrictAdministrator, operation),
        "bad_request" when MisunderstoodBy(operation) is [var header, ..] => () => SendAsync(services.CallerOf(operation), operation, headers: header),
        "malformed_json" => () => SendAsync(services.CallerOf(operation), operation, body: "{"),
        "too_large" => () => LargeBody.SendAsync(services.CallerOf(operation), operation),
        "unsupported_media_type" => () => SendAsync(services.CallerOf(operation), operation, body: "a=b", mediaType: "text/csv"),
        "validation_failed" when operation.MediaType is not null => () => SendAsync(services.CallerOf(operation), operation, body: "{\"never_heard_of\":1}"),
        "validation_failed" when operation.Path.Contains("{persona}", StringComparison.Ordinal) && !operation.QueryParameters.Any() => () => SendAsync(
            services.CallerOf(operation), operation, path: operation.Path.Replace("{persona}", "A", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal)),
        "validation_failed" => () => SendAsync(services.CallerOf(operation), operation, path: operation.MadeUpPath + "?limit=0"),
        "not_found" => () => SendAsync(services.CallerOf(operation), operation),
        "rate_limited" => () => UntilLimitedAsync(operation),
        _ => null,
    };

    private static Task<HttpResponseMessage> SendAsync(
        HttpClient client, Operation operation, string? path = null, string? body = null, string? mediaType = null, params (string Name, string Value)[] headers) =>
        ContractServices.SendAsync(client, operation, path, body, mediaType, headers);

    private static HttpClient WithBearer(HttpClient client, string token)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static (string Name, string Value)[] MisunderstoodBy(Operation operation) =>
        [.. Misunderstood.Where(header => operation.Parameters.Any(parameter => parameter.GetProperty("name").GetString() == header.Name))];

    private string KeyWithout(string[] scopes) => services.Keys.First(key => !scopes.Contains(key.Key)).Value;

    private async Task<HttpResponseMessage> UntilLimitedAsync(Operation operation)
    {
        HttpResponseMessage answer;
        var left = LimitedService.Requests + 1;

        do
        {
            answer = await SendAsync(services.LimitedAdministrator, operation);
        }
        while ((int)answer.StatusCode != 429 && --left > 0);

        return answer;
    }
}
