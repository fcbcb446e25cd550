package io.rostrum.testing.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one measurement found: figures, and a verdict for each bar. Printed as it grows.
final class Report {
    private final String name;
    private final Instant begun = Instant.now();
    private final List<Line> lines = new ArrayList<>();

    /// One figure; `met` is empty text where there is no bar, else `met` or `MISSED`.
    private record Line(String what, String measured, String bar, String met) {}

    Report(String name) {
        this.name = name;
        System.out.println("== " + name + " ==");
    }

    /// A figure without a bar.
    @FormatMethod
    void note(String what, @FormatString String format, Object... values) {
        add(new Line(what, String.format(Locale.ROOT, format, values), "", ""));
    }

    /// A figure with a bar.
    void judge(String what, String measured, String bar, boolean met) {
        add(new Line(what, measured, bar, met ? "met" : "MISSED"));
    }

    void atMost(String what, double measured, double bar, String unit) {
        judge(what, number(measured) + " " + unit, "<= " + number(bar) + " " + unit, measured <= bar);
    }

    void atLeast(String what, double measured, double bar, String unit) {
        judge(what, number(measured) + " " + unit, ">= " + number(bar) + " " + unit, measured >= bar);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3f", value);
    }

    private void add(Line line) {
        lines.add(line);
        System.out.printf(Locale.ROOT, "%-58s %-26s %-22s %s%n", line.what, line.measured, line.bar, line.met);
    }

    /// {@return whether no bar was missed}
    boolean met() {
        return lines.stream().noneMatch(line -> line.met.equals("MISSED"));
    }

    void write(Path folder) throws IOException {
        JsonObject report = new JsonObject();
        report.addProperty("name", name);
        report.addProperty("begun", begun.toString());
        report.addProperty("processors", Runtime.getRuntime().availableProcessors());
        JsonArray array = new JsonArray();
        for (Line line : lines) {
            JsonObject each = new JsonObject();
            each.addProperty("what", line.what);
            each.addProperty("measured", line.measured);
            each.addProperty("bar", line.bar);
            each.addProperty("verdict", line.met);
            array.add(each);
        }
        report.add("lines", array);
        Files.createDirectories(folder);
        String text = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(report);
        Files.writeString(folder.resolve(name + ".json"), text + "\n");
    }
}
