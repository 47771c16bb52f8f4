using Actors.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Audit;

internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<IUserData, AuditUserData>();
}
