using Actors.Users;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The account with this id.</summary>
    public static IUserGrain GetUser(this IGrainFactory grains, string userId) => grains.Get<IUserGrain>(userId);

    /// <summary>The owner of an e-mail address.</summary>
    public static ILoginNameGrain GetLoginName(this IGrainFactory grains, EmailAddress email) =>
        grains.GetStoredLoginName(email.Normalized);

    /// <summary>The owner of an e-mail address, by the normal form in which it was stored.</summary>
    public static ILoginNameGrain GetStoredLoginName(this IGrainFactory grains, string normalizedEmail) =>
        grains.Get<ILoginNameGrain>(normalizedEmail);

    /// <summary>The same account's sign-in.</summary>
    public static IUserSignInGrain GetUserSignIn(this IGrainFactory grains, string userId) => grains.Get<IUserSignInGrain>(userId);

    /// <summary>The same account's password.</summary>
    public static IUserPasswordGrain GetUserPassword(this IGrainFactory grains, string userId) => grains.Get<IUserPasswordGrain>(userId);

    /// <summary>The same account's e-mail address.</summary>
    public static IUserEmailGrain GetUserEmail(this IGrainFactory grains, string userId) => grains.Get<IUserEmailGrain>(userId);

    /// <summary>The same account's sessions.</summary>
    public static IUserSessionsGrain GetUserSessions(this IGrainFactory grains, string userId) => grains.Get<IUserSessionsGrain>(userId);

    /// <summary>The lists over all accounts.</summary>
    public static IUserDirectoryGrain GetUserDirectory(this IGrainFactory grains) => grains.GetGrain<IUserDirectoryGrain>(0);

    /// <summary>Who may administer.</summary>
    public static IAdministratorsGrain GetAdministrators(this IGrainFactory grains) => grains.Get<IAdministratorsGrain>("administrators");

    /// <summary>The same account as administrators see it.</summary>
    public static IUserAdministrationGrain GetUserAdministration(this IGrainFactory grains, string userId) =>
        grains.Get<IUserAdministrationGrain>(userId);

    /// <summary>
    /// The id under which an address that nobody registered is counted and locked: always the same for one address, so that a
    /// stranger meets the same grain, the same work and the same answers as with a real account.
    /// </summary>
    public static string MadeUpUserId(EmailAddress email) => MadeUpUserId(email.Normalized);

    /// <inheritdoc cref="MadeUpUserId(EmailAddress)"/>
    public static string MadeUpUserId(string normalizedEmail) => Ids.User + SecretText.Sha256Hex("nobody:" + normalizedEmail)[..32];
}
