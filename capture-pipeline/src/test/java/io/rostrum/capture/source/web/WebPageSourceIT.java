package io.rostrum.capture.source.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.scene.SceneItem;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.capture.scene.Transform;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.color.ColorSource;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages of the loopback address, drawn by the Chromium that is installed.
class WebPageSourceIT {
    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final Rational RATE = new Rational(30, 1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int HALF_BLUE = 0x80000080;

    /// Red at the left, half blue at the right, nothing between.
    private static final String OVERLAY = """
            <!doctype html><style>div { position: absolute; top: 0; width: 100px; height: 180px }</style>
            <div style="left: 0; background: #f00"></div>
            <div style="left: 220px; background: rgba(0, 0, 255, 0.502)"></div>""";

    @TempDir
    private static Path profile;

    private static ServedPages pages;
    private static Chromium browser;

    @BeforeAll
    static void begin() throws IOException {
        pages = new ServedPages();
        pages.put("/overlay", OVERLAY);
        browser = new Chromium(profile);
    }

    @AfterAll
    static void nothingIsLeftOfTheBrowser() {
        List<ProcessHandle> all = processes(browser);
        browser.close();
        pages.close();
        assertThat(all).isNotEmpty();
        await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static List<ProcessHandle> processes(Chromium of) {
        ProcessHandle main = of.process().orElseThrow();
        return Stream.concat(Stream.of(main), main.descendants()).toList();
    }

    private static PageSettings settings(String address) {
        return new PageSettings(
                PageSettings.address(address), SIZE, RATE, PageSettings.USUAL_CSS, /* rests= */ false, false);
    }

    private static int pixel(VideoFrame frame, int x, int y) {
        long at = (long) y * frame.strideBytes() + 4L * x;
        return (frame.pixels().get(at) & 0xFF)
                | (frame.pixels().get(at + 1) & 0xFF) << 8
                | (frame.pixels().get(at + 2) & 0xFF) << 16
                | (frame.pixels().get(at + 3) & 0xFF) << 24;
    }

    private static void awaitFrame(CollectingSink sink, Predicate<VideoFrame> wanted) {
        AtomicBoolean seen = new AtomicBoolean();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            sink.next(frame -> seen.set(wanted.test(frame)));
            return seen.get();
        });
    }

    private static void awaitPixel(CollectingSink sink, int x, int argb) {
        awaitFrame(sink, frame -> pixel(frame, x, 90) == argb);
    }

    @Test
    void aTransparentPageLiesOverOtherSourcesAndComesBackAfterItsBrowserWasKilled() throws Exception {
        LivePage page = new LivePage(settings(pages.at("/overlay")), browser);
        Set<Integer> between = ConcurrentHashMap.newKeySet();
        AtomicReference<List<Integer>> seen = new AtomicReference<>(List.of());
        try (Programme programme = new Programme(SIZE, RATE, VideoFilter.NONE, _ -> {})) {
            SourceSlot ground =
                    programme.addSource("ground", pool -> ColorSource.of("#00ff00", SIZE, pool), VideoFilter.NONE);
            SourceSlot slot = programme.addSource("page", pool -> page.source("page", pool), VideoFilter.NONE);
            Transform whole = Transform.fullCanvas(SIZE);
            programme.scene(List.of(new SceneItem(ground, whole), new SceneItem(slot, whole)));
            programme.preview(
                    (frame, _) -> {
                        try (frame) {
                            seen.set(List.of(pixel(frame, 50, 90), pixel(frame, 160, 90), pixel(frame, 270, 90)));
                            between.add(pixel(frame, 160, 90));
                        }
                        return true;
                    },
                    false);
            programme.start();
            List<Integer> together = List.of(RED, GREEN, 0xFF007F80);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen.get()).isEqualTo(together));

            between.clear();
            ProcessHandle killed = browser.process().orElseThrow();
            Path socket = Files.readSymbolicLink(profile.resolve("SingletonSocket"));
            killed.destroyForcibly();
            await().atMost(PATIENCE).until(() -> slot.state() instanceof SourceSlot.State.Lost);
            await().atMost(PATIENCE).until(() -> List.of(GREEN, GREEN, GREEN).equals(seen.get()));
            await().atMost(PATIENCE).until(() -> together.equals(seen.get()));
            assertThat(browser.process().orElseThrow()).isNotEqualTo(killed);
            assertThat(slot.state()).isInstanceOf(SourceSlot.State.Running.class);
            assertThat(between).as("no slate over what is below").containsExactly(GREEN);
            await("the end of what the killed one left")
                    .atMost(PATIENCE)
                    .until(() -> Files.notExists(socket.getParent()));
        }
    }

    @Test
    void aPageIsChangedLoadedAnewRestsAndIsClicked() throws Exception {
        pages.put("/alerts", """
                <!doctype html><body style="background: #0f0">
                <script>onclick = () => document.body.style.background = '#00f'; onkeydown = k =>
                    { if (k.key === 'Enter') document.body.style.background = '#ff0' }</script>""");
        PageSettings first = new PageSettings(
                PageSettings.address(pages.at("/overlay")), SIZE, RATE, PageSettings.USUAL_CSS, true, true);
        LivePage page = new LivePage(first, browser);
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink()) {
            Source source = page.source("page", pool);
            source.start(MediaClock.startingNow(), sink);
            awaitFrame(sink, frame -> pixel(frame, 0, 0) == RED && pixel(frame, 99, 179) == RED);
            awaitFrame(
                    sink,
                    frame -> pixel(frame, 270, 90) == HALF_BLUE
                            && pixel(frame, 100, 90) == 0
                            && pixel(frame, 219, 90) == 0
                            && !frame.opaque());

            page.show(new PageSettings(
                    PageSettings.address(pages.at("/alerts")), SIZE, RATE, "", /* rests= */ true, true));
            awaitPixel(sink, 160, GREEN);
            page.input(new PageInput.Click(160, 90));
            awaitPixel(sink, 160, 0xFF0000FF);
            page.input(new PageInput.Key("Enter", 13));
            awaitPixel(sink, 160, 0xFFFFFF00);
            int before = pages.asked("/alerts");
            page.reload();
            awaitPixel(sink, 160, GREEN);
            assertThat(pages.asked("/alerts")).isEqualTo(before + 1);

            page.show(new PageSettings(
                    PageSettings.address(pages.at("/alerts")),
                    new PictureSize(200, 100),
                    RATE,
                    "body { background: #f0f !important }",
                    false,
                    true));
            awaitFrame(sink, frame -> frame.width() == 200 && pixel(frame, 100, 50) == 0xFFFF00FF && frame.opaque());
            page.seen(false);
            page.seen(true);
            await().atMost(PATIENCE).until(() -> pages.asked("/alerts") >= before + 3); // more where it crashed
            source.close();
        }
    }

    @Test
    void aPageThatRestsIsClosedAndOpenedAgain() throws Exception {
        pages.put("/rest", "<!doctype html><body style='background: #f00'>");
        PageSettings rests =
                new PageSettings(PageSettings.address(pages.at("/rest")), SIZE, RATE, "", /* rests= */ true, false);
        LivePage page = new LivePage(rests, browser);
        page.seen(false);
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink()) {
            Source source = page.source("page", pool);
            source.start(MediaClock.startingNow(), sink);
            awaitPixel(sink, 160, 0);
            assertThat(pages.asked("/rest")).isZero();
            page.seen(true);
            awaitPixel(sink, 160, RED);
            page.seen(false);
            awaitPixel(sink, 160, 0);
            source.close();
        }
    }

    @Test
    void whatIsWrongWithAPageIsSaidWithoutItsKey() throws Exception {
        String dead;
        try (ServedPages gone = new ServedPages()) {
            dead = gone.at("/widget?token=s3cret");
        }
        String host = PageSettings.place(PageSettings.address(dead));
        assertThat(refusal(dead))
                .hasMessage("nothing answers at " + host + "; check the address, or start the program that serves it");
        assertThat(refusal(pages.at("/missing?token=s3cret")))
                .hasMessageContaining("has no page at that address (404); copy it anew")
                .hasMessageNotContaining("s3cret")
                .extracting(DeviceException::reason)
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal(profile.resolve("gone.html").toString()))
                .hasMessage("the file gone.html is not there; choose it anew");
    }

    private static DeviceException refusal(String address) {
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink();
                Source source = new LivePage(settings(address), browser).source("page", pool)) {
            DeviceException[] refused = new DeviceException[1];
            assertThatThrownBy(() -> source.start(MediaClock.startingNow(), sink))
                    .isInstanceOfSatisfying(DeviceException.class, why -> refused[0] = why);
            return refused[0];
        }
    }

    @Test
    void aPageOfAFileIsShownAndMayNeitherDownloadNorAskNorOpenWindows(@TempDir Path folder) throws Exception {
        Path html = folder.resolve("my overlay.html");
        Files.writeString(html, """
                <!doctype html><body style="background: #f00"><script>
                const inner = open('about:blank'); alert('?');
                navigator.permissions.query({ name: 'geolocation' }).then(asked =>
                    navigator.geolocation.getCurrentPosition(() => 0, refused => {
                        const closed = !inner && asked.state !== 'granted' && refused.code === 1;
                        document.body.style.background = closed ? '#00ff00' : '#ffffff' }));
                </script>""");
        LivePage page = new LivePage(settings(html.toString()), browser);
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink()) {
            Source source = page.source("page", pool);
            source.start(MediaClock.startingNow(), sink);
            awaitPixel(sink, 160, GREEN);
            source.close();
        }
    }

    @Test
    void aCrashOfThisProgramLeavesNoBrowserBehind(@TempDir Path folder) throws Exception {
        Process studio = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpensAPage.class.getName(),
                        folder.toString(),
                        pages.at("/overlay"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String pid = studio.inputReader()
                    .lines()
                    .filter(line -> line.startsWith("process "))
                    .findFirst()
                    .orElseThrow()
                    .substring("process ".length());
            ProcessHandle main = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            List<ProcessHandle> all = main.descendants().toList();
            assertThat(main.isAlive()).isTrue();
            assertThat(all).isNotEmpty();
            studio.destroyForcibly().waitFor();
            await().atMost(PATIENCE).until(() -> !main.isAlive() && all.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            studio.destroyForcibly();
        }
    }

    /// A program that is killed while it shows a page.
    static final class OpensAPage {
        public static void main(String[] args) throws Exception {
            Chromium own = new Chromium(Path.of(args[0]));
            Tab tab = own.open(settings(args[1]), new Tab.Viewer() {
                @Override
                public void picture(String png, int number) {}

                @Override
                public void lost(DeviceException why) {}
            });
            System.out.println("process " + own.process().orElseThrow().pid());
            System.out.flush();
            Thread.currentThread().join();
            own.close(tab);
        }
    }
}
