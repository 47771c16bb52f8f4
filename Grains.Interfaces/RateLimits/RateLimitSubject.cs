using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Actors.ApiKeys;
using Actors.Users;

namespace Actors.RateLimits;

/// <summary>Whom a bucket counts, as normalised text of at most 160 bytes.</summary>
/// <remarks>
/// Each kind has its prefix, so that nobody can name himself into the bucket of another kind: an account called <c>ip:203.0.113.9</c> is
/// <c>account:ip:203.0.113.9</c>, and a key that another program asks about is <c>key:…</c>, apart from all that our own endpoints count.
/// </remarks>
public readonly record struct RateLimitSubject
{
    private const int MaxBytes = 128;
    private const string IpPrefix = "ip:";
    private const string UserPrefix = "user:";
    private const string ApiKeyPrefix = "api_key:";
    private const string AccountPrefix = "account:";
    private const string KeyPrefix = "key:";

    private RateLimitSubject(string text) => Text = text;

    /// <summary>All requests together.</summary>
    public static RateLimitSubject Global { get; } = new("global");

    /// <summary>The text in the grain's key.</summary>
    public string Text { get; }

    /// <summary>A client address: IPv4 whole, also when mapped into IPv6; IPv6 by its /64, which one household or host has to itself.</summary>
    public static RateLimitSubject Ip(IPAddress address) => new(IpPrefix + Network(address));

    /// <summary>A signed-in user.</summary>
    public static RateLimitSubject User(string userId) => new(UserPrefix + Short(userId));

    /// <summary>An API key by its id, not its secret.</summary>
    public static RateLimitSubject ApiKey(string keyId) => new(ApiKeyPrefix + Short(keyId));

    /// <summary>An account by the name that somebody tries to sign in with, whether it exists or not; however it is written.</summary>
    public static RateLimitSubject Account(string name) => new(AccountPrefix + Short(Folded(name)));

    /// <summary>A device that an account knows by its token, apart from everybody else who tries to sign in to the account. The text does not tell the token.</summary>
    /// <remarks>No name of an account ends so: it would be no address.</remarks>
    public static RateLimitSubject AccountDevice(string name, string deviceToken) =>
        new(AccountPrefix + Short($"{Folded(name)}/{SecretText.Sha256Hex(deviceToken)[..16]}"));

    /// <summary>A key that another program asks about, normalised as the policy's scope says.</summary>
    public static RateLimitSubject Key(RateLimitScope scope, string key) => new(KeyPrefix + scope switch
    {
        RateLimitScope.Global => "global",
        RateLimitScope.Ip when TryAddress(key, out var address) => Network(address),
        RateLimitScope.Account => Short(Folded(key)),
        _ => Short(key),
    });

    /// <summary>
    /// What an administrator names: under one of the <see cref="RateLimitTiers"/> <c>ip:…</c>, <c>user:…</c>, <c>api_key:…</c>, <c>account:…</c>
    /// or <c>global</c> is what our own endpoints count; everything else, and all after <c>key:</c>, is a key that other programs ask about.
    /// </summary>
    public static RateLimitSubject Parse(RateLimitPolicy policy, string text)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(text);

        if (RateLimitTiers.Names.Contains(policy.Name))
        {
            if (text == Global.Text)
            {
                return Global;
            }

            if (After(text, IpPrefix) is { } ip && TryNetwork(ip, out var address))
            {
                return Ip(address);
            }

            if (After(text, UserPrefix) is { } user)
            {
                return User(user);
            }

            if (After(text, ApiKeyPrefix) is { } apiKey)
            {
                return ApiKey(apiKey);
            }

            if (After(text, AccountPrefix) is { } account)
            {
                return Account(NormalName(account));
            }
        }

        return Key(policy.Scope, After(text, KeyPrefix) ?? text);
    }

    /// <summary>
    /// All that an administrator may mean by a text, the likeliest first. Under one of the <see cref="RateLimitTiers"/> the same text may be whom our
    /// own endpoints count, also without a prefix (an address, the id of a user or of an API key, an e-mail address), and a key that another program
    /// asks about. After <c>key:</c> it is the key alone, as under every other policy.
    /// </summary>
    public static ImmutableArray<RateLimitSubject> Meant(RateLimitPolicy policy, string text)
    {
        var named = Parse(policy, text);

        if (!RateLimitTiers.Names.Contains(policy.Name) || After(text, KeyPrefix) is not null)
        {
            return [named];
        }

        var key = Key(policy.Scope, text);
        return named != key ? [named, key] : [.. Bare(text), key];
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Whom our own endpoints count, by the mere text.</summary>
    private static ImmutableArray<RateLimitSubject> Bare(string text)
    {
        if (TryNetwork(text, out var address))
        {
            return [Ip(address)];
        }

        if (text.StartsWith(Ids.User, StringComparison.Ordinal))
        {
            // The tier for sign-ins counts who is signed in as it counts account names.
            return [User(text), Account(text)];
        }

        if (text.StartsWith(ApiKeyText.IdPrefix, StringComparison.Ordinal))
        {
            return [ApiKey(text)];
        }

        return text.Contains('@', StringComparison.Ordinal) ? [Account(NormalName(text))] : [];
    }

    /// <summary>An address however it is written, as sign-ins count it; any other name as it is.</summary>
    private static string NormalName(string account) => EmailAddress.Parse(account)?.Normalized ?? account;

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;

    private static bool TryNetwork(string text, out IPAddress address)
    {
        var bare = text.EndsWith("/64", StringComparison.Ordinal) ? text[..^3] : text;
        return TryAddress(bare, out address);
    }

    /// <summary>An address as addresses are written. <c>10</c>, <c>0x7f.1</c> and <c>010.0.0.1</c> could be read as one, too, and are keys of their own.</summary>
    private static bool TryAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text);

    private static string Network(IPAddress address)
    {
        var plain = ClientAddress.Plain(address);

        if (plain.AddressFamily == AddressFamily.InterNetwork)
        {
            return plain.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static string Folded(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        // Broken surrogates and U+FFFE cannot be normalised; they are no account either, so they count as they are.
        return UnicodeText.IsWellFormed(name)
            ? name.Trim().Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture)
            : name;
    }

    private static string Short(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // Printable ASCII, which most keys are, needs no closer look.
        if (text.Length <= MaxBytes && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        if (text.Length <= MaxBytes && Encoding.UTF8.GetByteCount(text) <= MaxBytes && IsPlain(text))
        {
            return text;
        }

        var hash = SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()));
        return $"sha256:{Convert.ToHexStringLower(hash)}";
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                return false;
            }
        }

        return UnicodeText.IsWellFormed(text);
    }
}
