using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Actors.Api.Telemetry.Prometheus;

/// <summary>Metrics in Prometheus' text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Lines of one name must follow each other, whichever meters they come from.</summary>
    public static string Of(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();

        foreach (var family in metrics.Where(metric => KindOf(metric.MetricType) is not null).GroupBy(NameOf).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            var kind = KindOf(family.First().MetricType);
            text.Append("# HELP ").Append(family.Key).Append(' ').Append(EscapeHelp(family.First().Description)).Append('\n');
            text.Append("# TYPE ").Append(family.Key).Append(' ').Append(kind).Append('\n');

            // One name, one kind: what contradicts the first is no metric that could be read.
            foreach (var metric in family.Where(metric => KindOf(metric.MetricType) == kind))
            {
                Write(text, family.Key, metric);
            }
        }

        return text.ToString();
    }

    private static string NameOf(Metric metric) => PrometheusName.OfMetric(metric.Name, metric.Unit, KindOf(metric.MetricType) == "counter");

    private static string? KindOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.LongGauge or MetricType.DoubleGauge or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "gauge",
        MetricType.Histogram => "histogram",
        _ => null,
    };

    private static void Write(StringBuilder text, string name, Metric metric)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(point);

            if (metric.MetricType == MetricType.Histogram)
            {
                WriteHistogram(text, name, labels, point);
            }
            else
            {
                Line(text, name, "", labels, null, Number(metric.MetricType, point));
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, in MetricPoint point)
    {
        var count = 0L;

        foreach (var bucket in point.GetHistogramBuckets())
        {
            // Each bucket counts those below it as well.
            count += bucket.BucketCount;
            Line(text, name, "_bucket", labels, Text(bucket.ExplicitBound), count.ToString(CultureInfo.InvariantCulture));
        }

        Line(text, name, "_sum", labels, null, Text(point.GetHistogramSum()));
        // The same number as in the last bucket, also when something was recorded in between.
        Line(text, name, "_count", labels, null, count.ToString(CultureInfo.InvariantCulture));
    }

    private static string Number(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong().ToString(CultureInfo.InvariantCulture),
        MetricType.LongGauge => point.GetGaugeLastValueLong().ToString(CultureInfo.InvariantCulture),
        MetricType.DoubleGauge => Text(point.GetGaugeLastValueDouble()),
        _ => Text(point.GetSumDouble()),
    };

    private static void Line(StringBuilder text, string name, string suffix, string labels, string? bound, string number)
    {
        text.Append(name).Append(suffix);

        if (labels.Length > 0 || bound is not null)
        {
            text.Append('{').Append(labels);
            if (bound is not null)
            {
                text.Append(labels.Length > 0 ? "," : "").Append("le=\"").Append(bound).Append('"');
            }

            text.Append('}');
        }

        text.Append(' ').Append(number).Append('\n');
    }

    private static string LabelsOf(in MetricPoint point)
    {
        var labels = new List<string>();

        foreach (var (name, value) in point.Tags)
        {
            labels.Add($"{PrometheusName.OfLabel(name)}=\"{EscapeLabel(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"");
        }

        return string.Join(',', labels);
    }

    private static string EscapeHelp(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Text(double number) =>
        double.IsPositiveInfinity(number) ? "+Inf"
        : double.IsNegativeInfinity(number) ? "-Inf"
        : number.ToString("R", CultureInfo.InvariantCulture);
}
