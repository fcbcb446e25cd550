package io.rostrum.capture.source.screen;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CaptureThread;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.screen.X11Connection.Refused;
import io.rostrum.capture.source.screen.X11Server.Cursor;
import io.rostrum.capture.source.screen.X11Server.Damaged;
import io.rostrum.capture.source.screen.X11Server.Event;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A screen, a part of one, or a window of an X server.
///
/// The server tells when something was painted (DAMAGE); the picture is taken once the painting has paused for
/// a moment, so that a picture that a program paints in several steps is not cut in two and none of a steady
/// rate is missed or seen twice. Nothing is copied while nothing changes. The mouse cursor is drawn where it
/// is. A window keeps being seen while others cover it, follows its size, keeps its last picture while it is
/// hidden, and is lost when it is closed.
public final class X11ScreenSource implements Source {
    private static final Logger log = LoggerFactory.getLogger(X11ScreenSource.class);
    /// Painting that pauses for this long is taken for finished.
    private static final long PAUSE_NANOS = 2_000_000L;
    /// Painting that never pauses is taken as it is after this part of a frame's time.
    private static final double LONGEST_WAIT_FRAMES = 0.3;
    /// Two pictures are at least this part of a frame's time apart.
    private static final double SHORTEST_GAP_FRAMES = 0.7;
    /// Pictures refused one after the other before the source counts as lost: two seconds of them.
    private static final int MOST_REFUSALS = 60;

    private final ScreenTarget target;
    private final long frameNanos;
    private final FramePool pool;
    private final Map<String, String> environment;
    private @Nullable CaptureThread thread;

    /// @param rate        the most frames a second worth taking
    /// @param environment has DISPLAY and XAUTHORITY, or HOME
    public X11ScreenSource(ScreenTarget target, Rational rate, FramePool pool, Map<String, String> environment) {
        this.target = target;
        this.frameNanos = rate.nanosOfTick(1);
        this.pool = pool;
        this.environment = environment;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public String name() {
        return target.label();
    }

    @Override
    public void start(MediaClock clock, FrameSink sink) throws DeviceException {
        X11Address address = address(target.display(), environment);
        X11Server server = connect(address, environment);
        try {
            if (!server.setup().bgrx()) {
                throw new DeviceException(
                        Reason.FORMAT_NOT_SUPPORTED,
                        "display " + address + " has pixels of "
                                + server.setup().depth() + " bits; start it with a depth of 24");
            }
            X11Drawable drawable = new X11Drawable(server, target);
            int watch = server.watchDamage(drawable.window());
            Loop loop = new Loop(server, drawable, watch, new X11Picture(server, pool, address.local()), clock, sink);
            thread = CaptureThread.start(name(), loop::run, sink::lost);
        } catch (DeviceException e) {
            server.close();
            throw e;
        } catch (IOException e) {
            server.close();
            throw new DeviceException(Reason.LOST, name() + " cannot be captured: " + e.getMessage(), e);
        }
    }

    /// A screen or window that can be captured now.
    ///
    /// @param target what to capture
    /// @param name   shown to people
    /// @param width  pixels
    /// @param height pixels
    public record Seen(ScreenTarget target, String name, int width, int height) {}

    /// {@return the default display and its titled windows; empty where there is no display}
    ///
    /// @param environment has DISPLAY and XAUTHORITY, or HOME
    public static List<Seen> list(Map<String, String> environment) {
        List<Seen> seen = new ArrayList<>();
        try (X11Server server = connect(address(null, environment), environment)) {
            X11Setup setup = server.setup();
            seen.add(new Seen(new ScreenTarget.Display(null, null), "Whole screen", setup.width(), setup.height()));
            for (X11Server.Titled window : server.titledWindows()) {
                seen.add(new Seen(
                        new ScreenTarget.Window(null, window.title()),
                        window.title(),
                        window.width(),
                        window.height()));
            }
        } catch (IOException e) {
            log.debug("[screens] not listed: {}", e.getMessage());
        }
        return seen;
    }

    /// {@return how often a second the screen is drawn anew; empty where the display does not say, or is not there}
    ///
    /// @param environment has DISPLAY and XAUTHORITY, or HOME
    public static OptionalInt refreshHertz(ScreenTarget target, Map<String, String> environment) {
        try (X11Server server = connect(address(target.display(), environment), environment)) {
            int hertz = server.refreshHertz();
            return hertz == 0 ? OptionalInt.empty() : OptionalInt.of(hertz);
        } catch (IOException e) {
            return OptionalInt.empty(); // starting tells what is wrong with the display
        }
    }

    private static X11Address address(@Nullable String wanted, Map<String, String> environment) throws DeviceException {
        String display = wanted == null ? environment.getOrDefault("DISPLAY", "") : wanted;
        if (display.isEmpty()) {
            throw new DeviceException(
                    Reason.NOT_FOUND, "there is no display here; set DISPLAY or name one, as in screen::0");
        }
        try {
            return X11Address.parse(display);
        } catch (IllegalArgumentException e) {
            throw new DeviceException(
                    Reason.NOT_FOUND, "display " + display + " is no name of a display; write it like :0 or :0.0", e);
        }
    }

    private static X11Server connect(X11Address address, Map<String, String> environment) throws DeviceException {
        X11Connection connection = null;
        try {
            connection = new X11Connection(address, address.cookie(authority(environment)));
            return new X11Server(connection);
        } catch (IOException e) {
            if (connection != null) {
                connection.close();
            }
            boolean nobody = e instanceof ConnectException
                    || e instanceof java.net.SocketException
                    || e instanceof java.net.UnknownHostException;
            throw nobody
                    ? new DeviceException(
                            Reason.NOT_FOUND,
                            "display " + address + " is not there; start it or choose another with screen:ID",
                            e)
                    : new DeviceException(
                            Reason.PERMISSION_DENIED,
                            "display " + address + " lets nobody in (" + e.getMessage()
                                    + "); set XAUTHORITY to its authority file",
                            e);
        }
    }

    private static Path authority(Map<String, String> environment) {
        String named = environment.get("XAUTHORITY");
        return named != null ? Path.of(named) : Path.of(environment.getOrDefault("HOME", ""), ".Xauthority");
    }

    @Override
    public void close() {
        CaptureThread running = thread;
        if (running != null) {
            running.close();
        }
    }

    /// What the capture thread does from start to end.
    private final class Loop {
        private final X11Server server;
        private final X11Drawable drawable;
        private final int watch;
        private final X11Picture picture;
        private final MediaClock clock;
        private final FrameSink sink;
        private @Nullable VideoFrame last;
        private @Nullable Cursor cursor;
        private boolean painted = true;
        private int refusals;
        private long lastCapture = System.nanoTime() - frameNanos;
        private long lastLook = lastCapture;

        Loop(X11Server server, X11Drawable drawable, int watch, X11Picture picture, MediaClock clock, FrameSink sink) {
            this.server = server;
            this.drawable = drawable;
            this.watch = watch;
            this.picture = picture;
            this.clock = clock;
            this.sink = sink;
        }

        void run() {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    awaitPainting();
                    capture();
                }
            } catch (ClosedByInterruptException e) {
                Thread.currentThread().interrupt();
            } catch (DeviceException e) {
                sink.lost(e);
            } catch (IOException e) {
                if (!Thread.currentThread().isInterrupted()) {
                    sink.lost(new DeviceException(Reason.LOST, name() + " is gone: " + e.getMessage(), e));
                }
            } finally {
                release();
            }
        }

        private void release() {
            if (last != null) {
                last.close();
            }
            try (server) {
                picture.close();
            } catch (IOException e) {
                // the connection is gone, and with it what the server held
                last = null;
            }
        }

        /// Returns when something was painted and has paused, when the cursor is due to be looked at, or when
        /// the last picture is to be repeated.
        private void awaitPainting() throws IOException {
            long now = System.nanoTime();
            long earliest = lastCapture + (long) (SHORTEST_GAP_FRAMES * frameNanos);
            long poll = lastLook + frameNanos;
            long latest = Long.MAX_VALUE;
            while (!Thread.currentThread().isInterrupted()) {
                long until = painted ? Math.max(earliest, Math.min(latest, now + PAUSE_NANOS)) : poll;
                Event event = server.event(Math.max(0, until - now));
                now = System.nanoTime();
                if (event == null) {
                    if (now >= until) {
                        return;
                    }
                    continue;
                }
                drawable.note(event);
                if (event instanceof Damaged) {
                    if (!painted) {
                        painted = true;
                        latest = now + (long) (LONGEST_WAIT_FRAMES * frameNanos);
                    }
                    server.forgetDamage(watch);
                }
                if (painted && now >= Math.max(earliest, latest)) {
                    return;
                }
            }
        }

        private void capture() throws IOException {
            Cursor was = cursor;
            cursor = server.cursor();
            boolean cursorMoved = !sameCursor(was, cursor);
            boolean due = painted || watch == 0 || cursorMoved;
            long now = clock.nanoTime();
            lastLook = System.nanoTime();
            VideoFrame shown = last;
            if (!drawable.visible() || !due) {
                if (shown != null && now - shown.ptsNanos() >= REPEAT_AT_LEAST.toNanos() / 2) {
                    give(shown.withPts(now));
                }
                return;
            }
            painted = false;
            lastCapture = lastLook;
            drawable.refresh();
            try {
                VideoFrame frame = picture.grab(drawable.pixels(), drawable.x(), drawable.y(), drawable.size(), now);
                if (cursor != null) {
                    X11Picture.draw(cursor, frame, drawable.left(), drawable.top());
                }
                if (shown != null) {
                    shown.close();
                }
                refusals = 0;
                give(frame);
            } catch (Refused e) {
                // resized or closed between the question and the answer: the events will say which
                drawable.doubt();
                painted = true;
                if (++refusals > MOST_REFUSALS) {
                    throw new DeviceException(
                            Reason.LOST, name() + " cannot be read; move it to where all of it is on the screen", e);
                }
            }
        }

        private void give(VideoFrame frame) {
            last = frame;
            sink.frame(frame.retain());
        }

        private static boolean sameCursor(@Nullable Cursor one, @Nullable Cursor other) {
            if (one == null || other == null) {
                return one == null && other == null;
            }
            return one.x() == other.x() && one.y() == other.y() && one.serial() == other.serial();
        }
    }
}
