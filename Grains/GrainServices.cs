using Actors.ApiKeys;
using Actors.Audit;
using Actors.Calls;
using Actors.External;
using Actors.Health;
using Actors.Invitations;
using Actors.Mfa;
using Actors.Notifications;
using Actors.RateLimits;
using Actors.Sessions;
using Actors.Settings;
using Actors.Silos;
using Actors.Tokens;
using Actors.Users;
using Actors.Users.Passwords;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Actors;

/// <summary>What a silo has to register for the grains to run.</summary>
public static class GrainServices
{
    /// <summary>Adds every domain: its options, rules and stored shapes.</summary>
    public static IServiceCollection AddGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);

        return services
            .AddCalls()
            .AddAudit()
            .AddPasswords()
            .AddRateLimits()
            .AddTokens()
            .AddMfa()
            .AddApiKeys()
            .AddSettings()
            .AddUsers()
            .AddInvitations()
            .AddExternalSignIn()
            .AddSessions()
            .AddNotifications()
            .AddSilos()
            .AddHealth();
    }
}
