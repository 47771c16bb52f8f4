using System.Collections.Immutable;

namespace Actors.Mfa;

/// <summary>An account's second factor. The same grain as <c>IUserGrain</c>.</summary>
[Alias("mfa.IUserMfaGrain")]
public interface IUserMfaGrain : IGrainWithStringKey
{
    /// <summary>Makes an authenticator's secret (RFC 6238), which counts once a code of it was confirmed; null when one is confirmed already.</summary>
    [Alias("BeginTotp"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<NewTotp?> BeginTotpAsync(RequestOrigin origin);

    /// <summary>Confirms the secret by a code of it, and gives the recovery codes; null when the code is wrong or nothing was begun.</summary>
    [Alias("ConfirmTotp"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<RecoveryCodeSet?> ConfirmTotpAsync(string code, RequestOrigin origin);

    /// <summary>Takes the second factor away; false when there is none.</summary>
    [Alias("RemoveTotp"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<bool> RemoveTotpAsync(RequestOrigin origin);

    /// <summary>Ten new recovery codes in place of the old; null when there is no second factor.</summary>
    [Alias("RenewRecoveryCodes"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<RecoveryCodeSet?> RenewRecoveryCodesAsync(RequestOrigin origin);

    /// <summary>
    /// Encrypts anew what is under the former master key. False when the one with this id is not the present one of the silo that the grain is on,
    /// which was not restarted with it yet. For the silos' own sweep.
    /// </summary>
    [Alias("PutSecretsUnder"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<bool> PutSecretsUnderAsync(string masterKeyId);
}

/// <param name="Secret">Base 32, to type into an authenticator.</param>
/// <param name="OtpauthUri">The same as a link.</param>
/// <param name="QrSvg">The link as a QR code, one SVG element.</param>
[GenerateSerializer, Immutable, Alias("mfa.NewTotp")]
public sealed record NewTotp(string Secret, string OtpauthUri, string QrSvg)
{
    /// <summary>Names no secret.</summary>
    public override string ToString() => nameof(NewTotp);
}

/// <param name="Codes">Ten codes, each good once; shown this once.</param>
[GenerateSerializer, Immutable, Alias("mfa.RecoveryCodeSet")]
public sealed record RecoveryCodeSet(ImmutableArray<string> Codes)
{
    /// <summary>Names no secret.</summary>
    public override string ToString() => nameof(RecoveryCodeSet);
}
