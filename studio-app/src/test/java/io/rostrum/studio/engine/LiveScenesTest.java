package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.capture.scene.Transition;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.studio.engine.StudioSnapshot.Elsewhere;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scenes on a real programme, whose pictures are looked at.
final class LiveScenesTest {
    private static final PictureSize CANVAS = new PictureSize(160, 90);
    private static final int RED = 0xC83C28;
    private static final int BLUE = 0x2850C8;
    private static final int BLACK = 0;

    @TempDir
    Path folder;

    private final EngineThread engine = new EngineThread(new Notices());
    private final AtomicInteger ids = new AtomicInteger(10);
    private final AtomicInteger edited = new AtomicInteger(-1);
    private final AtomicInteger onAir = new AtomicInteger(-1);
    private final AtomicReference<Throwable> defect = new AtomicReference<>();
    private final SafeStart safe = new SafeStart(false);
    private final Chromium browser = Chromium.forgetting();
    private final LiveViews views = new LiveViews(engine, this::showViews);
    private final Arrangement made = new Arrangement(
            new OutputSetting("160x90", "30", 500_000, 2, "auto", "/tmp", TrackSet.FIRST),
            List.of(),
            engine,
            this::sounds,
            new Arrangement.Views(middle(edited), middle(onAir), views),
            safe,
            this::refuse,
            (_, cause) -> defect.set(cause),
            browser);
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final LiveScenes scenes = new LiveScenes(
            SceneCollection.empty(),
            Showing.first(),
            engine,
            () -> Integer.toString(ids.incrementAndGet()),
            () -> made,
            refused::add);

    private void showViews() {
        made.sources().showViews();
    }

    private void refuse(String why) {
        refused.add(why);
    }

    private void sounds(String id) {
        scenes.sounds(id);
    }

    /// {@return a viewer that keeps the pixel in the middle, 0xRRGGBB}
    private static ProgrammeSink middle(AtomicInteger into) {
        return (frame, _) -> {
            try (frame) {
                long at = (long) frame.height() / 2 * frame.strideBytes() + 4L * (frame.width() / 2);
                into.set((frame.pixels().get(at) & 0xFF)
                        | (frame.pixels().get(at + 1) & 0xFF) << 8
                        | (frame.pixels().get(at + 2) & 0xFF) << 16);
            }
            return true;
        };
    }

    @BeforeEach
    void begin() {
        onEngine(() -> made.start(scenes.collection(), scenes.showing(), List.of()));
        scenes.transition(
                TransitionSetting.DEFAULT.withKind(Transition.Kind.FADE, 0).withMillis(100));
    }

    @AfterEach
    void end() {
        views.close();
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

    private String picture(String name, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(160, 90, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[160 * 90];
        Arrays.fill(pixels, rgb);
        image.setRGB(0, 0, 160, 90, pixels, 0, 160);
        Path file = folder.resolve(name + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file.toString();
    }

    private void add(String id, int rgb) throws IOException {
        String input = picture(id, rgb);
        onEngine(() -> scenes.addSource(id, new SourceSetting(id, input)));
    }

    private static void awaitColour(AtomicInteger where, int rgb) {
        await().atMost(Duration.ofSeconds(60)).until(() -> where.get() == rgb);
    }

    @Test
    void whatIsDrawnHereIsChangedInItsPlaceAndTakenBack() {
        onEngine(() -> scenes.addSource("c", new SourceSetting("Ground", "color:#c83c28")));
        awaitColour(edited, RED);
        onEngine(() -> scenes.edit(now -> now.changeSource("c", source -> source.withInput("color:#2850c8"))));
        awaitColour(edited, BLUE);
        scenes.undo();
        awaitColour(edited, RED);
        assertThat(scenes.collection().source("c").orElseThrow().input()).isEqualTo("color:#c83c28");
    }

    @Test
    void whatCouldNotBeOpenedIsOpenedWhenItIsPutRight() {
        onEngine(() -> scenes.addSource("c", new SourceSetting("Ground", "color:#no")));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(made.sources().view())
                        .extracting(SourceView::health)
                        .containsExactly(
                                new StudioSnapshot.Health.Lost("color: #no (expected: #rrggbb or #rrggbbaa)")));
        onEngine(() -> scenes.edit(now -> now.changeSource("c", source -> source.withInput("color:#2850c8"))));
        awaitColour(edited, BLUE);
    }

    private List<String> shownSources() {
        onEngine(() -> {});
        return made.sources().view().stream().map(SourceView::id).toList();
    }

    @Test
    void scenesAreTakenEditedAndTakenBack() throws IOException {
        add("red", RED);
        awaitColour(edited, RED);
        String second = scenes.add();
        awaitColour(edited, BLACK);
        add("blue", BLUE);
        awaitColour(edited, BLUE);
        assertThat(scenes.view().elsewhere()).extracting(Elsewhere::id).containsExactly("red");

        scenes.take();
        awaitColour(edited, RED);
        assertThat(scenes.view().next()).isEqualTo(second);

        scenes.include(SceneCollection.FIRST, "blue");
        awaitColour(edited, BLUE);
        assertThat(shownSources()).containsExactly("blue", "red");
        scenes.remove(second);
        onEngine(() -> assertThat(scenes.exclude("blue")).isTrue());
        awaitColour(edited, RED);
        assertThat(scenes.collection().sources()).hasSize(1);

        scenes.undo();
        awaitColour(edited, BLUE);
        scenes.undo();
        onEngine(() -> {});
        assertThat(scenes.view().list()).hasSize(2);
        scenes.take();
        awaitColour(edited, BLUE);
        assertThat(shownSources()).containsExactly("blue");
        scenes.redo();
        scenes.redo();
        awaitColour(edited, RED);
        assertThat(scenes.view().list()).hasSize(1);
        assertThat(scenes.view().canRedo()).isFalse();
    }

    @Test
    void aSceneIsSeenInAnotherAndNeverInItself() throws IOException {
        add("blue", BLUE);
        awaitColour(edited, BLUE);
        String second = scenes.add();
        awaitColour(edited, BLACK);
        onEngine(() -> scenes.addSource("n", new SourceSetting("Scene 1", "scene:" + SceneCollection.FIRST)));
        awaitColour(edited, BLUE);
        onEngine(() -> scenes.edit(now -> now.changeSource(
                "n", source -> source.withFilters(List.of(new FilterSetting("color=saturation=0", true))))));
        await().atMost(Duration.ofSeconds(60)).until(() -> grey(edited.get()));
        scenes.place("n", Layout.WHOLE.withBox(new PictureRect(0, 0, 20, 20), CANVAS));
        awaitColour(edited, BLACK);
        assertThat(made.sources().view().getFirst().seen().orElseThrow().where())
                .isEqualTo(new PictureRect(0, 4, 20, 11));

        scenes.remove(SceneCollection.FIRST);
        onEngine(() -> {});
        assertThat(refused.poll()).isEqualTo("“Scene 1” was not removed: “Scene 2” shows it. Take it out there first.");
        scenes.show(SceneCollection.FIRST);
        awaitColour(edited, BLUE);
        scenes.include(SceneCollection.FIRST, "n");
        onEngine(() -> scenes.addSource("m", new SourceSetting("Scene 2", "scene:" + second)));
        assertThat(refused)
                .containsExactly(
                        "“Scene 1” cannot show itself.",
                        "“Scene 1” cannot show “Scene 2”, which shows “Scene 1” already.");
        assertThat(shownSources()).containsExactly("blue");
        assertThat(scenes.view().list()).hasSize(2);
        onEngine(() -> assertThat(scenes.captured("scene:" + SceneCollection.FIRST))
                .as("drawn once, whatever scenes show it")
                .contains("n"));
    }

    private static boolean grey(int rgb) {
        int blue = rgb & 0xFF;
        return rgb > 0 && Math.abs(blue - (rgb >> 8 & 0xFF)) <= 2 && Math.abs(blue - (rgb >> 16)) <= 2;
    }

    @Test
    void aGroupIsSeenHiddenAndMovedAsAWhole() throws IOException {
        add("red", RED);
        add("blue", BLUE);
        awaitColour(edited, BLUE);
        String group = scenes.group(List.of("red", "blue"));
        assertThat(shownSources()).containsExactly(group, "blue", "red");
        onEngine(() -> scenes.showRow(group, false));
        awaitColour(edited, BLACK);
        scenes.undo();
        awaitColour(edited, BLUE);
        scenes.place(group, Layout.WHOLE.withBox(new PictureRect(100, 0, 160, 90), CANVAS));
        awaitColour(edited, BLACK);
        onEngine(() -> assertThat(made.sources().view())
                .extracting(view -> view.layout().box(CANVAS))
                .containsOnly(new PictureRect(100, 0, 160, 90)));
        scenes.undo();
        scenes.ungroup(group);
        assertThat(shownSources()).containsExactly("blue", "red");
        awaitColour(edited, BLUE);
    }

    @Test
    void aGroupIsPastedAsItWasAndTakenBackAtOnce() throws IOException {
        add("red", RED);
        add("blue", BLUE);
        String group = scenes.group(List.of("red", "blue"));
        onEngine(() -> scenes.renameSource(group, "Corner"));
        onEngine(() -> scenes.placeRow("red", Place.TOP_LEFT));
        Layout turned = Layout.WHOLE.withTurn(new Turn(/* mirrored= */ false, /* upsideDown= */ false, 30));
        scenes.place(group, turned);
        onEngine(() -> scenes.showRow("red", false));
        scenes.lock("blue", true);
        scenes.lock(group, true);
        onEngine(() -> {});
        List<SourceView> copied = made.sources().view();
        assertThat(copied.getFirst().layout().turn().degrees()).isEqualTo(30);

        String second = scenes.add();
        scenes.paste(second, copied);
        onEngine(() -> {});
        List<SourceView> pasted = made.sources().view();
        assertThat(pasted).extracting(SourceView::name).containsExactly("Corner", "blue", "red");
        assertThat(pasted.getFirst().id()).isNotEqualTo(group);
        assertThat(pasted)
                .usingRecursiveFieldByFieldElementComparatorOnFields("name", "visible", "locked", "place", "layout")
                .containsExactlyElementsOf(copied);
        assertThat(pasted.get(1).group()).contains(pasted.getFirst().id());
        scenes.paste(second, copied);
        onEngine(() -> {});
        assertThat(made.sources().view()).as("each is there once").hasSize(3);
        scenes.undo();
        onEngine(() -> {});
        assertThat(made.sources().view()).isEmpty();
        assertThat(scenes.collection().scene(second)).isPresent();
        assertThat(scenes.collection().consistent()).isTrue();

        onEngine(() -> scenes.edit(now -> now.include(second, "red", Place.WHOLE)));
        scenes.paste(second, copied);
        onEngine(() -> {});
        assertThat(made.sources().view())
                .as("one of a group is none, and is as it was within it")
                .satisfiesExactly(
                        blue -> {
                            assertThat(blue.id()).isEqualTo("blue");
                            assertThat(blue.locked()).isTrue();
                            assertThat(blue.group()).isEmpty();
                        },
                        red -> assertThat(red.id()).isEqualTo("red"));
    }

    @Test
    void theSceneThatIsShownGivesWayToItsNeighbourWhenItIsRemoved() throws IOException {
        add("red", RED);
        String second = scenes.duplicate(SceneCollection.FIRST);
        add("blue", BLUE);
        awaitColour(edited, BLUE);
        scenes.remove(second);
        awaitColour(edited, RED);
        assertThat(scenes.view().shown()).isEqualTo(SceneCollection.FIRST);
        assertThat(scenes.view().next()).isEmpty();
    }

    @Test
    void inStudioModeTheNextSceneIsEditedAndTheProgrammeStays() throws IOException {
        add("red", RED);
        String second = scenes.duplicate(SceneCollection.FIRST);
        scenes.take();
        awaitColour(edited, RED);
        scenes.studio(true);
        awaitColour(onAir, RED);
        assertThat(scenes.view().edited()).isEqualTo(second);
        add("blue", BLUE);
        awaitColour(edited, BLUE);
        assertThat(onAir).hasValue(RED);
        scenes.place("blue", Layout.WHOLE.withBox(new PictureRect(0, 0, 20, 20), CANVAS));
        awaitColour(edited, RED);
        scenes.undo();
        awaitColour(edited, BLUE);

        scenes.take();
        awaitColour(onAir, BLUE);
        awaitColour(edited, RED);
        scenes.studio(false);
        awaitColour(edited, BLUE);
    }

    @Test
    void aSourceIsWhereItsLayoutSaysUnlessItIsLocked() throws IOException {
        add("red", RED);
        awaitColour(edited, RED);
        onEngine(() -> scenes.lock("red", true));
        scenes.place("red", Layout.WHOLE.withBox(new PictureRect(0, 0, 20, 20), CANVAS));
        onEngine(() -> {});
        assertThat(made.sources().view().getFirst().layout()).isEqualTo(Layout.WHOLE);
        scenes.lock("red", false);
        scenes.place("red", Layout.WHOLE.withBox(new PictureRect(0, 0, 20, 20), CANVAS));
        awaitColour(edited, BLACK);
        assertThat(made.sources().view().getFirst().seen().orElseThrow().where())
                .isEqualTo(new PictureRect(0, 4, 20, 11));
    }

    @Test
    void howScenesAreGoneOverToIsTakenBackLikeOtherEdits() {
        TransitionSetting first = scenes.showing().transition();
        TransitionSetting wipe = first.withKind(Transition.Kind.WIPE, 0);
        scenes.transition(wipe);
        scenes.arrival(SceneCollection.FIRST, Optional.of(first.withMillis(900)));
        onEngine(() -> {});
        assertThat(scenes.view().transition()).isEqualTo(wipe);
        assertThat(scenes.view().list().getFirst().arrival()).contains(first.withMillis(900));
        scenes.undo();
        onEngine(() -> {});
        assertThat(scenes.view().list().getFirst().arrival()).isEmpty();
        scenes.undo();
        onEngine(() -> {});
        assertThat(scenes.view().transition().kind()).isEqualTo(Transition.Kind.FADE);
        scenes.redo();
        onEngine(() -> {});
        assertThat(scenes.view().transition()).isEqualTo(wipe);
    }

    @Test
    void aSceneWithATransitionOfItsOwnIsGoneOverToByThat() throws IOException {
        add("red", RED);
        awaitColour(edited, RED);
        String second = scenes.add("Second");
        scenes.arrival(second, Optional.of(TransitionSetting.DEFAULT.withKind(Transition.Kind.CUT, 0)));
        scenes.transition(TransitionSetting.DEFAULT.withMillis(20_000));
        scenes.show(second);
        awaitColour(edited, BLACK);
    }

    @Test
    void viewsShowWhatTheyLookAtWhereverItIs() throws IOException {
        add("red", RED);
        awaitColour(edited, RED);
        String second = scenes.add("Second");
        scenes.next(second);
        onEngine(() -> scenes.edit(now -> now.addSource(
                second,
                new StudioSettings.SavedSource("b", "Blue", "color:#2850c8", false, List.of(), Map.of()),
                Place.WHOLE)));
        ViewDesk.View programme = views.open(new ViewDesk.Target.Programme(), 30);
        ViewDesk.View preview = views.open(new ViewDesk.Target.Preview(), 30);
        ViewDesk.View scene = views.open(new ViewDesk.Target.Scene(second), 15);
        ViewDesk.View source = views.open(new ViewDesk.Target.Source("red"), 30);
        ViewDesk.View gone = views.open(new ViewDesk.Target.Scene("gone"), 30);
        awaitView(programme, RED);
        awaitView(preview, BLUE);
        awaitView(scene, BLUE);
        awaitView(source, RED);
        awaitView(gone, BLACK);
        assertThat(edited).as("the programme does not notice").hasValue(RED);
        scenes.show(second);
        awaitView(programme, BLUE);
        awaitView(preview, RED);
        awaitView(source, RED);
        programme.close();
        scene.close();
        onEngine(() -> {});
    }

    private static void awaitView(ViewDesk.View view, int rgb) {
        AtomicInteger seen = new AtomicInteger(-1);
        view.feed().want(32, 18);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            view.feed().look((bgra, width, height, _) -> {
                assertThat(width + "x" + height).isEqualTo("32x18");
                seen.set(bgra.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(4 * (9 * width + 16)) & 0xFFFFFF);
            });
            return seen.get() == rgb;
        });
    }
}
