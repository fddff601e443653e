using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace LlmRec.Api.Metrics;

/// <summary>
/// Collects the instruments of the program's meter and writes them as Prometheus text (exposition format 0.0.4).
/// Our own because the exporters for ASP.NET Core can't be restored everywhere; OpenTelemetry's OTLP exporter can be
/// attached to the same meter.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    private static readonly double[] Buckets = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private readonly MeterListener _listener = new();
    private readonly Dictionary<Instrument, Dictionary<string, Series>> _series = [];
    private readonly Lock _lock = new();

    /// <param name="meter">The meter whose instruments are written; another's of the same name are not.</param>
    public PrometheusText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Record(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Record(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Record(i, value, tags));
        _listener.Start();
    }

    /// <summary>Writes every instrument measured so far.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var (instrument, series) in _series.OrderBy(s => s.Key.Name, StringComparer.Ordinal))
            {
                var name = NameOf(instrument);
                text.Append("# HELP ").Append(name).Append(' ').Append(instrument.Description).Append('\n')
                    .Append("# TYPE ").Append(name).Append(' ').Append(IsHistogram(instrument) ? "histogram" : IsCounter(instrument) ? "counter" : "gauge").Append('\n');
                foreach (var (labels, values) in series.OrderBy(s => s.Key, StringComparer.Ordinal))
                {
                    values.Write(text, name, labels);
                }
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(instrument, out var series))
            {
                _series.Add(instrument, series = []);
            }

            if (!series.TryGetValue(labels, out var values))
            {
                series.Add(labels, values = IsHistogram(instrument) ? new Distribution() : new Number(IsCounter(instrument) && !IsObservable(instrument)));
            }

            values.Add(value);
        }
    }

    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        return (instrument.Unit is "s" ? name + "_seconds" : name) + (IsCounter(instrument) ? "_total" : "");
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{key.Replace('.', '_')}=\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"");
        }

        return string.Join(',', labels);
    }

    private static Type KindOf(Instrument instrument) => instrument.GetType() is { IsGenericType: true } type ? type.GetGenericTypeDefinition() : typeof(object);

    private static bool IsHistogram(Instrument instrument) => KindOf(instrument) == typeof(Histogram<>);

    private static bool IsCounter(Instrument instrument) => KindOf(instrument) == typeof(Counter<>) || KindOf(instrument) == typeof(ObservableCounter<>);

    private static bool IsObservable(Instrument instrument) => instrument.IsObservable;

    private abstract class Series
    {
        public abstract void Add(double value);

        public abstract void Write(StringBuilder text, string name, string labels);

        protected static void Line(StringBuilder text, string name, string labels, double value) => text
            .Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ')
            .Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private sealed class Number(bool sums) : Series
    {
        private double _value;

        public override void Add(double value) => _value = sums ? _value + value : value;

        public override void Write(StringBuilder text, string name, string labels) => Line(text, name, labels, _value);
    }

    private sealed class Distribution : Series
    {
        private readonly long[] _counts = new long[Buckets.Length + 1];
        private double _sum;

        public override void Add(double value)
        {
            var bucket = Array.FindIndex(Buckets, b => value <= b);
            _counts[bucket < 0 ? Buckets.Length : bucket]++;
            _sum += value;
        }

        public override void Write(StringBuilder text, string name, string labels)
        {
            var separator = labels.Length > 0 ? "," : "";
            var cumulative = 0L;
            for (var i = 0; i <= Buckets.Length; i++)
            {
                cumulative += _counts[i];
                var bound = i < Buckets.Length ? Buckets[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
                Line(text, $"{name}_bucket", $"{labels}{separator}le=\"{bound}\"", cumulative);
            }

            Line(text, $"{name}_sum", labels, _sum);
            Line(text, $"{name}_count", labels, cumulative);
        }
    }
}
