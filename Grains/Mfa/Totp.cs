using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Actors.Mfa;

/// <summary>Time-based one-time passwords (RFC 6238): HMAC-SHA-1, six digits, steps of 30 seconds. The parameters that every authenticator app knows.</summary>
internal static class Totp
{
    public const int Digits = 6;
    public const int StepSeconds = 30;

    /// <summary>RFC 4226, 4: 160 bits.</summary>
    public const int SecretLength = 20;

    // Clocks of phones: one step to either side (RFC 6238, 5.2).
    private const int Window = 1;
    private const int Modulus = 1_000_000;

    // "123 456", as apps show it, and as it may be pasted.
    private const int MaxTypedLength = 16;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The step whose code this is; null when it is none of now, or not later than the last accepted one.</summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="typed">What the user typed; white space does not count.</param>
    /// <param name="now">The time.</param>
    /// <param name="lastAccepted">The step accepted last; a code is good once, and so is every earlier one (RFC 6238, 5.2). Store the answer here.</param>
    public static long? Accept(ReadOnlySpan<byte> secret, string? typed, DateTimeOffset now, long? lastAccepted)
    {
        if (Parse(typed) is not { } code)
        {
            return null;
        }

        long? accepted = null;

        // All steps are computed whatever matches, so that the time tells nothing of the clock's drift.
        for (var step = StepAt(now) - Window; step <= StepAt(now) + Window; step++)
        {
            if (Matches(CodeAt(secret, step), code) && (lastAccepted is null || step > lastAccepted))
            {
                accepted ??= step;
            }
        }

        return accepted;
    }

    /// <summary>The code of a step (RFC 4226, 5.3).</summary>
    public static int CodeAt(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);

#pragma warning disable CA5350 // The RFC's choice; HMAC does not need SHA-1's collision resistance.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350

        return (BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0x0F)..]) & int.MaxValue) % Modulus;
    }

    private static int? Parse(string? typed)
    {
        if (typed is null || typed.Length > MaxTypedLength)
        {
            return null;
        }

        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));

        return digits.Length == Digits && digits.All(char.IsAsciiDigit)
            ? int.Parse(digits, CultureInfo.InvariantCulture)
            : null;
    }

    private static bool Matches(int expected, int typed)
    {
        Span<byte> a = stackalloc byte[sizeof(int)], b = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(a, expected);
        BinaryPrimitives.WriteInt32BigEndian(b, typed);

        return CryptographicOperations.FixedTimeEquals(a, b);
    }
}
