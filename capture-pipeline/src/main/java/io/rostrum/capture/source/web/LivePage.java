package io.rostrum.capture.source.web;

import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A web page that can be changed, loaded anew and used while its source shows it. It outlives the
/// source, which is made anew from it after a loss. Thread-safe.
public final class LivePage {
    private final Chromium browser;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private PageSettings wanted;
    private boolean seen = true;
    private int appearances;
    private int reloads;
    private long version;
    private volatile @Nullable Tab tab;

    /// What is asked for.
    ///
    /// @param seen        whether any scene that somebody looks at shows it
    /// @param appearances how often that began
    /// @param reloads     how often it was to be loaded anew
    /// @param version     grows with each wish
    record Wish(PageSettings settings, boolean seen, int appearances, int reloads, long version) {
        /// {@return whether the page is to be closed for now}
        boolean resting() {
            return settings.rests() && !seen;
        }
    }

    /// A page that is seen.
    ///
    /// @param browser draws it; borrowed
    public LivePage(PageSettings first, Chromium browser) {
        this.wanted = first;
        this.browser = browser;
    }

    /// {@return a source that shows it; one at a time}
    public Source source(String name, FramePool pool) {
        return new WebPageSource(name, this, browser, pool);
    }

    /// Shows another page, or the same in another way.
    public void show(PageSettings next) {
        lock.lock();
        try {
            if (!next.equals(wanted)) {
                wish(() -> wanted = next);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Somebody looks at a scene that shows it, or nobody does any more.
    public void seen(boolean now) {
        lock.lock();
        try {
            if (now != seen) {
                wish(() -> {
                    seen = now;
                    appearances += now ? 1 : 0;
                });
            }
        } finally {
            lock.unlock();
        }
    }

    /// Loads the page anew.
    public void reload() {
        wish(() -> reloads++);
    }

    /// Does to the page what somebody did with mouse or keyboard; nothing happens while it is not open.
    public void input(PageInput done) {
        Tab open = tab;
        if (open != null) {
            open.input(done);
        }
    }

    /// {@return what the page shows now, a PNG of its size; completes exceptionally with an
    /// [IOException] while it is not open}
    public CompletableFuture<byte[]> picture() {
        Tab open = tab;
        return open == null ? CompletableFuture.failedFuture(new IOException("the page is not open")) : open.picture();
    }

    private void wish(Runnable change) {
        lock.lock();
        try {
            change.run();
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Wish wish() {
        lock.lock();
        try {
            return new Wish(wanted, seen, appearances, reloads, version);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for another wish than the one of `known`.
    void await(long known) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (version == known) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for another wish than the one of `known`, for that long at most.
    ///
    /// @return whether there is one
    boolean await(long known, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (version == known && left > 0) {
                left = changed.awaitNanos(left);
            }
            return version != known;
        } finally {
            lock.unlock();
        }
    }

    /// @param open what is used by [#input] from now on; null for nothing
    void opened(@Nullable Tab open) {
        tab = open;
    }
}
