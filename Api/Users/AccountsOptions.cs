using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Api.Users;

/// <summary>Who may register, and what registration tells. Section <c>Accounts</c>.</summary>
internal sealed class AccountsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Accounts";

    public const string Open = "open";
    public const string Invite = "invite";
    public const string Closed = "closed";

    /// <summary><c>open</c> (default): anyone registers. <c>invite</c>: who has an administrator's invitation. <c>closed</c>: nobody; accounts are imported.</summary>
    [AllowedValues(Open, Invite, Closed)]
    public string Registration { get; set; } = Open;

    /// <summary>
    /// Whether a registration answers 202 whatever the address, so that nobody learns who has an account; with <see cref="RequireVerifiedEmail"/>
    /// no sign-in tells either. Default false: 201, or 409 when it is taken.
    /// </summary>
    public bool HideExisting { get; set; }

    /// <summary>Whether a new account waits, as pending, until its address is verified or an administrator activates it. Default false.</summary>
    public bool RequireVerifiedEmail { get; set; }

    /// <summary>For how long after signing in a user may change what a thief must not: password, address, second factor, API keys, and delete the account. Default 15 minutes; at most a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan RecentSignIn { get; set; } = TimeSpan.FromMinutes(15);
}

[OptionsValidator]
internal sealed partial class ValidateAccountsOptions : IValidateOptions<AccountsOptions>;

internal static class AccountsServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSection<AccountsOptions>(AccountsOptions.Section);

        return services.AddSingleton<IValidateOptions<AccountsOptions>, ValidateAccountsOptions>();
    }
}
