package io.rostrum.capture.screen;

import io.rostrum.capture.ffmpeg.grab.GrabSource;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.screen.ScreenTarget;
import io.rostrum.capture.source.screen.ScreenTarget.Region;
import io.rostrum.capture.source.screen.X11ScreenSource;
import io.rostrum.capture.source.screen.X11ScreenSource.Seen;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.push.packet.Rational;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The way this system lets its screen be seen.
///
/// On Linux X11, also the X server inside a Wayland session, which shows X windows only. Windows goes through
/// FFmpeg's `gdigrab` (screens by region, windows by their exact title), macOS through `avfoundation` (whole
/// screens, by their index). The inputs for the latter two are built here and have not been tried on those
/// systems yet.
public final class ScreenSource {
    private ScreenSource() {}

    /// @param rate the most frames a second worth taking: the programme's
    /// @param pool gives the frames' memory
    /// @throws IllegalArgumentException if the system cannot capture such a target
    public static Source of(ScreenTarget target, Rational rate, FramePool pool) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return windows(target, rate, pool);
        }
        if (system.startsWith("mac")) {
            return mac(target, rate, pool);
        }
        return new X11ScreenSource(target, rate, pool, System.getenv());
    }

    /// {@return what of this system's screens can be captured now, the whole screen first; without titles of
    /// windows on Windows and macOS}
    public static List<Seen> list() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows") || system.startsWith("mac")) {
            return List.of(new Seen(new ScreenTarget.Display(null, null), "Whole screen", 0, 0));
        }
        return X11ScreenSource.list(System.getenv());
    }

    /// {@return how often a second the screen is drawn anew; empty where that is not known, as on systems without
    /// X11}
    public static OptionalInt refreshHertz(ScreenTarget target) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows") || system.startsWith("mac")) {
            return OptionalInt.empty();
        }
        return X11ScreenSource.refreshHertz(target, System.getenv());
    }

    static Source windows(ScreenTarget target, Rational rate, FramePool pool) {
        Map<String, String> options = new HashMap<>(Map.of("framerate", rate.toString(), "draw_mouse", "1"));
        String input = switch (target) {
            case ScreenTarget.Display display -> {
                region(options, display.region());
                yield "desktop";
            }
            case ScreenTarget.Window window -> "title=" + window.window();
        };
        return new GrabSource(target.label(), "gdigrab", input, options, pool);
    }

    private static void region(Map<String, String> options, @Nullable Region region) {
        if (region != null) {
            options.put("offset_x", Integer.toString(region.x()));
            options.put("offset_y", Integer.toString(region.y()));
            options.put("video_size", region.width() + "x" + region.height());
        }
    }

    static Source mac(ScreenTarget target, Rational rate, FramePool pool) {
        if (!(target instanceof ScreenTarget.Display display) || display.region() != null) {
            throw new IllegalArgumentException(
                    target.label() + ": cannot be captured on macOS (expected: a whole screen, screen or screen:1)");
        }
        String id = display.display() == null ? "0" : display.display().replace(":", "");
        Map<String, String> options =
                Map.of("framerate", rate.toString(), "capture_cursor", "1", "pixel_format", "bgr0");
        return new GrabSource(target.label(), "avfoundation", "Capture screen " + id + ":none", options, pool);
    }
}
