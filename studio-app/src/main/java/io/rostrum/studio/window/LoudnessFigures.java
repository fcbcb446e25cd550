package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.meter.Loudness;
import io.rostrum.studio.words.Wording;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/// Four figures of how loud the programme is to people.
final class LoudnessFigures extends GridPane {
    private static final double LEAST_SHOWN = -70;
    private static final double FIGURE_WIDTH = 40;

    private final Label momentary = row(0, "M", tr("Momentary loudness, of the last 400 ms, LUFS"));
    private final Label shortTerm = row(1, "S", tr("Short-term loudness, of the last 3 s, LUFS"));
    private final Label integrated = row(2, "I", tr("Integrated loudness since the measuring began, LUFS"));
    private final Label truePeak = row(3, "TP", tr("True peak since the measuring began, dBTP"));

    LoudnessFigures() {
        setHgap(4);
        setMinWidth(USE_PREF_SIZE);
    }

    private Label row(int row, String name, String spoken) {
        Label title = new Label(name);
        title.getStyleClass().addAll("small", "secondary");
        Label figure = new Label();
        figure.getStyleClass().addAll("small", "numbers");
        figure.setMinWidth(FIGURE_WIDTH);
        title.setMinWidth(USE_PREF_SIZE);
        Controls.name(figure, spoken);
        title.setLabelFor(figure);
        addRow(row, title, figure);
        return figure;
    }

    void update(Loudness loudness) {
        Controls.text(momentary, words(loudness.momentary()));
        Controls.text(shortTerm, words(loudness.shortTerm()));
        Controls.text(integrated, words(loudness.integrated()));
        Controls.text(truePeak, words(loudness.truePeak()));
    }

    /// {@return `-23.0`; a dash for what is no louder than the gate of the measuring}
    static String words(double loudness) {
        return loudness <= LEAST_SHOWN ? "–" : Wording.format("%.1f", loudness);
    }
}
