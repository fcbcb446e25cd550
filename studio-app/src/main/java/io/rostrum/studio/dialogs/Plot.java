package io.rostrum.studio.dialogs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/// A plot over time: a title with the newest value, lines or bars, and what their colours mean. It is painted when it
/// is given other values, and not between. JavaFX thread only.
public final class Plot extends VBox {
    private static final double HEIGHT = 92;
    private static final int COLOURS = 5;
    private static final int GRID_LINES = 2;

    private final Label value = new Label();
    private final FlowPane keys = new FlowPane();
    private final boolean bars;
    private final double unit;
    private final DoubleFunction<String> words;
    private final Area area = new Area();
    private double[] times = {};
    private List<Series> shown = List.of();

    /// What one colour shows.
    public static final class Series {
        private final String name;
        private final double[] values;

        /// @param name   what it is; empty where the title says it
        /// @param values one for each time; those that are no number leave a gap
        public Series(String name, double[] values) {
            this.name = name;
            this.values = values.clone();
        }

        String name() {
            return name;
        }
    }

    /// @param bars  whether the series are piled up, a bar for each time
    /// @param unit  the shortest axis
    /// @param words says a value on the axis
    public Plot(String title, boolean bars, double unit, DoubleFunction<String> words) {
        this.bars = bars;
        this.unit = unit;
        this.words = words;
        getStyleClass().add("plot");
        value.getStyleClass().addAll("small", "numbers", "plot-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(Texts.line(title, "plot-title"), DialogFrame.spring(), value);
        head.setAlignment(Pos.BASELINE_LEFT);
        keys.getStyleClass().add("plot-keys");
        getChildren().addAll(head, area, keys);
        VBox.setVgrow(area, Priority.ALWAYS);
        setMinWidth(0);
    }

    /// {@return the style sheet of plots, for what has them outside of a dialog}
    public static String sheet() {
        return Styles.sheet();
    }

    /// Shows other values.
    ///
    /// @param newest in words
    /// @param when   0 (the left end) to 1 (the right one), rising
    public void show(String newest, double[] when, List<Series> series) {
        value.setText(newest);
        if (!names(series).equals(names(shown)) || keys.getChildren().size() != series.size()) {
            keys.getChildren().clear();
            for (int i = 0; i < series.size(); i++) {
                if (!series.get(i).name().isEmpty()) {
                    keys.getChildren().add(key(series.get(i).name(), i));
                }
            }
        }
        times = when.clone();
        shown = List.copyOf(series);
        area.draw();
    }

    private static List<String> names(List<Series> series) {
        return series.stream().map(Series::name).toList();
    }

    private static Label key(String name, int index) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("plot-swatch", colour(index));
        Label key = new Label(name, swatch);
        key.getStyleClass().addAll("small", "plot-key");
        return key;
    }

    private static String colour(int index) {
        return "plot-" + (1 + index % COLOURS);
    }

    private final class Area extends Pane {
        private final List<Region> grid = new ArrayList<>();
        private final List<Label> marks = new ArrayList<>();
        private final List<Path> paths = new ArrayList<>();

        Area() {
            getStyleClass().add("plot-area");
            setMinHeight(40);
            setPrefHeight(HEIGHT);
            setMaxHeight(HEIGHT); // alike beside plots of more keys
            for (int i = 0; i < GRID_LINES; i++) {
                Region line = new Region();
                line.getStyleClass().add("plot-grid");
                Label mark = new Label();
                mark.getStyleClass().add("plot-mark");
                line.setManaged(false);
                mark.setManaged(false);
                grid.add(line);
                marks.add(mark);
            }
            getChildren().addAll(grid);
            getChildren().addAll(marks);
        }

        @Override
        protected void layoutChildren() {
            draw();
        }

        private void draw() {
            double width = getWidth();
            double height = getHeight();
            if (width <= 0 || height <= 0) {
                return;
            }
            double end = PlotScale.end(bars ? List.of(piled(shown.size())) : values(), unit);
            for (int i = 0; i < GRID_LINES; i++) {
                double y = snapPositionY(height * i / GRID_LINES);
                grid.get(i).resizeRelocate(0, y, width, 1);
                Label mark = marks.get(i);
                mark.setText(words.apply(end * (GRID_LINES - i) / GRID_LINES));
                mark.autosize();
                mark.relocate(4, y + 1);
            }
            while (paths.size() < shown.size()) {
                Path path = new Path();
                path.getStyleClass().addAll(bars ? "plot-bars" : "plot-line", colour(paths.size()));
                path.setManaged(false);
                path.setMouseTransparent(true);
                paths.add(path);
                getChildren().add(path);
            }
            for (int i = 0; i < paths.size(); i++) {
                paths.get(i).setVisible(i < shown.size());
                if (i < shown.size()) {
                    paths.get(i).getElements().setAll(bars ? bars(i, width, height, end) : line(i, width, height, end));
                }
            }
        }

        private List<double[]> values() {
            return shown.stream().map(series -> series.values).toList();
        }

        /// {@return the sums of the first so many series}
        private double[] piled(int count) {
            double[] sums = new double[times.length];
            for (Series series : shown.subList(0, count)) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += series.values[i];
                }
            }
            return sums;
        }

        private List<PathElement> line(int index, double width, double height, double end) {
            double[] line = shown.get(index).values;
            List<PathElement> elements = new ArrayList<>();
            boolean gap = true;
            for (int i = 0; i < times.length; i++) {
                if (Double.isNaN(line[i]) || times[i] < 0) {
                    gap = true;
                    continue;
                }
                double x = times[i] * width;
                double y = height - 1 - line[i] / end * (height - 2);
                elements.add(gap ? new MoveTo(x, y) : new LineTo(x, y));
                gap = false;
            }
            return elements;
        }

        private List<PathElement> bars(int index, double width, double height, double end) {
            double[] below = piled(index);
            double[] above = piled(index + 1);
            List<PathElement> elements = new ArrayList<>();
            for (int i = 0; i < times.length; i++) {
                if (above[i] > below[i] && times[i] >= 0) {
                    elements.add(new MoveTo(times[i] * width, height - below[i] / end * height));
                    elements.add(new LineTo(times[i] * width, height - above[i] / end * height));
                }
            }
            return elements;
        }
    }
}
