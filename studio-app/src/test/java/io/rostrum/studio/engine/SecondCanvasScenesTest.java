package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.scene.Fit;
import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.capture.scene.Transition;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.CanvasSetting.Recorded;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Scenes on a programme with a second canvas, whose pictures are looked at.
final class SecondCanvasScenesTest {
    private static final OutputSetting ONE =
            new OutputSetting("160x90", "30", 500_000, 2, "auto", "/tmp", TrackSet.FIRST);
    private static final OutputSetting TWO = ONE.withCanvas(new CanvasSetting(true, "90x160", 500_000, Recorded.FIRST));
    private static final PictureSize TALL = new PictureSize(90, 160);
    private static final int RED = 0xC83C28;
    private static final int BLUE = 0x2850C8;

    /// Size of a picture and the pixel in its middle, 0xRRGGBB.
    private record Seen(PictureSize size, int middle) {}

    private final EngineThread engine = new EngineThread(new Notices());
    private final AtomicInteger ids = new AtomicInteger(10);
    private final AtomicReference<Seen> preview = new AtomicReference<>();
    private final AtomicReference<Seen> onAir = new AtomicReference<>();
    private final AtomicReference<Throwable> defect = new AtomicReference<>();
    private final SafeStart safe = new SafeStart(false);
    private final Chromium browser = Chromium.forgetting();
    private final Arrangement made = new Arrangement(
            ONE,
            List.of(),
            engine,
            _ -> {},
            new Arrangement.Views(into(preview), into(onAir), new LiveViews(engine, () -> {})),
            safe,
            _ -> {},
            (_, cause) -> defect.set(cause),
            browser);
    private final LiveScenes scenes = new LiveScenes(
            SceneCollection.empty(),
            Showing.first(),
            engine,
            () -> Integer.toString(ids.incrementAndGet()),
            () -> made,
            why -> defect.set(new AssertionError(why)));

    private static ProgrammeSink into(AtomicReference<Seen> seen) {
        return (frame, _) -> {
            try (frame) {
                long at = (long) frame.height() / 2 * frame.strideBytes() + 4L * (frame.width() / 2);
                seen.set(new Seen(
                        frame.size(),
                        (frame.pixels().get(at) & 0xFF)
                                | (frame.pixels().get(at + 1) & 0xFF) << 8
                                | (frame.pixels().get(at + 2) & 0xFF) << 16));
            }
            return true;
        };
    }

    @BeforeEach
    void begin() {
        onEngine(() -> made.start(scenes.collection(), scenes.showing(), List.of()));
        onEngine(() -> scenes.addSource("red", new SourceSetting("Red", "color:#c83c28")));
        onEngine(() -> scenes.addSource("blue", new SourceSetting("Blue", "color:#2850c8")));
        onEngine(() -> scenes.placeRow("blue", Place.TOP_LEFT));
        awaitSeen(preview, new Seen(new PictureSize(160, 90), RED));
    }

    @AfterEach
    void end() {
        made.close();
        browser.close();
        engine.end(Duration.ofSeconds(30));
        assertThat(defect.get()).isNull();
        assertThat(made.programme().stats().pictures()).isZero();
    }

    private void onEngine(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        engine.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void canvas(OutputSetting setting, boolean used) {
        onEngine(() -> {
            if (made.canvas(setting, used)) {
                scenes.followCanvas();
            }
        });
    }

    private static void awaitSeen(AtomicReference<Seen> where, Seen what) {
        await().atMost(Duration.ofSeconds(60)).until(() -> what.equals(where.get()));
    }

    private SourceView row(String id) {
        return made.sources().view().stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachCanvasIsSeenAndEditedByItself() {
        assertThat(scenes.view().second()).isEmpty();
        scenes.canvas(true);
        onEngine(() -> {});
        assertThat(scenes.view().onSecond()).as("there is none").isFalse();

        canvas(TWO, /* used= */ false);
        awaitSeen(preview, new Seen(TALL, RED));
        assertThat(scenes.view().onSecond()).isTrue();
        assertThat(scenes.view().second().orElseThrow().size()).isEqualTo(TALL);
        assertThat(row("red").layout()).isEqualTo(Layout.WHOLE.withFit(Fit.COVER));
        Layout wide = scenes.collection()
                .scene(SceneCollection.FIRST)
                .flatMap(scene -> scene.item("blue"))
                .orElseThrow()
                .layoutOn(new PictureSize(160, 90));

        scenes.place("blue", Layout.WHOLE.withFit(Fit.STRETCH));
        awaitSeen(preview, new Seen(TALL, BLUE));
        scenes.canvas(false);
        awaitSeen(preview, new Seen(new PictureSize(160, 90), RED));
        assertThat(row("blue").layout()).isEqualTo(wide);
        scenes.undo();
        scenes.canvas(true);
        awaitSeen(preview, new Seen(TALL, RED));
        scenes.redo();
        awaitSeen(preview, new Seen(TALL, BLUE));
        onEngine(() -> scenes.showRow("blue", false));
        awaitSeen(preview, new Seen(TALL, RED));

        canvas(ONE, /* used= */ true);
        assertThat(made.second()).as("it is used").isPresent();
        canvas(ONE, /* used= */ false);
        awaitSeen(preview, new Seen(new PictureSize(160, 90), RED));
        assertThat(scenes.view().second()).isEmpty();
        assertThat(row("blue").visible()).as("on the programme").isTrue();
        canvas(TWO, /* used= */ false);
        awaitSeen(preview, new Seen(TALL, RED));
        assertThat(row("blue").visible()).as("as it was left").isFalse();
    }

    @Test
    void theNextSceneIsPreparedOnTheCanvasThatIsEditedAndTakenOnBoth() {
        canvas(TWO, /* used= */ false);
        scenes.canvas(true);
        scenes.studio(true);
        String other = scenes.add("Other");
        scenes.next(other);
        onEngine(() -> scenes.addSource("second", new SourceSetting("Second", "color:#2850c8")));
        awaitSeen(preview, new Seen(TALL, BLUE));
        awaitSeen(onAir, new Seen(TALL, RED));
        scenes.transition(TransitionSetting.DEFAULT.withKind(Transition.Kind.CUT, 0));
        scenes.take();
        awaitSeen(onAir, new Seen(TALL, BLUE));
        scenes.canvas(false);
        awaitSeen(onAir, new Seen(new PictureSize(160, 90), BLUE));
        assertThat(scenes.showing().shown()).isEqualTo(other);
    }

    @Test
    void whatHidesAPartOfTheProgrammeHidesAllOfTheOther() {
        canvas(TWO, /* used= */ false);
        scenes.canvas(true);
        onEngine(() -> scenes.placeRow("blue", Place.TOP_LEFT));
        onEngine(() -> made.filter(List.of(new FilterSetting("blur=0,0,20,20,radius=20", true))));
        // where the two meet there is neither any more, but a mixture
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Seen now = preview.get();
            return now != null && now.size().equals(TALL) && now.middle() != RED && now.middle() != BLUE;
        });
    }
}
