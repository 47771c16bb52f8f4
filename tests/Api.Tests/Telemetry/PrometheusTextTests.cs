using System.Diagnostics.Metrics;
using Actors.Api.Telemetry.Prometheus;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Actors.Tests.Telemetry;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new($"Test.{Guid.NewGuid():N}");
    private readonly PrometheusExporter _exporter = new();
    private readonly MeterProvider _provider;

    public PrometheusTextTests() => _provider = Sdk.CreateMeterProviderBuilder()
        .AddMeter(_meter.Name)
        .AddReader(new BaseExportingMetricReader(_exporter))
        .Build();

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void A_counter_has_its_help_its_kind_and_a_line_for_each_label()
    {
        var mails = _meter.CreateCounter<long>("mail.sent", "{mail}", "Mails sent.");
        mails.Add(2, new KeyValuePair<string, object?>("kind", "welcome"));
        mails.Add(3, new KeyValuePair<string, object?>("kind", "reset"));
        mails.Add(1, new KeyValuePair<string, object?>("kind", "welcome"));

        Assert.Equal(
            """
            # HELP mail_sent_total Mails sent.
            # TYPE mail_sent_total counter
            mail_sent_total{kind="welcome"} 3
            mail_sent_total{kind="reset"} 3

            """,
            _exporter.Read());
    }

    [Fact]
    public void A_gauge_and_a_sum_that_falls_are_gauges()
    {
        _meter.CreateObservableGauge("room", () => 0.5, "1");
        _meter.CreateUpDownCounter<long>("visitors").Add(-2);

        Assert.Equal(
            """
            # HELP room 
            # TYPE room gauge
            room 0.5
            # HELP visitors 
            # TYPE visitors gauge
            visitors -2

            """,
            _exporter.Read());
    }

    [Fact]
    public void Each_bucket_of_a_histogram_counts_those_below_it()
    {
        var waits = _meter.CreateHistogram(
            "wait", "s", "Waits.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 2.5] });

        foreach (var wait in new[] { 0.05, 0.1, 1, 30 })
        {
            waits.Record(wait, new KeyValuePair<string, object?>("desk", "a"));
        }

        Assert.Equal(
            """
            # HELP wait_seconds Waits.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{desk="a",le="0.1"} 2
            wait_seconds_bucket{desk="a",le="2.5"} 3
            wait_seconds_bucket{desk="a",le="+Inf"} 4
            wait_seconds_sum{desk="a"} 31.15
            wait_seconds_count{desk="a"} 4

            """,
            _exporter.Read());
    }

    [Fact]
    public void What_would_end_a_line_or_a_label_is_escaped()
    {
        _meter.CreateGauge<int>("odd", description: "a\\b\nc \"d\"").Record(1, new KeyValuePair<string, object?>("what.is", "a\\b\nc \"d\""));

        Assert.Equal(
            "# HELP odd a\\\\b\\nc \"d\"\n# TYPE odd gauge\nodd{what_is=\"a\\\\b\\nc \\\"d\\\"\"} 1\n",
            _exporter.Read());
    }

    [Fact]
    public void Two_instruments_of_one_name_and_of_different_kinds_are_not_both_told()
    {
        using var other = new Meter(_meter.Name, "2");
        _meter.CreateGauge<int>("twice").Record(1);
        other.CreateHistogram<int>("twice").Record(1);

        Assert.Single(_exporter.Read().Split('\n'), line => line.StartsWith("# TYPE twice ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("actors.hashing.refused", "{job}", true, "actors_hashing_refused_total")]
    [InlineData("http.server.request.duration", "s", false, "http_server_request_duration_seconds")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", true, "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("time.seconds", "s", false, "time_seconds")]
    [InlineData("wait", "ms", false, "wait_milliseconds")]
    [InlineData("9 lives-left", "lives/cat", false, "_9_lives_left_lives_cat")]
    [InlineData("seen_total", null, true, "seen_total")]
    public void A_name_tells_its_unit_and_whether_it_only_grows(string instrument, string? unit, bool isCounter, string name) =>
        Assert.Equal(name, PrometheusName.OfMetric(instrument, unit, isCounter));
}
