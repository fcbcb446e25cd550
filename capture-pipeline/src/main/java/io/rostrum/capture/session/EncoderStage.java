package io.rostrum.capture.session;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderChoice;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The encoder's thread, the queue before it, and who goes on when the encoder fails.
///
/// The queue holds [#QUEUED_FRAMES] pictures, a fifth of a second at 30 fps; when it is full the newest programme
/// picture is refused, so that the encoder never falls further behind.
///
/// An encoder that fails, or keeps a picture for too long while more are made, is given up for the rest of the
/// broadcast: the next one goes on with the pictures that wait, on a thread of its own, and begins with a key
/// frame. A thread that hangs in its encoder is left alone; what it may still give is thrown away, and it frees
/// its encoder should it come back.
final class EncoderStage implements ProgrammeSink, AutoCloseable {
    static final int QUEUED_FRAMES = 6;

    private static final Logger log = LoggerFactory.getLogger(EncoderStage.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /// Of the time between two looks at an encoder, so much counts as its silence.
    private static final long COUNTED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long IDLE = -1;

    private sealed interface Work {
        record Picture(VideoFrame frame, PacketStamps stamps) implements Work {}

        record Stop() implements Work {}
    }

    private final VideoEncoders encoders;
    private final EncoderRun.Opening opening;
    private final PacketSink output;
    private final Consumer<Throwable> failed;
    private final EncoderChoice choice;
    private final StallWatch watch;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUED_FRAMES + 1);
    private final AtomicLong encoded = new AtomicLong();
    private final AtomicReference<@Nullable EncoderRun> asked = new AtomicReference<>();
    private final AtomicBoolean keyFrameAsked = new AtomicBoolean();
    private volatile VideoSettings settings;
    private volatile boolean stopping;

    /// Guards what follows, and is held while a packet is given away.
    private final Object turn = new Object();

    private final List<EncoderState.Left> left = new ArrayList<>();
    private EncoderRun current;
    private boolean over;
    private boolean exhausted;
    private long steps;
    private long step = IDLE;
    private long lost;
    private @Nullable Thread thread;

    /// Opens the encoder; it encodes once this is started. The first time in a process this may take seconds.
    ///
    /// @param wanted [VideoEncoders#AUTO] or the name of one
    /// @param output takes the packets, on one thread at a time
    /// @param failed told once when no encoder is left to go on with
    /// @throws EncoderException if the wanted one does not open, or none of all
    @SuppressWarnings("MustBeClosedChecker") // closed by the run that opened it
    EncoderStage(
            String wanted,
            VideoSettings settings,
            VideoEncoders encoders,
            MediaClock clock,
            PacketPool packets,
            PacketSink output,
            Consumer<Throwable> failed)
            throws EncoderException {
        this.settings = settings;
        this.encoders = encoders;
        this.opening = (name, with, sink) -> this.encoders.open(name, with, clock, packets, sink);
        this.output = output;
        this.failed = failed;
        this.choice = new EncoderChoice(encoders::candidates);
        this.watch =
                new StallWatch(Math.max(COUNTED_NANOS, 3 * settings.frameRate().nanosOfTick(1)));
        encoders.prepare();
        this.current = wanted.equals(VideoEncoders.AUTO) ? openBest() : open(wanted);
    }

    private EncoderRun openBest() throws EncoderException {
        EncoderException last = new EncoderException(
                "video encoder: none works here (expected: x264 at least); rostrum doctor says why");
        for (Optional<String> next = choice.next(); next.isPresent(); next = choice.next()) {
            try {
                return open(next.get());
            } catch (EncoderException e) {
                choice.failed(next.get());
                left.add(new EncoderState.Left(next.get(), words(e)));
                last = e;
            }
        }
        throw last;
    }

    private EncoderRun open(String name) throws EncoderException {
        EncoderRun run = newRun(name);
        run.open(opening);
        return run;
    }

    private EncoderRun newRun(String name) {
        return new EncoderRun(name, !encoders.software(name), settings, this::give);
    }

    void start() {
        synchronized (turn) {
            start(current);
        }
    }

    private void start(EncoderRun run) {
        thread = Thread.ofPlatform().name("rostrum-video-encoder").daemon().start(() -> work(run));
    }

    /// Called on the compositor's thread only.
    @Override
    public boolean frame(VideoFrame frame, PacketStamps stamps) {
        lookForStall();
        if (stopping || queue.size() >= QUEUED_FRAMES || !queue.offer(new Work.Picture(frame, stamps))) {
            frame.close();
            return false;
        }
        return true;
    }

    private void lookForStall() {
        synchronized (turn) {
            if (!stopping && watch.look(System.nanoTime(), step) > current.patienceNanos()) {
                giveUp(
                        current,
                        new EncoderException("encoder " + current.name() + " failed: it did not answer for "
                                + TimeUnit.NANOSECONDS.toMillis(current.patienceNanos()) + " ms"));
            }
        }
    }

    /// Goes over to another encoder while the broadcast runs, at the next picture.
    ///
    /// @throws EncoderException if it does not open; the one that runs goes on
    void encoder(String name) throws EncoderException {
        EncoderRun before = asked.getAndSet(open(name));
        if (before != null) {
            before.close();
        }
        if (stopping) {
            closeAsked();
        }
    }

    /// Aims at another bit rate from the next picture on. An encoder that cannot do that while it runs is opened
    /// anew.
    ///
    /// @throws IllegalArgumentException for a rate that [VideoSettings] does not take
    void bitRate(int bitsPerSecond) {
        settings = settings.withBitRate(bitsPerSecond);
    }

    /// Makes a key frame of the next picture, for somebody who can only begin with one.
    void keyFrame() {
        keyFrameAsked.set(true);
    }

    long encoded() {
        return encoded.get();
    }

    double encodeMillis() {
        synchronized (turn) {
            return current.meanNanos() / 1e6;
        }
    }

    EncoderState state() {
        synchronized (turn) {
            return new EncoderState(exhausted ? "" : current.name(), current.bitsPerSecond(), lost, List.copyOf(left));
        }
    }

    private void give(EncoderRun from, Packet packet) {
        synchronized (turn) {
            if (over || current != from) {
                packet.close();
            } else {
                output.accept(packet);
            }
        }
    }

    /// Something begins that may take too long.
    ///
    /// @return whether it is still this encoder's turn; then it stays so at least as long as it answers
    private boolean begin(EncoderRun run) {
        synchronized (turn) {
            step = current == run ? steps++ : step;
            return current == run && !over;
        }
    }

    /// {@return whether it is still this encoder's turn}
    private boolean end(EncoderRun run) {
        synchronized (turn) {
            step = current == run ? IDLE : step;
            return current == run && !over;
        }
    }

    private void work(EncoderRun first) {
        EncoderRun run = first;
        try {
            if (!run.isOpen()) {
                begin(run);
                run.open(opening);
                if (!end(run)) {
                    return;
                }
            }
            while (queue.take() instanceof Work.Picture(VideoFrame frame, PacketStamps stamps)) {
                if (begin(run)) {
                    run = asAsked(run);
                }
                if (!begin(run)) {
                    frame.close();
                    return;
                }
                if (keyFrameAsked.getAndSet(false)) {
                    run.keyFrameNext();
                }
                run.encode(frame, stamps);
                encoded.incrementAndGet();
                if (!end(run)) {
                    return;
                }
            }
            begin(run);
            run.flush();
            end(run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            giveUp(run, e);
        } finally {
            run.close();
        }
    }

    /// {@return the encoder for the next picture: this one, or one that was asked for meanwhile}
    private EncoderRun asAsked(EncoderRun run) {
        EncoderRun other = asked.getAndSet(null);
        if (other != null) {
            return replace(run, other);
        }
        int bitsPerSecond = settings.bitsPerSecond();
        if (bitsPerSecond == run.bitsPerSecond() || run.changeBitRate(bitsPerSecond)) {
            return run;
        }
        EncoderRun next;
        run.openingAnother(true);
        try {
            next = open(run.name());
        } catch (EncoderException e) {
            log.warn("[encoder] the bit rate stays as it was: {}", e.getMessage());
            settings = settings.withBitRate(run.bitsPerSecond());
            return run;
        } finally {
            begin(run); // what follows is another step, of which no time has passed
            run.openingAnother(false);
        }
        return replace(run, next);
    }

    private EncoderRun replace(EncoderRun before, EncoderRun next) {
        try (before) {
            before.flush();
        } catch (EncoderException e) {
            log.info("[encoder] {} is left with pictures inside: {}", before.name(), e.getMessage());
        }
        synchronized (turn) {
            if (over || current != before) {
                next.close();
                return before;
            }
            lost += before.inside();
            current = next;
            return next;
        }
    }

    private void giveUp(EncoderRun run, Throwable cause) {
        synchronized (turn) {
            if (over || current != run) {
                return;
            }
            step = IDLE;
            lost += run.inside();
            left.add(new EncoderState.Left(run.name(), words(cause)));
            choice.failed(run.name());
            Optional<String> next = stopping || cause instanceof VirtualMachineError ? Optional.empty() : choice.next();
            if (next.isEmpty()) {
                stopping = true;
                over = true;
                exhausted = true;
                failed.accept(cause);
                drain();
                return;
            }
            if (cause instanceof EncoderException) {
                log.info("[encoder] {} takes over: {}", next.get(), cause.getMessage());
            } else {
                log.error("[encoder] {} takes over because of a defect with {}", next.get(), run.name(), cause);
            }
            current = newRun(next.get());
            start(current);
        }
    }

    private static String words(Throwable cause) {
        return cause instanceof EncoderException ? String.valueOf(cause.getMessage()) : "a mistake in this program";
    }

    private void drain() {
        Work waiting = queue.poll();
        while (waiting != null) {
            if (waiting instanceof Work.Picture picture) {
                picture.frame().close();
            }
            waiting = queue.poll();
        }
    }

    /// Encodes what is queued, flushes the encoder and ends. The compositor must have been closed before. Idempotent.
    @Override
    public void close() {
        stopping = true;
        Thread running;
        synchronized (turn) {
            running = thread;
        }
        if (running == null) {
            current.close();
        } else {
            end(running);
        }
        closeAsked();
    }

    private void closeAsked() {
        EncoderRun unused = asked.getAndSet(null);
        if (unused != null) {
            unused.close();
        }
    }

    private void end(Thread running) {
        try {
            if (running.isAlive() && !queue.offer(new Work.Stop(), STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                running.interrupt();
            }
            if (!running.join(STOP_WITHIN)) {
                log.warn("[encoder] thread {} did not end within {} s", running.getName(), STOP_WITHIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (turn) {
            over = true;
        }
        drain();
    }
}
