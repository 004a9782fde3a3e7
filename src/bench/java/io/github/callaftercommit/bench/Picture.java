// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The picture in the README: the time of a callback by the way it is called, on a logarithmic scale. */
final class Picture {

    private final CategoryChart chart;

    private Picture(CategoryChart chart) {
        this.chart = chart;
    }

    static Picture of(Report report) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1000)
                .height(520)
                .title("Time of a callback among N in a transaction (ns, logarithmic)")
                .xAxisTitle(report.origin().replace("`", ""))
                .build();
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisMin(10.0)
                .setXAxisLabelRotation(20)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        List<String> names = Report.ROWS.stream().map(Report.Row::title).toList();
        for (int n : Report.SIZES) {
            chart.addSeries(
                    "N = " + n,
                    names,
                    Report.ROWS.stream()
                            .map(row -> Math.max(10, row.nanos(report.figures(), n)))
                            .toList());
        }
        return new Picture(chart);
    }

    void write(Path file) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        // twelve digits behind the point draw no better picture
        Files.writeString(file, Files.readString(file).replaceAll("(\\.\\d)\\d+", "$1"));
    }
}
