package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.capture.load.LoadState;
import io.rostrum.studio.engine.DeliverySetting;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.overlay.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the window says of destinations, of the machine, and how it writes figures.
final class WordsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T18:30:00Z");

    private static DestinationLine line(DestinationState state, boolean enabled) {
        return DestinationLine.of(
                new DestinationView(
                        new DestinationSetting("a", "A", "rtmp://a/b", "k", enabled), state, Optional.empty()),
                new Live.On(NOW),
                NOW);
    }

    @Test
    void eachStateOfADestinationHasWordsOfItsOwnAndAShape() {
        assertThat(line(new DestinationState.Off(), false).state()).isEqualTo("Off");
        assertThat(line(new DestinationState.Off(), true).state()).isEqualTo("Ready");
        assertThat(line(new DestinationState.Connecting(1), true).state()).isEqualTo("Connecting");
        assertThat(line(new DestinationState.Connecting(3), true).state()).isEqualTo("Connecting, try 3");
        DestinationLine live =
                line(new DestinationState.Sending(NOW.minusSeconds(61), 2_500_000, Duration.ofMillis(100), 2), true);
        assertThat(live)
                .isEqualTo(new DestinationLine(
                        Tone.OK, Glyph.CHECK_CIRCLE, "Live", "00:01:01, 2 pictures dropped", "2.5 Mb/s", false));
        DestinationLine behind = line(new DestinationState.Sending(NOW, 800_000, Duration.ofMillis(2_700), 0), true);
        assertThat(behind)
                .isEqualTo(new DestinationLine(
                        Tone.WARN, Glyph.WARNING, "Falling behind", "2.7 s behind", "800 kb/s", false));
        DestinationLine waiting = line(new DestinationState.Waiting(NOW.plusSeconds(8), "the line was cut"), true);
        assertThat(waiting)
                .isEqualTo(new DestinationLine(
                        Tone.WARN, Glyph.CLOCK, "Tries again in 8 s", "The line was cut.", "", true));
        DestinationLine refused = line(new DestinationState.Refused("the key was refused", "copy it again"), true);
        assertThat(refused)
                .isEqualTo(new DestinationLine(
                        Tone.LIVE, Glyph.ERROR, "Refused", "The key was refused. Copy it again.", "", true));
        assertThat(Stream.of(live, behind, waiting, refused, line(new DestinationState.Connecting(1), true))
                        .map(DestinationLine::glyph))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatTheServerSendsOnIsSaidToBeSentByIt() {
        DeliverySetting byServer = new DeliverySetting(
                DeliverySetting.AUTO, 0, "", "", 0, true, 0, DeliverySetting.AS_SWITCHED, 0, null, 1);
        DestinationView view = new DestinationView(
                new DestinationSetting("a", "A", "rtmp://a/b", "k", true, byServer),
                new DestinationState.Sending(NOW.minusSeconds(5), 2_500_000, Duration.ZERO, 1),
                Optional.empty());

        assertThat(DestinationLine.of(view, new Live.On(NOW), NOW).detail())
                .isEqualTo("00:00:05, by your server, 1 picture dropped");
    }

    @Test
    void droppedPicturesAreSaidWithTheirCauses() {
        StatusLine well = StatusLine.of(new Figures(30, 30, 0, 0, 0, 0.5, 0, "", "", LoadState.FULL));
        assertThat(well.dropped()).isEqualTo("0 dropped");
        assertThat(well.why()).isEmpty();
        assertThat(well.rateTone()).isEqualTo(Tone.OK);

        StatusLine hurt = StatusLine.of(new Figures(20, 29.97, 4, 1, 7, 1.25, 11.84, "x264", "GPU", LoadState.FULL));
        assertThat(hurt.rate()).isEqualTo("20.0 of 29.97 fps");
        assertThat(hurt.rateTone()).isEqualTo(Tone.LIVE);
        assertThat(hurt.dropped()).isEqualTo("12 dropped");
        assertThat(hurt.why()).isEqualTo("4 by the machine, 1 by the encoder, 7 by the network");
        assertThat(hurt.encoding()).isEqualTo("x264, 11.8 ms");
        assertThat(hurt.filters()).isEqualTo("Filters on GPU");
        assertThat(StatusLine.of(new Figures(27, 30, 0, 0, 0, 1, 0, "", "", LoadState.FULL))
                        .rateTone())
                .isEqualTo(Tone.WARN);
    }

    @Test
    void figuresAreWrittenAsPeopleReadThem() {
        assertThat(Amounts.clock(Duration.ofSeconds(2_467))).isEqualTo("00:41:07");
        assertThat(Amounts.clock(Duration.ofSeconds(-1))).isEqualTo("00:00:00");
        assertThat(Amounts.gain(-60)).isEqualTo("off");
        assertThat(Amounts.gain(-0.04)).isEqualTo("0.0 dB");
        assertThat(Amounts.gain(3)).isEqualTo("+3.0 dB");
        assertThat(Amounts.gain(-12.26)).isEqualTo("-12.3 dB");
        assertThat(Amounts.bytes(12_400_000)).isEqualTo("12.4 MB");
    }

    @Test
    void aMeterRisesAtOnceFallsSteadilyAndKeepsItsPeakForAMoment() {
        MeterBallistics bar = new MeterBallistics();
        bar.advance(-6, 0.03);
        assertThat(bar.level()).isEqualTo(-6);
        bar.advance(-96, 1);
        assertThat(bar.level()).isEqualTo(-30);
        assertThat(bar.held()).isEqualTo(-6);
        bar.advance(-96, 1);
        assertThat(bar.held()).isEqualTo(-30);
        bar.advance(Double.NaN, 10);
        assertThat(bar.level()).isEqualTo(-96);
    }

    @Test
    void theMetersScaleRisesWithTheLevel() {
        double[] levels = {-96, -60, -45, -30, -20, -18, -12, -6, 0, 3};
        double[] places = Arrays.stream(levels).map(MeterScale::place).toArray();
        assertThat(places).isSorted();
        assertThat(places[1]).isZero();
        assertThat(places[8]).isEqualTo(1);
        assertThat(places[9]).isEqualTo(1);
        // The gradient's stops in base.css.
        assertThat(MeterScale.place(MeterScale.LOUD)).isCloseTo(0.505, within(1e-9));
        assertThat(MeterScale.place(MeterScale.HOT)).isCloseTo(0.835, within(1e-9));
    }
}
