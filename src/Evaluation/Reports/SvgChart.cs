using System.Globalization;
using System.Net;
using System.Text;

namespace LlmRec.Evaluation.Reports;

/// <summary>Draws the charts of a report as plain SVG.</summary>
internal static class SvgChart
{
    private const int Width = 720;
    private const int Left = 160;
    private const int RowHeight = 26;

    /// <summary>Horizontal bars with intervals.</summary>
    /// <param name="title">Above the chart.</param>
    /// <param name="bars">Label, value and interval; all from 0 up.</param>
    public static string Bars(string title, IReadOnlyList<(string Label, double Value, double Low, double High)> bars)
    {
        var most = Math.Max(1e-9, bars.Max(b => Math.Max(b.Value, b.High)));
        double X(double value) => Left + (value / most * (Width - Left - 70));
        var svg = Open(title, 50 + (bars.Count * RowHeight));
        foreach (var (i, (label, value, low, high)) in bars.Index())
        {
            var y = 40 + (i * RowHeight);
            svg.AppendLine(Of($"<text x=\"{Left - 8}\" y=\"{y + 14}\" text-anchor=\"end\">{WebUtility.HtmlEncode(label)}</text>"));
            svg.AppendLine(Of($"<rect x=\"{Left}\" y=\"{y}\" width=\"{X(value) - Left:0.0}\" height=\"18\" fill=\"#4477aa\"/>"));
            svg.AppendLine(Of($"<line x1=\"{X(low):0.0}\" x2=\"{X(high):0.0}\" y1=\"{y + 9}\" y2=\"{y + 9}\" stroke=\"#222\" stroke-width=\"2\"/>"));
            svg.AppendLine(Of($"<text x=\"{X(Math.Max(value, high)) + 6:0.0}\" y=\"{y + 14}\">{value:0.0000}</text>"));
        }

        return svg.AppendLine("</svg>").ToString();
    }

    /// <summary>Lines over a common axis, with one place marked.</summary>
    /// <param name="title">Above the chart.</param>
    /// <param name="x">The places, ascending.</param>
    /// <param name="lines">Name, colour and values.</param>
    /// <param name="marked">The place to mark.</param>
    public static string Lines(string title, IReadOnlyList<double> x, IReadOnlyList<(string Name, string Colour, IReadOnlyList<double> Values)> lines, double marked)
    {
        const int Height = 300;
        var most = Math.Max(1e-9, lines.Max(l => l.Values.Max()));
        double Px(double value) => 60 + ((value - x[0]) / Math.Max(1e-9, x[^1] - x[0]) * (Width - 90));
        double Py(double value) => Height - 40 - (value / most * (Height - 100));
        var svg = Open(title, Height);
        svg.AppendLine(Of($"<line x1=\"60\" x2=\"{Width - 30}\" y1=\"{Height - 40}\" y2=\"{Height - 40}\" stroke=\"#888\"/>"));
        svg.AppendLine(Of($"<line x1=\"{Px(marked):0.0}\" x2=\"{Px(marked):0.0}\" y1=\"50\" y2=\"{Height - 40}\" stroke=\"#888\" stroke-dasharray=\"4\"/>"));
        svg.AppendLine(Of($"<text x=\"{Px(marked) + 4:0.0}\" y=\"62\">chosen: {marked:0.##}</text>"));
        foreach (var place in x)
        {
            svg.AppendLine(Of($"<text x=\"{Px(place):0.0}\" y=\"{Height - 22}\" text-anchor=\"middle\" font-size=\"10\">{place:0.##}</text>"));
        }

        foreach (var (i, (name, colour, values)) in lines.Index())
        {
            svg.AppendLine(Of($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{string.Join(' ', values.Zip(x, (v, at) => Of($"{Px(at):0.0},{Py(v):0.0}")))}\"/>"));
            svg.AppendLine(Of($"<text x=\"{60 + (i * 220)}\" y=\"44\" fill=\"{colour}\">{WebUtility.HtmlEncode(name)} {values[0]:0.0000} to {values[^1]:0.0000}</text>"));
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static StringBuilder Open(string title, int height) => new StringBuilder()
        .AppendLine(Of($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">"))
        .AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>")
        .AppendLine(Of($"<text x=\"10\" y=\"22\" font-size=\"14\" font-weight=\"bold\">{WebUtility.HtmlEncode(title)}</text>"));

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
