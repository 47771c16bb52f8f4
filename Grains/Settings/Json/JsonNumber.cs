using System.Globalization;
using System.Numerics;
using System.Text;

namespace Actors.Settings.Json;

/// <summary>A JSON number as sign, significant digits and power of ten: compared exactly, whatever its length.</summary>
/// <remarks>An exponent of more than 18 digits is compared as text: <c>1e1…</c> and <c>10e9…</c> of that size count as different.</remarks>
internal readonly ref struct JsonNumber
{
    private readonly bool _negative;

    /// <summary>With the point and the outer zeros still in it; empty for zero.</summary>
    private readonly ReadOnlySpan<byte> _digits;

    /// <summary>The power of ten of the last digit of <see cref="_digits"/>.</summary>
    private readonly long _power;

    private readonly ReadOnlySpan<byte> _hugeExponent;

    public JsonNumber(ReadOnlySpan<byte> raw)
    {
        _negative = raw[0] == '-';
        var mantissa = _negative ? raw[1..] : raw;
        var e = mantissa.IndexOfAny((byte)'e', (byte)'E');
        var exponent = ReadOnlySpan<byte>.Empty;

        if (e >= 0)
        {
            exponent = mantissa[(e + 1)..].TrimStart((byte)'+');
            mantissa = mantissa[..e];
        }

        var point = mantissa.IndexOf((byte)'.');
        _power = point < 0 ? 0 : -(mantissa.Length - point - 1);
        _digits = From(mantissa, mantissa.IndexOfAnyExcept((byte)'0', (byte)'.'));

        if (_digits.IsEmpty)
        {
            _negative = false;
            _power = 0;
            return;
        }

        var power = From(exponent, exponent.IndexOfAnyExcept((byte)'-', (byte)'0'));

        if (power.Length > 18)
        {
            _hugeExponent = exponent;
        }
        else if (!power.IsEmpty)
        {
            _power += long.Parse(power, NumberStyles.None, CultureInfo.InvariantCulture) * (exponent[0] == '-' ? -1 : 1);
        }

        var last = _digits.LastIndexOfAnyExcept((byte)'0', (byte)'.');
        var zeros = _digits[(last + 1)..];
        _power += zeros.Length - zeros.Count((byte)'.');
        _digits = _digits[..(last + 1)];
    }

    public bool IsZero => _digits.IsEmpty;

    /// <summary>No fraction is left: <c>1.0</c> and <c>1e3</c> are integers as JSON Schema counts.</summary>
    public bool IsInteger => IsZero || (_hugeExponent.IsEmpty ? _power >= 0 : _hugeExponent[0] != '-');

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => IsZero ? 0 : _negative ? -1 : 1;

    public int CompareTo(JsonNumber other)
    {
        if (Sign != other.Sign || IsZero)
        {
            return Sign.CompareTo(other.Sign);
        }

        var larger = Magnitude.CompareTo(other.Magnitude);
        larger = larger != 0 ? larger : CompareDigits(_digits, other._digits);
        return _negative ? -larger : larger;
    }

    /// <summary>Whether this is a whole number of times the other, which is above zero. Exact, however far apart they are.</summary>
    public bool IsMultipleOf(JsonNumber other)
    {
        if (IsZero)
        {
            return true;
        }

        // Neither ends in a zero, so a power of ten that is left on the divisor's side is never a factor.
        var apart = Exponent - other.Exponent;
        return apart >= 0 && Digits * BigInteger.ModPow(10, apart, other.Digits) % other.Digits == 0;
    }

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_negative);
        hash.Add(_power);

        foreach (var digit in _digits)
        {
            if (digit != '.')
            {
                hash.Add(digit);
            }
        }

        return hash.ToHashCode();
    }

    private BigInteger Digits => BigInteger.Parse(Encoding.ASCII.GetString(_digits).Replace(".", ""), NumberStyles.None, CultureInfo.InvariantCulture);

    private BigInteger Exponent => _power + (_hugeExponent.IsEmpty
        ? BigInteger.Zero
        : BigInteger.Parse(Encoding.ASCII.GetString(_hugeExponent), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    /// <summary>The power of ten of the first digit.</summary>
    private BigInteger Magnitude => Exponent + (_digits.Length - (_digits.Contains((byte)'.') ? 1 : 0));

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> text, int start) => start < 0 ? [] : text[start..];

    private static int CompareDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            left = left[0] == '.' ? left[1..] : left;
            right = right[0] == '.' ? right[1..] : right;

            if (left[0] != right[0])
            {
                return left[0].CompareTo(right[0]);
            }

            left = left[1..];
            right = right[1..];
        }

        return right.IsEmpty.CompareTo(left.IsEmpty);
    }

    public bool Equals(JsonNumber other) =>
        _negative == other._negative
        && _power == other._power
        && _hugeExponent.SequenceEqual(other._hugeExponent)
        && CompareDigits(_digits, other._digits) == 0;
}
