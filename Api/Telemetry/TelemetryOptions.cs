using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Api.Telemetry;

/// <summary>Where metrics and traces are sent (OTLP). Section <c>Telemetry</c>; <c>/metrics</c> is there in any case.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>The collector's address, <c>http://127.0.0.1:4318</c>. Default none: nothing is sent, and no span is made.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>How it is spoken to. Default <c>Http</c>, whose port is 4318; that of <c>Grpc</c> is 4317.</summary>
    public TelemetryProtocol Protocol { get; set; } = TelemetryProtocol.Http;

    /// <summary>Headers that the collector asks for, <c>name=value</c> with commas between. Default none.</summary>
    public string? Headers { get; set; }

    /// <summary>How often metrics are sent. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MetricsInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Which part of the requests that come without a trace is traced, 0 to 1; of others, the caller has decided. Default all.</summary>
    [Range(0.0, 1.0)]
    public double SampleRatio { get; set; } = 1;
}

/// <summary>How OTLP is carried.</summary>
internal enum TelemetryProtocol
{
    Http,
    Grpc,
}

[OptionsValidator]
internal sealed partial class ValidateTelemetryOptions : IValidateOptions<TelemetryOptions>;
