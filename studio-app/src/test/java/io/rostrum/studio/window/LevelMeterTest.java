package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.studio.engine.StudioSnapshot.Level;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class LevelMeterTest {
    private static final double HEIGHT = 200;

    private final LevelMeter meter = new LevelMeter();

    LevelMeterTest() {
        meter.resize(60, HEIGHT);
        meter.layout();
    }

    private void hear(double decibels) {
        meter.advance(new Level(decibels, decibels, decibels, decibels), 0.01);
    }

    /// {@return how much of the left bar has a colour, as a share of its height}
    private double lit(String colour) {
        return meter.getChildrenUnmodifiable().stream()
                        .filter(node -> node.getStyleClass().contains(colour))
                        .map(Region.class::cast)
                        .findFirst()
                        .orElseThrow()
                        .getHeight()
                / HEIGHT;
    }

    @Test
    void theBarIsGreenUpToTheLevelOfSpeechThenYellowThenRed() {
        double loud = MeterScale.place(MeterScale.LOUD);
        double hot = MeterScale.place(MeterScale.HOT);

        hear(-30);
        assertThat(lit("meter-quiet")).isCloseTo(MeterScale.place(-30), within(0.005));
        assertThat(lit("meter-loud")).isZero();

        hear(-10);
        assertThat(lit("meter-quiet")).isCloseTo(loud, within(0.005));
        assertThat(lit("meter-loud")).isCloseTo(MeterScale.place(-10) - loud, within(0.01));
        assertThat(lit("meter-hot")).isZero();

        hear(0);
        assertThat(lit("meter-loud")).isCloseTo(hot - loud, within(0.01));
        assertThat(lit("meter-hot")).isCloseTo(1 - hot, within(0.005));
    }

    @Test
    void silenceLightsNothing() {
        hear(Double.NaN);

        assertThat(lit("meter-quiet")).isZero();
        assertThat(lit("meter-loud")).isZero();
        assertThat(lit("meter-hot")).isZero();
    }
}
