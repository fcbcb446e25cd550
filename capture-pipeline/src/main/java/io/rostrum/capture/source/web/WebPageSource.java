package io.rostrum.capture.source.web;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CaptureThread;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.web.LivePage.Wish;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureDecoder;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows a [LivePage]: one thread opens and closes the page, and another one reads its pictures and
/// repeats the newest as [Source#REPEAT_AT_LEAST] asks. A picture is acknowledged when the next one may
/// come, so that the browser makes no more of them than are wanted.
final class WebPageSource implements Source {
    private static final Logger log = LoggerFactory.getLogger(WebPageSource.class);
    /// How long a page that nobody sees goes on before it rests: longer than most transitions to another
    /// scene.
    private static final Duration REST_AFTER = Duration.ofSeconds(3);

    private static final int CLEAR = 0;

    private final String name;
    private final LivePage live;
    private final Chromium browser;
    private final FramePool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private @Nullable Arrived newest;
    /// What is to be shown while the page rests.
    private @Nullable PictureSize nothing;
    private @Nullable DeviceException trouble;
    private long periodNanos;
    private @Nullable CaptureThread keeper;
    private @Nullable CaptureThread giver;

    /// A picture that was not looked at.
    ///
    /// @param png in Base64
    private record Arrived(Tab tab, String png, int number) {}

    WebPageSource(String name, LivePage live, Chromium browser, FramePool pool) {
        this.name = name;
        this.live = live;
        this.browser = browser;
        this.pool = pool;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean overlay() {
        return true;
    }

    @Override
    public void start(MediaClock clock, FrameSink sink) throws DeviceException {
        Wish first = live.wish();
        Tab tab = first.resting() ? null : open(first);
        if (tab == null) {
            rest(first);
        }
        keeper = CaptureThread.start(name + " page", () -> keep(first, tab), sink::lost);
        giver = CaptureThread.start(name, () -> give(clock, sink), sink::lost);
    }

    // --- the keeper's thread ----------------------------------------------------------------------------------------

    private Tab open(Wish wish) throws DeviceException {
        lock.lock();
        try {
            periodNanos = wish.settings().frameRate().nanosOfTick(1);
        } finally {
            lock.unlock();
        }
        Arrivals arrivals = new Arrivals();
        Tab tab = browser.open(wish.settings(), arrivals);
        arrivals.of(tab);
        live.opened(tab);
        tab.show(wish.seen());
        return tab;
    }

    private void keep(Wish first, @Nullable Tab opened) {
        Wish done = first;
        Tab tab = opened;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                live.await(done.version());
                Wish wish = live.wish();
                if (!wish.seen() && tab != null && live.await(wish.version(), REST_AFTER)) {
                    continue;
                }
                boolean other = !wish.settings().equals(done.settings());
                if (tab != null && (other || wish.resting())) {
                    close(tab);
                    tab = null;
                }
                if (wish.resting()) {
                    rest(wish);
                } else if (tab == null) {
                    tab = open(wish);
                } else {
                    follow(tab, wish, done);
                }
                done = wish;
            }
        } catch (DeviceException e) {
            lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (tab != null) {
                close(tab);
            }
        }
    }

    private static void follow(Tab tab, Wish wish, Wish before) {
        boolean appears = wish.appearances() != before.appearances();
        if (wish.reloads() != before.reloads() || (appears && wish.settings().renews())) {
            tab.reload();
        }
        tab.show(wish.seen());
    }

    private void close(Tab tab) {
        live.opened(null);
        browser.close(tab);
    }

    private void rest(Wish wish) {
        lock.lock();
        try {
            newest = null;
            nothing = wish.settings().size();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // --- the connection's thread ------------------------------------------------------------------------------------

    /// Takes what a page gives. Pictures begin when the page is shown, which is after it is known here.
    private final class Arrivals implements Tab.Viewer {
        private volatile @Nullable Tab tab;

        void of(Tab opened) {
            tab = opened;
        }

        @Override
        public void picture(String png, int number) {
            Tab from = tab;
            if (from == null) {
                return;
            }
            Arrived late;
            lock.lock();
            try {
                late = newest;
                newest = new Arrived(from, png, number);
                nothing = null;
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
            if (late != null) {
                late.tab().acknowledge(late.number());
            }
        }

        @Override
        public void lost(DeviceException why) {
            WebPageSource.this.lost(why);
        }
    }

    private void lost(DeviceException why) {
        lock.lock();
        try {
            if (trouble == null) {
                trouble = why;
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // --- the giver's thread -----------------------------------------------------------------------------------------

    /// What was taken from the other threads.
    private record Taken(
            @Nullable Arrived picture, @Nullable PictureSize nothing, long periodNanos) {}

    private void give(MediaClock clock, FrameSink sink) {
        @Nullable VideoFrame shown = null;
        Deque<Arrived> unacknowledged = new ArrayDeque<>();
        long dueNanos = clock.nanoTime();
        long last = Long.MIN_VALUE;
        try (PictureDecoder decoder = new PictureDecoder();
                Canvas canvas = new Canvas()) {
            while (!Thread.currentThread().isInterrupted()) {
                long now = clock.nanoTime();
                if (!unacknowledged.isEmpty() && now >= dueNanos) {
                    Arrived done = unacknowledged.removeFirst();
                    done.tab().acknowledge(done.number());
                    dueNanos = now;
                }
                long untilRepeated = last == Long.MIN_VALUE
                        ? REPEAT_AT_LEAST.toNanos() / 2
                        : last + REPEAT_AT_LEAST.toNanos() / 2 - now;
                Taken taken = take(unacknowledged.isEmpty() ? untilRepeated : Math.min(untilRepeated, dueNanos - now));
                @Nullable VideoFrame fresh = null;
                if (taken.picture() != null) {
                    fresh = decode(decoder, taken.picture());
                    dueNanos = Math.max(dueNanos + taken.periodNanos(), clock.nanoTime());
                    unacknowledged.add(taken.picture());
                } else if (taken.nothing() != null) {
                    fresh = pool.take(taken.nothing(), 0, /* opaque= */ false);
                    canvas.fill(fresh, CLEAR);
                }
                if (fresh != null) {
                    if (shown != null) {
                        shown.close();
                    }
                    shown = fresh;
                }
                boolean due = last == Long.MIN_VALUE || clock.nanoTime() >= last + REPEAT_AT_LEAST.toNanos() / 2;
                if (shown != null && (fresh != null || due)) {
                    last = Math.max(last + 1, clock.nanoTime());
                    VideoFrame copy = shown.retain();
                    sink.frame(copy.withPts(last));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DeviceException e) {
            sink.lost(e);
        } finally {
            if (shown != null) {
                shown.close();
            }
        }
    }

    /// Waits for something to show, or to do.
    ///
    /// @throws DeviceException if the page is gone
    private Taken take(long mostNanos) throws InterruptedException, DeviceException {
        lock.lockInterruptibly();
        try {
            long left = mostNanos;
            while (newest == null && nothing == null && trouble == null && left > 0) {
                left = arrived.awaitNanos(left);
            }
            if (trouble != null) {
                throw trouble;
            }
            Taken taken = new Taken(newest, nothing, periodNanos);
            newest = null;
            nothing = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Chromium writes the colours of a screencast as it has them, multiplied by their alpha.
    private @Nullable VideoFrame decode(PictureDecoder decoder, Arrived picture) throws DeviceException {
        try {
            return decoder.decode(pool, Base64.getDecoder().decode(picture.png()), /* premultiplied= */ true, 0);
        } catch (IOException | IllegalArgumentException e) {
            log.warn("[source {}] the browser gave a picture that cannot be read: {}", name, e.getMessage());
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "the browser gives pictures that cannot be read; install a newer one",
                    e);
        }
    }

    @Override
    public void close() {
        if (keeper != null) {
            keeper.close();
        }
        if (giver != null) {
            giver.close();
        }
    }
}
