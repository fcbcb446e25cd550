package io.rostrum.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A window that shows the machine-readable picture at an exact 30 frames per second; run as a programme of its own.
///
/// Arguments: `X Y SECONDS [motion] [beep]`. The display is `DISPLAY`; with `beep` the sound of each second goes
/// through `pacat` to `PULSE_SERVER` (started with the first frame; its latency is the sound server's, so it is a
/// signal, not a reference for synchronisation). Prints `ready` when it paints steadily, half a second without a frame
/// missed, and at the end `painted N missed M`. A frame is missed when its moment passed before it could be painted;
/// the counter then jumps, so that a
/// reader sees the gap for what it is.
public final class CounterWindow {
    /// What its title bar would say.
    public static final String TITLE = "Rostrum counter window";

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int FRAMES_PER_SECOND = 30;
    private static final int FLASH_FRAMES = 2;
    private static final int STEADY_FRAMES = 15;
    private static final int FULL_PAINT_EVERY = 5 * FRAMES_PER_SECOND;

    private CounterWindow() {}

    public static void main(String[] arguments) throws IOException {
        int x = Integer.parseInt(arguments[0]);
        int y = Integer.parseInt(arguments[1]);
        long frames = Long.parseLong(arguments[2]) * FRAMES_PER_SECOND;
        boolean motion = java.util.List.of(arguments).contains("motion");
        boolean beep = java.util.List.of(arguments).contains("beep");
        try (Arena arena = Arena.ofConfined();
                X11Window window = X11Window.open(TITLE, x, y, WIDTH, HEIGHT)) {
            MemorySegment pixels = arena.allocate((long) WIDTH * HEIGHT * 4, 64);
            TestPicture picture = new TestPicture(WIDTH, HEIGHT, motion, pixels);
            window.use(pixels);
            run(window, picture, frames, beep);
        }
    }

    private static void run(X11Window window, TestPicture picture, long frames, boolean beep) {
        long start = System.nanoTime();
        long painted = 0;
        int inARow = 0;
        if (beep) {
            Thread.ofPlatform().name("beep").daemon().start(CounterWindow::beep);
        }
        for (long frame = 0; frame < frames; frame++) {
            long due = start + TimeUnit.SECONDS.toNanos(frame) / FRAMES_PER_SECOND;
            waitUntil(due);
            long late = System.nanoTime() - due;
            if (late >= TimeUnit.SECONDS.toNanos(1) / FRAMES_PER_SECOND) {
                inARow = 0;
                continue;
            }
            picture.paint(frame, System.currentTimeMillis(), frame % FRAMES_PER_SECOND < FLASH_FRAMES);
            if (painted % FULL_PAINT_EVERY == 0) {
                window.put(0, 0, WIDTH, HEIGHT);
            } else {
                window.put(0, HEIGHT / 16, WIDTH, HEIGHT * 3 / 16);
                window.put(0, HEIGHT * 12 / 16, WIDTH, HEIGHT * 3 / 16);
            }
            window.show();
            window.sync();
            painted++;
            if (++inARow == STEADY_FRAMES) {
                System.out.println("ready");
            }
        }
        System.out.println("painted " + painted + " missed " + (frames - painted));
    }

    private static void waitUntil(long dueNanos) {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// Feeds the sound server, which takes samples at its own pace and blocks this thread in between.
    private static void beep() {
        ProcessBuilder builder = new ProcessBuilder(
                        "pacat", "--playback", "--rate=48000", "--channels=1", "--format=s16le", "--latency-msec=20")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        byte[] second = TestSound.second();
        try {
            Process pacat = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(pacat::destroy));
            try (var out = pacat.getOutputStream()) {
                while (pacat.isAlive()) {
                    out.write(second);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
