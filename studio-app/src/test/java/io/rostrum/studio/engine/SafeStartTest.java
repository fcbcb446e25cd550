package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a safe start holds back, on real programmes.
final class SafeStartTest {
    private static final Showing SHOWING = Showing.first();
    private static final SceneCollection SCENES = SceneCollection.empty()
            .addSource(SceneCollection.FIRST, ground("a"), Place.WHOLE)
            .addSource(SceneCollection.FIRST, ground("b"), Place.WHOLE);
    private static final List<SavedChannel> SOUND = List.of(new SavedChannel("tone", "Tone", "tone"));

    private final Chromium browser = Chromium.forgetting();
    private final EngineThread engine = new EngineThread(new Notices());
    private final SafeStart safe = new SafeStart(true);

    private static SavedSource ground(String id) {
        return new SavedSource(id, id, "color:#203040", /* sound= */ false, List.of(), Map.of());
    }

    @AfterEach
    void end() {
        browser.close();
        engine.end(Duration.ofSeconds(30));
    }

    private Arrangement arrangement(String size) {
        return new Arrangement(
                new OutputSetting(size, "30", 500_000, 2, "auto", "/tmp", TrackSet.FIRST),
                List.of(),
                engine,
                _ -> {},
                new Arrangement.Views(
                        (frame, _) -> closed(frame), (frame, _) -> closed(frame), new LiveViews(engine, () -> {})),
                safe,
                why -> {
                    throw new AssertionError(why);
                },
                (_, cause) -> {
                    throw new AssertionError(cause);
                },
                browser);
    }

    private static boolean closed(io.rostrum.effects.picture.VideoFrame frame) {
        frame.close();
        return true;
    }

    private void onEngine(Runnable task) {
        CompletableFuture.runAsync(task, engine).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static void assertHealth(Arrangement made, Class<?> a, Class<?> b, Class<?> tone) {
        assertThat(made.sources().view())
                .filteredOn(view -> view.id().equals("a"))
                .extracting(SourceView::health)
                .hasOnlyElementsOfType(a);
        assertThat(made.sources().view())
                .filteredOn(view -> view.id().equals("b"))
                .extracting(SourceView::health)
                .hasOnlyElementsOfType(b);
        assertThat(made.channels().view()).extracting(ChannelView::health).hasOnlyElementsOfType(tone);
    }

    @Test
    void staysHeldBackThroughOtherProgrammesAndCollectionsUntilItIsOpened() {
        try (Arrangement first = arrangement("64x36")) {
            onEngine(() -> first.start(SCENES, SHOWING, SOUND));
            assertHealth(first, Health.HeldBack.class, Health.HeldBack.class, Health.HeldBack.class);
            onEngine(() -> first.replace(SCENES, SHOWING, SOUND));
            assertHealth(first, Health.HeldBack.class, Health.HeldBack.class, Health.HeldBack.class);
            assertThat(first.sources().away()).extracting(Preflight.Away::name).containsExactly("b", "a");
            assertThat(first.channels().away()).extracting(Preflight.Away::name).containsExactly("Tone");

            onEngine(() -> first.open("a"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertHealth(first, Health.Running.class, Health.HeldBack.class, Health.HeldBack.class));
        }
        try (Arrangement other = arrangement("32x18")) {
            onEngine(() -> other.start(SCENES, SHOWING, SOUND));
            onEngine(() -> other.open("tone"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertHealth(other, Health.Running.class, Health.HeldBack.class, Health.Running.class));
        }
    }

    @Test
    void aFilmAndItsSoundAreOpenedTogether() {
        SavedChannel sound = new SavedChannel("s", "Sound", LiveChannels.OF_SOURCE + "film");
        assertThat(safe.holds(sound)).isTrue();
        safe.open(sound);
        assertThat(safe.holds("film")).isFalse();
        assertThat(safe.holds(sound)).isFalse();
        assertThat(safe.holds("other")).isTrue();
        assertThat(new SafeStart(false).holds("other")).isFalse();
    }
}
