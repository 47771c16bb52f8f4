using Actors.Api.Access;
using Actors.Api.ApiKeys;
using Actors.Api.Audit;
using Actors.Api.Console;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.External;
using Actors.Api.Health;
using Actors.Api.Hosting;
using Actors.Api.Invitations;
using Actors.Api.Live;
using Actors.Api.Mfa;
using Actors.Api.Notifications;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.Api.Service;
using Actors.Api.Sessions;
using Actors.Api.Settings;
using Actors.Api.Silos;
using Actors.Api.Streams;
using Actors.Api.Telemetry;
using Actors.Api.Telemetry.Prometheus;
using Actors.Api.Tokens;
using Actors.Api.Users;
using Actors.Api.Users.Import;
using Actors.Tokens;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Actors.Api;

/// <summary>The HTTP API as a part of a host: a silo's, or one of its own in front of a cluster.</summary>
public static class ApiServices
{
    /// <summary>Adds what the API needs beside an <c>IClusterClient</c>.</summary>
    public static IServiceCollection AddActorsApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StreamServices>(StreamServices.Of);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));

        return services
            .AddTelemetry()
            .AddRequestLimits()
            .AddTrustedProxies()
            .AddRateLimiting()
            .AddConfiguredCors()
            // In a silo the grains have asked for the key.
            .AddTokenOptions(needsMasterKey: false)
            .AddAccounts()
            .AddBearerTokens()
            .AddExternalSignIn()
            .AddSettingsWrites()
            .AddHealthPages()
            .AddLive()
            .AddConsole()
            .AddDocumentation();
    }

    /// <summary>Adds the second try of calls whose silo is gone: for an API in front of several silos.</summary>
    public static IServiceCollection AddLostCallRetry(this IServiceCollection services) =>
        services.AddHttpContextAccessor().AddSingleton<IOutgoingGrainCallFilter, LostCallRetry>();

    /// <summary>Adds the pipeline and every endpoint.</summary>
    public static WebApplication UseActorsApi(this WebApplication app)
    {
        app.UseProcessServices();
        app.UseForwardedHeaders();
        app.UseRequestId();
        app.UseRequestLog();
        app.UseSecurityHeaders();
        app.UseMiddleware<ProblemAnswers>();
        app.UseRouting();
        app.UseConfiguredCors();
        app.UseMiddleware<RequestDeadline>();
        app.UseMiddleware<AccessGuard>();
        app.UseDocumentationPage();
        app.MapGroup("").AnswerHead().MapEndpoints();
        app.MapDashboard();

        return app;
    }

    private static void MapEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapService();
        app.MapHealth();
        app.MapMetrics();
        app.MapHeartbeats();
        app.MapProbes();
        app.MapDocumentation();
        app.MapProblemPages();
        app.MapKeys();
        app.MapRegistration();
        app.MapSignIn();
        app.MapExternalSignIn();
        app.MapTokens();
        app.MapAccount();
        app.MapPasswords();
        app.MapEmail();
        app.MapSessions();
        app.MapMfa();
        app.MapIdentities();
        app.MapApiKeys();
        app.MapIntrospection();
        app.MapEvents();
        app.MapNotifications();
        app.MapNotificationSettings();
        app.MapMessages();
        app.MapSilos();
        app.MapLive();
        app.MapGrains();
        app.MapUserAdministration();
        app.MapKeyAdministration();
        app.MapUserImport();
        app.MapInvitations();
        app.MapUserDetails();
        app.MapSettings();
        app.MapSettingsExchange();
        app.MapPersonas();
        app.MapSettingsHistory();
        app.MapSettingsWatch();
        app.MapSettingsSchemas();
        app.MapSettingsSchemaHistory();
        app.MapRateLimitChecks();
        app.MapRateLimitPolicies();
        app.MapRateLimitBuckets();
        app.MapConsole();
    }
}
