// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.List;

/** The figures as a picture: a line for each way, a dot for each number of callbacks, on a logarithmic scale. */
final class Picture {

    private static final List<String> COLOURS = List.of("#1b9e77", "#d95f02", "#7570b3", "#e7298a");
    private static final List<Integer> TICKS = List.of(10, 20, 50, 100, 200, 500, 1000, 2000);
    private static final int LEFT = 345;
    private static final int TOP = 64;
    private static final int LINE = 26;

    private final StringBuilder svg = new StringBuilder();

    private Picture() {}

    static String of(Report report) {
        Picture picture = new Picture();
        int bottom = TOP + LINE * Report.ROWS.size();
        picture.svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1035 %d\" font-family=\"sans-serif\" "
                        + "font-size=\"13\">%n" + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                bottom + 56));
        picture.text(20, 24, "start", "Time of a callback among N in a transaction (ns, logarithmic)");
        for (int i = 0; i < Report.SIZES.size(); i++) {
            picture.dot(LEFT + 260 + 110 * i, 20, i);
            picture.text(LEFT + 270 + 110 * i, 24, "start", "N = " + Report.SIZES.get(i));
        }
        for (int tick : TICKS) {
            picture.line(x(tick), TOP - 14, x(tick), bottom - 10, "#dddddd");
            picture.text(x(tick), bottom + 6, "middle", String.valueOf(tick));
        }
        for (int i = 0; i < Report.ROWS.size(); i++) {
            picture.row(Report.ROWS.get(i), report.figures(), TOP + LINE * i);
        }
        picture.text(20, bottom + 40, "start", report.origin().replace("`", ""));
        return picture.svg.append("</svg>\n").toString();
    }

    private void row(Report.Row row, Figures figures, int y) {
        text(LEFT - 14, y + 4, "end", row.title());
        List<Integer> ends = Report.SIZES.stream().map(n -> x(row.nanos(figures, n))).sorted().toList();
        line(ends.get(0), y, ends.get(ends.size() - 1), y, "#999999");
        for (int i = Report.SIZES.size() - 1; i >= 0; i--) {
            dot(x(row.nanos(figures, Report.SIZES.get(i))), y, i);
        }
    }

    private void dot(int x, int y, int size) {
        svg.append(String.format("<circle cx=\"%d\" cy=\"%d\" r=\"6\" fill=\"%s\"/>%n", x, y, COLOURS.get(size)));
    }

    private void line(int x1, int y1, int x2, int y2, String colour) {
        svg.append(String.format("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n", x1, y1, x2, y2,
                colour));
    }

    private void text(int x, int y, String anchor, String text) {
        svg.append(String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }

    private static int x(double nanos) {
        return LEFT + (int) Math.round(285 * Math.log10(Math.max(10, nanos) / 10));
    }
}
