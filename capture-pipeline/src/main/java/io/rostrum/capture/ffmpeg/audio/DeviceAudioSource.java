package io.rostrum.capture.ffmpeg.audio;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.source.ArrivalModel;
import io.rostrum.capture.audio.source.AudioDevice;
import io.rostrum.capture.audio.source.DeviceClock;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.capture.source.DeviceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A sound card, or the monitor of one, through libavdevice.
///
/// The capture thread looks every few milliseconds, so that closing never waits for a device that has stopped. A
/// block's time is that of its first sample at the microphone, or at the loudspeaker for a monitor: an [ArrivalModel]
/// estimates it and a [DeviceClock] takes the jitter out. Where the choice means another device after a while, as
/// "desktop sound" does when the user plugs in headphones, this one is lost, so that the other is opened.
final class DeviceAudioSource implements AudioSource {
    private static final Logger log = LoggerFactory.getLogger(DeviceAudioSource.class);
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = 5_000_000L;
    /// From one question for the device that is meant to the next.
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    /// Finds the device that is meant, among those there are now.
    @FunctionalInterface
    interface Choice {
        AudioDevice find() throws DeviceException;
    }

    private final String label;
    private final String server;
    private final Choice choice;
    private final boolean follows;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile @Nullable AudioDevice meantNow;
    private @Nullable Thread thread;

    /// @param label  what this is called until the device is known
    /// @param server address of the PulseAudio server; empty for the environment's
    /// @param follows whether `choice` may mean another device after a while
    DeviceAudioSource(String label, String server, Choice choice, boolean follows) {
        this.label = label;
        this.server = server;
        this.choice = choice;
        this.follows = follows;
    }

    @Override
    public String name() {
        return label;
    }

    @Override
    public void start(MediaClock clock, AudioSink sink) throws DeviceException {
        if (thread != null) {
            throw new IllegalStateException(name() + ": started twice");
        }
        AudioDevice device = choice.find();
        thread = Thread.ofPlatform().name("rostrum-audio-capture").daemon().start(() -> run(device, clock, sink));
        try {
            opened.get(OPEN_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw DeviceErrors.of(device, e);
        } catch (TimeoutException e) {
            closed = true;
            throw new DeviceException(
                    DeviceException.Reason.BUSY,
                    "audio device " + device.id() + ": no answer for " + OPEN_WITHIN.toSeconds()
                            + " s (expected: the sound system opens it); restart the sound system",
                    e);
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    private void run(AudioDevice device, MediaClock clock, AudioSink sink) {
        try (DeviceReader reader = new DeviceReader(device, server);
                SoundConverter converter = reader.converter()) {
            opened.complete(null);
            log.info("[audio {}] open: {}, {}", label, device.name(), reader.format());
            if (follows) {
                Thread.ofVirtual().name("audio-choice-" + label).start(() -> askAgain(device));
            }
            capture(reader, converter, clock, sink);
            AudioDevice other = meantNow;
            if (other != null && !closed) {
                sink.lost(new DeviceException(
                        DeviceException.Reason.LOST,
                        label + " is " + other.name() + " from now on; it is opened instead"));
            }
        } catch (AvError e) {
            if (!opened.completeExceptionally(e) && !closed) {
                sink.lost(new DeviceException(
                        DeviceException.Reason.LOST,
                        "audio device " + device.id() + " is gone (expected: it stays plugged in and its server runs)",
                        e));
            }
        } catch (RuntimeException e) {
            log.error("[audio {}] ended by a defect", label, e);
            if (!opened.completeExceptionally(e) && !closed) {
                sink.lost(new DeviceException(
                        DeviceException.Reason.LOST,
                        "audio device " + device.id()
                                + " stopped because of a mistake in this program; please report the log",
                        e));
            }
        } finally {
            over.countDown();
        }
    }

    /// Notes it when the choice has become another device. That there is none is for the capture to notice.
    private void askAgain(AudioDevice opened) {
        try {
            while (!over.await(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    AudioDevice now = choice.find();
                    if (!now.id().equals(opened.id())) {
                        meantNow = now;
                        return;
                    }
                } catch (DeviceException e) {
                    log.debug("[audio {}] {}", label, e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void capture(DeviceReader reader, SoundConverter converter, MediaClock clock, AudioSink sink)
            throws AvError {
        ArrivalModel arrivals = new ArrivalModel(reader.sampleRate());
        DeviceClock deviceClock = new DeviceClock(reader.sampleRate());
        while (!closed && meantNow == null) {
            if (!reader.read(clock)) {
                LockSupport.parkNanos(this, LOOK_NANOS);
                continue;
            }
            long delayNanos = converter.delayNanos();
            long observedNanos = arrivals.captureTime(reader.frames(), reader.arrivalNanos(), reader.lagNanos());
            long capturedNanos = deviceClock.timeOfBlock(reader.frames(), observedNanos);
            float[] samples = converter.convert(reader.planes(), reader.frames());
            if (samples.length > 0) {
                sink.block(new AudioBlock(capturedNanos - delayNanos, samples));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running == null || running.equals(Thread.currentThread())) {
            return;
        }
        LockSupport.unpark(running);
        try {
            if (!running.join(STOP_WITHIN)) {
                log.warn("[audio {}] capture thread did not end within {} s", name(), STOP_WITHIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
