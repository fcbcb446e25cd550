package io.rostrum.capture.source.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against Xvfb, with windows of ffplay, moved and closed by xdotool.
class X11ScreenSourceIT {
    private static final Rational RATE = new Rational(30, 1);
    private static final int BLACK = 0xFF000000;

    private final FramePool pool = new FramePool();
    private final MediaClock clock = MediaClock.startingNow();

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void theScreenIsSeenWithItsWindowsAndTheMouseCursor() throws Exception {
        try (XvfbServer server = new XvfbServer();
                CollectingSink sink = new CollectingSink()) {
            server.runToEnd("xdotool", "mousemove", "20", "20");
            X11ScreenSource source = source("screen", server.environment());
            source.start(clock, sink);
            sink.next(frame -> {
                assertThat(frame.size()).isEqualTo(new PictureSize(800, 600));
                assertThat(frame.opaque()).isTrue();
                assertThat(pixel(frame, 500, 500)).isEqualTo(BLACK);
                assertThat(somethingAround(frame, 20, 20)).isTrue();
            });
            server.runToEnd("xdotool", "mousemove", "600", "100");
            awaitFrame(sink, frame -> somethingAround(frame, 600, 100) && !somethingAround(frame, 20, 20));
            server.window("red", "red", 100, 200, 300, 150);
            awaitFrame(sink, frame -> red(frame, 101, 201) && red(frame, 398, 348));
            source.close();
        }
    }

    /// Xvfb has no screen that is drawn anew, with the extension or without.
    @Test
    void aDisplayThatDoesNotSayHowOftenItIsDrawnIsAskedWithoutHarm() throws Exception {
        ScreenTarget screen = ScreenTarget.parse("screen");
        try (XvfbServer server = new XvfbServer();
                XvfbServer without = new XvfbServer("-extension", "RANDR")) {
            assertThat(X11ScreenSource.refreshHertz(screen, server.environment()))
                    .isEmpty();
            assertThat(X11ScreenSource.refreshHertz(screen, without.environment()))
                    .isEmpty();
        }
        assertThat(X11ScreenSource.refreshHertz(screen, Map.of())).isEmpty();
    }

    @Test
    void aRegionIsCutOutAndOneThatDoesNotFitIsClippedOrRefused() throws Exception {
        try (XvfbServer server = new XvfbServer();
                CollectingSink sink = new CollectingSink()) {
            server.window("red", "red", 100, 200, 300, 150);
            X11ScreenSource source = source("screen:" + server.display() + "+100,200,300x150", Map.of());
            source.start(clock, sink);
            awaitFrame(
                    sink,
                    frame ->
                            frame.size().equals(new PictureSize(300, 150)) && red(frame, 0, 0) && red(frame, 299, 149));
            source.close();
        }
        try (XvfbServer server = new XvfbServer();
                CollectingSink sink = new CollectingSink()) {
            X11ScreenSource clipped = source("screen+700,500,300x300", server.environment());
            clipped.start(clock, sink);
            sink.next(frame -> assertThat(frame.size()).isEqualTo(new PictureSize(100, 100)));
            clipped.close();
            X11ScreenSource outside = source("screen+900,0,10x10", server.environment());
            assertThatThrownBy(() -> outside.start(clock, sink))
                    .hasMessageContaining("lies outside of the screen, which is 800x600");
        }
    }

    @Test
    void aWindowIsSeenWhereCoveredFollowsItsSizeAndIsLostWhenClosed() throws Exception {
        try (XvfbServer server = new XvfbServer();
                CollectingSink sink = new CollectingSink()) {
            Process window = server.window("Rostrum red window", "red", 100, 200, 300, 150);
            server.runToEnd("xdotool", "search", "--sync", "--onlyvisible", "--name", "Rostrum red window");
            X11ScreenSource source = source("window:rostrum RED", server.environment());
            source.start(clock, sink);
            awaitFrame(sink, frame -> frame.size().equals(new PictureSize(300, 150)) && red(frame, 150, 75));

            server.window("cover", "lime", 0, 0, 800, 600);
            server.runToEnd("xdotool", "search", "--sync", "--onlyvisible", "--name", "cover");
            server.runToEnd("xdotool", "search", "--name", "Rostrum red window", "windowsize", "--sync", "400", "200");
            awaitFrame(sink, frame -> frame.size().equals(new PictureSize(400, 200)) && red(frame, 399, 199));

            window.destroy();
            DeviceException why = sink.awaitLost();
            assertThat(why.reason()).isEqualTo(Reason.LOST);
            assertThat(why).hasMessage("window rostrum RED was closed; open it again");
            source.close();
        }
    }

    @Test
    void whatIsNotThereIsSaidInASentence() throws Exception {
        try (XvfbServer server = new XvfbServer();
                CollectingSink sink = new CollectingSink()) {
            assertRefused(
                    source("window:no such window", server.environment()),
                    sink,
                    Reason.NOT_FOUND,
                    "window no such window is not on this display");
            assertRefused(
                    source("window:0x3c00007", server.environment()),
                    sink,
                    Reason.NOT_FOUND,
                    "window 0x3c00007 is not on this display");
            assertRefused(
                    source("screen::987", Map.of()),
                    sink,
                    Reason.NOT_FOUND,
                    "display :987 is not there; start it or choose another with screen:ID");
            assertRefused(
                    source("screen", Map.of()),
                    sink,
                    Reason.NOT_FOUND,
                    "there is no display here; set DISPLAY or name one, as in screen::0");
        }
    }

    @Test
    void aLostServerIsALostSource() throws Exception {
        try (XvfbServer server = new XvfbServer();
                CollectingSink sink = new CollectingSink()) {
            long attachedBefore = attachedSegments();
            X11ScreenSource source = source("screen", server.environment());
            source.start(clock, sink);
            sink.next(frame -> assertThat(frame.width()).isEqualTo(800));
            assertThat(attachedSegments()).isEqualTo(attachedBefore + 1);
            server.kill();
            assertThat(sink.awaitLost().reason()).isEqualTo(Reason.LOST);
            source.close();
            assertThat(attachedSegments()).isEqualTo(attachedBefore);
        }
    }

    /// Segments of System V shared memory that this process has.
    private static long attachedSegments() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("/SYSV")).count();
        }
    }

    @Test
    void aScreenOnWhichNothingHappensIsRepeatedWithoutACopy() throws Exception {
        try (XvfbServer server = new XvfbServer();
                CollectingSink sink = new CollectingSink()) {
            X11ScreenSource source = source("screen", server.environment());
            source.start(clock, sink);
            await().atMost(Duration.ofSeconds(10)).until(() -> sink.size() >= 5);
            assertThat(pool.outstanding()).isEqualTo(1);
            source.close();
        }
    }

    @Test
    void aServerThatWantsACookieGetsItFromTheAuthorityFile(@TempDir Path folder) throws Exception {
        Path authority = folder.resolve("authority");
        Files.write(authority, new byte[0]);
        byte[] cookie = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        Files.write(authority, entry("", cookie)); // no number: for every display
        try (XvfbServer server = new XvfbServer("-auth", authority.toString());
                CollectingSink sink = new CollectingSink()) {
            X11ScreenSource source =
                    source("screen", Map.of("DISPLAY", server.display(), "XAUTHORITY", authority.toString()));
            source.start(clock, sink);
            sink.next(frame -> assertThat(frame.width()).isEqualTo(800));
            source.close();

            Path wrong = Files.write(folder.resolve("wrong"), entry("", new byte[16]));
            assertRefused(
                    source("screen", Map.of("DISPLAY", server.display(), "XAUTHORITY", wrong.toString())),
                    sink,
                    Reason.PERMISSION_DENIED,
                    "lets nobody in");
        }
    }

    /// One entry of an authority file as Xau(3) has it: FamilyWild, no address, number, name, data.
    private static byte[] entry(String number, byte[] cookie) {
        byte[] name = "MIT-MAGIC-COOKIE-1".getBytes(StandardCharsets.US_ASCII);
        byte[] digits = number.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + digits.length + name.length + cookie.length)
                .putShort((short) 0xFFFF)
                .putShort((short) 0)
                .putShort((short) digits.length)
                .put(digits)
                .putShort((short) name.length)
                .put(name)
                .putShort((short) cookie.length)
                .put(cookie)
                .array();
    }

    private void assertRefused(X11ScreenSource source, CollectingSink sink, Reason reason, String message) {
        assertThatThrownBy(() -> source.start(clock, sink))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
        source.close();
    }

    private X11ScreenSource source(String target, Map<String, String> environment) {
        return new X11ScreenSource(ScreenTarget.parse(target), RATE, pool, environment);
    }

    private static void awaitFrame(CollectingSink sink, Predicate<VideoFrame> wanted) {
        boolean[] seen = {false};
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            sink.next(frame -> seen[0] = wanted.test(frame));
            return seen[0];
        });
    }

    private static int pixel(VideoFrame frame, int x, int y) {
        return DrawnPicture.pixelsOf(frame).get(y * frame.strideBytes() / 4 + x);
    }

    /// Whether a pixel is red, as far as the player's own conversion leaves it so.
    private static boolean red(VideoFrame frame, int x, int y) {
        int pixel = pixel(frame, x, y);
        return (pixel >> 16 & 0xFF) > 240 && (pixel >> 8 & 0xFF) < 16 && (pixel & 0xFF) < 16;
    }

    private static boolean somethingAround(VideoFrame frame, int x, int y) {
        for (int dy = -12; dy <= 12; dy++) {
            for (int dx = -12; dx <= 12; dx++) {
                if (pixel(frame, x + dx, y + dy) != BLACK) {
                    return true;
                }
            }
        }
        return false;
    }
}
