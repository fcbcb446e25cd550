package io.rostrum.push.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How the network behaves now. Thread-safe.
final class Line {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long latencyNanos;
    private long bytesPerSecond;
    private boolean stopped;

    void latency(Duration oneWay) {
        change(() -> latencyNanos = oneWay.toNanos());
    }

    void rate(long limit) {
        change(() -> bytesPerSecond = limit);
    }

    void stop() {
        change(() -> stopped = true);
    }

    void restore() {
        change(() -> {
            latencyNanos = 0;
            bytesPerSecond = 0;
            stopped = false;
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until bytes pass at all.
    void awaitPassing() throws InterruptedException {
        lock.lock();
        try {
            while (stopped) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until bytes that came at `arrivedNanos` may leave.
    void awaitDeparture(long arrivedNanos) throws InterruptedException {
        lock.lock();
        try {
            while (stopped || System.nanoTime() - arrivedNanos < latencyNanos) {
                if (stopped) {
                    changed.await();
                } else {
                    changed.awaitNanos(latencyNanos - (System.nanoTime() - arrivedNanos));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits as long as `bytes` take at the rate of now.
    void awaitTransfer(int bytes) throws InterruptedException {
        lock.lock();
        try {
            long begun = System.nanoTime();
            while (bytesPerSecond > 0) {
                long takes = TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
                long left = takes - (System.nanoTime() - begun);
                if (left <= 0) {
                    return;
                }
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
