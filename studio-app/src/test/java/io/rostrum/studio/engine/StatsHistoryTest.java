package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import io.rostrum.studio.engine.Statistics.Cause;
import io.rostrum.studio.engine.Statistics.Event;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is remembered of the last minutes, on a clock that is made here.
final class StatsHistoryTest {
    private static final Instant START = Instant.parse("2026-11-22T12:31:00Z");

    private final StatsHistory history = new StatsHistory();
    private int second;
    private long pictures;
    private long late;
    private long full;
    private long slow;
    private long missed;
    private String trouble = "";
    private double renderMillis = 8;
    private double encodeMillis = 5;
    private List<Preflight.Away> away = List.of();
    private LoadState load = LoadState.FULL;

    private void look() {
        Instant at = START.plusSeconds(second++);
        pictures += 30;
        history.look(new StatsHistory.Look(
                at,
                new Figures(30, 30, late, full, slow, 0.8, encodeMillis, "x264", "processor", load),
                renderMillis,
                pictures,
                List.of(new StatsHistory.Target(
                        "t",
                        "Twitch",
                        trouble.isEmpty(),
                        1_800_000,
                        4_500_000,
                        Duration.ofMillis(700),
                        slow,
                        missed,
                        trouble)),
                away));
    }

    private List<String> words() {
        return history.view().events().stream().map(Event::words).toList();
    }

    private Map<Cause, Long> lost() {
        return history.view().seconds().getLast().lost();
    }

    @Test
    void eachCauseIsSaidWithItsPictures() {
        look();
        assertThat(words()).isEmpty();
        late = 3;
        renderMillis = 41.04;
        look();
        assertThat(lost()).containsExactly(Map.entry(Cause.RENDER, 3L));
        renderMillis = 8;
        full = 1;
        encodeMillis = 36;
        look();
        slow = 14;
        look();
        trouble = "the server closed the connection";
        missed = 30;
        look();
        away = List.of(new Preflight.Away("Camera", "it was unplugged"));
        look();
        assertThat(lost()).containsExactly(Map.entry(Cause.SOURCE, 30L));
        assertThat(words())
                .containsExactly(
                        "source Camera: 30 pictures without it, it was unplugged",
                        "target Twitch: 30 pictures missed, the server closed the connection",
                        "uplink to Twitch: 14 pictures dropped, the connection takes 1.8 of 4.5 Mbit/s",
                        "encoder x264: 1 picture dropped, one takes 36.0 of 33.3 ms",
                        "render: 3 pictures left out, a picture takes 41.0 of 33.3 ms");
        assertThat(history.view().events().getFirst().at()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void whatGoesOnIsOneEventAndWhatComesAgainIsAnother() {
        look();
        for (int i = 0; i < 5; i++) {
            slow += 2;
            look();
            look();
        }
        assertThat(words())
                .containsExactly("uplink to Twitch: 10 pictures dropped, the connection takes 1.8 of 4.5 Mbit/s");
        for (int i = 0; i < 5; i++) {
            look();
        }
        slow++;
        look();
        assertThat(words()).hasSize(2).first().asString().contains("1 picture dropped");
    }

    @Test
    void countsThatBeginAnewLoseNothing() {
        late = 40;
        look();
        assertThat(lost()).as("what was before the first look").isEmpty();
        late = 0;
        look();
        late = 2;
        look();
        assertThat(lost()).containsExactly(Map.entry(Cause.RENDER, 2L));
        late = 1;
        look();
        assertThat(lost()).containsExactly(Map.entry(Cause.RENDER, 1L));
    }

    @Test
    void whatIsLeftOutIsAnEvent() {
        look();
        load = new LoadState(List.of(LoadStep.MASK_RATE), Optional.of(LoadState.Cause.ENCODER));
        look();
        look();
        load = LoadState.FULL;
        look();
        assertThat(words())
                .containsExactly(
                        "done again: mask less often",
                        "left out for now: mask less often, because the encoder cannot keep up");
    }

    @Test
    void fiveMinutesAreKept() {
        for (int i = 0; i < 400; i++) {
            look();
        }
        assertThat(history.view().seconds()).hasSize(301);
        assertThat(history.view().seconds().getFirst().at()).isEqualTo(START.plusSeconds(99));
        assertThat(history.due(START.plusSeconds(399).plusMillis(900))).isFalse();
        assertThat(history.due(START.plusSeconds(400))).isTrue();
    }
}
