package io.rostrum.capture.audio.mixer;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.filter.SoundFilterChain;
import io.rostrum.capture.audio.meter.AudioLevel;
import io.rostrum.capture.audio.meter.LevelListener;
import io.rostrum.capture.audio.meter.LoudnessMeter;
import io.rostrum.capture.clock.MediaClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mixes its inputs into blocks of 1024 frames, block *k* being exactly the sound of *k*·1024/48000 s on the
/// session's clock; a mix for each track ([TrackSet]) that somebody wants, all in step.
///
/// A block is mixed when its time plus the latency budget has passed, whatever is there by then: a stalled
/// input is silent and delays nobody. The budget is 80 ms, time for a sound card's buffer to arrive; an input
/// that is always later (a wireless headset) raises it, up to 400 ms, and it stays there. What is given away
/// later keeps its true time, so sound and picture stay together. An input that is moved to be heard earlier raises the
/// budget by as much at once. No block is ever left out: the number of
/// blocks is the clock's.
///
/// The first block is number 1: an AAC encoder's first packet lies 1024 samples before the first it is given,
/// and so begins at 0, for RTMP has no time before 0.
public final class AudioMixer implements AutoCloseable {
    /// Frames a block, as many as an AAC access unit holds (ISO/IEC 14496-3).
    public static final int BLOCK_FRAMES = 1024;

    /// Number of the first block.
    public static final long FIRST_BLOCK = 1;

    /// Time from capture to mix that every source has.
    public static final Duration DEFAULT_LATENCY = Duration.ofMillis(80);

    private static final Logger log = LoggerFactory.getLogger(AudioMixer.class);
    private static final long MAX_LATENCY_NANOS = 400_000_000L;
    /// Left over when the budget is raised.
    private static final long MARGIN_NANOS = 20_000_000L;
    /// Blocks with a late input before the budget is raised: about half a second.
    private static final int RAISE_AFTER_BLOCKS = 24;

    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final MediaClock clock;
    private final MixOutput output;
    private final Consumer<Throwable> failed;
    private final List<MixerInput> inputs = new CopyOnWriteArrayList<>();
    private final List<LevelListener> listeners = new CopyOnWriteArrayList<>();
    private final long leastLatencyNanos;
    private final SoundFilterChain.Keys keys = this::key;
    private final float[] silence = new float[BLOCK_FRAMES * AudioBlock.CHANNELS];
    private final float[] monitored = new float[BLOCK_FRAMES * AudioBlock.CHANNELS];
    private volatile @Nullable MonitorSink monitor;
    private volatile long latencyNanos;
    private volatile long nextBlock = FIRST_BLOCK;
    private volatile AudioLevel level = AudioLevel.SILENCE;
    private final LoudnessMeter loudness = new LoudnessMeter();
    private volatile boolean closed;
    private int lateBlocks;
    private long lateBy;
    private @Nullable Thread thread;

    /// @param latency time from capture to mix that every source has at least
    /// @param failed  told once, on the mixer's thread, when a defect ends it
    public AudioMixer(MediaClock clock, Duration latency, MixOutput output, Consumer<Throwable> failed) {
        this.clock = clock;
        this.latencyNanos = latency.toNanos();
        this.leastLatencyNanos = latencyNanos;
        this.output = output;
        this.failed = failed;
    }

    /// Adds a place for one source; it is silent until the source delivers.
    public MixerInput addInput(String name) {
        return addInput(name, _ -> {});
    }

    /// Adds a place for one source; it is silent until the source delivers.
    ///
    /// @param controls sets its gain, mute, tracks and the like, before anything of it can be heard
    public MixerInput addInput(String name, Consumer<? super MixerInput> controls) {
        MixerInput input = new MixerInput(name, clock, nextBlock * BLOCK_FRAMES);
        controls.accept(input);
        inputs.add(input);
        return input;
    }

    /// Takes an input out of the mix; what its source still delivers is heard no more.
    public void removeInput(MixerInput input) {
        inputs.remove(input);
    }

    public List<MixerInput> inputs() {
        return List.copyOf(inputs);
    }

    /// {@return how loud the newest block of the first track was, limited}
    public AudioLevel level() {
        return level;
    }

    /// {@return what measures how loud the first track is to people, limited}
    public LoudnessMeter loudness() {
        return loudness;
    }

    public void addLevelListener(LevelListener listener) {
        listeners.add(listener);
    }

    public void removeLevelListener(LevelListener listener) {
        listeners.remove(listener);
    }

    /// Gives what inputs have for the monitor, by [Monitoring] and solo, to one listener; to none for null.
    public void monitor(@Nullable MonitorSink listener) {
        monitor = listener;
    }

    public MixerStats stats() {
        return new MixerStats(
                nextBlock - FIRST_BLOCK,
                latencyNanos,
                inputs.stream().map(MixerInput::stats).toList());
    }

    /// Starts mixing on a thread of its own.
    public void start() {
        if (thread != null) {
            throw new IllegalStateException("mixer: started twice");
        }
        thread = Thread.ofPlatform().name("rostrum-mixer").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                long waitNanos = mixDue();
                if (waitNanos > 0) {
                    LockSupport.parkNanos(this, waitNanos);
                }
            }
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    /// Mixes all blocks whose time has come.
    ///
    /// @return nanoseconds until the next block's time
    long mixDue() {
        makeRoom();
        long wait = untilNext();
        while (wait <= 0 && !closed) {
            mixOne();
            wait = untilNext();
        }
        return wait;
    }

    /// Raises the budget for an input that is to be heard earlier than it is captured.
    private void makeRoom() {
        long ahead = 0;
        for (MixerInput input : inputs) {
            ahead = Math.max(ahead, input.aheadNanos());
        }
        if (leastLatencyNanos + ahead > latencyNanos) {
            latencyNanos = leastLatencyNanos + ahead;
            log.info("[mixer] a source is heard earlier: latency is now {} ms", latencyNanos / 1_000_000);
        }
    }

    private long untilNext() {
        return AudioBlock.nanosOf((nextBlock + 1) * BLOCK_FRAMES) + latencyNanos - clock.nanoTime();
    }

    private void mixOne() {
        long block = nextBlock;
        long firstFrame = block * BLOCK_FRAMES;
        TrackSet wanted = output.wanted();
        float[][] sums = sums(wanted.with(TrackSet.FIRST, true)); // the first is metered, whoever wants it
        long needed = 0;
        for (MixerInput input : inputs) {
            needed = Math.max(needed, input.takeNeededLatencyNanos());
            if (!input.beginsLast()) {
                input.render(firstFrame, keys);
            }
        }
        for (MixerInput input : inputs) {
            if (input.rendersLast()) {
                input.render(firstFrame, keys);
            }
        }
        for (MixerInput input : inputs) {
            input.mixInto(sums);
        }
        monitor();
        for (float[] sum : sums) {
            SoftLimiter.apply(sum);
        }
        level = AudioLevel.of(sums[0]);
        loudness.add(sums[0]);
        for (LevelListener listener : listeners) {
            listener.level(level);
        }
        nextBlock = block + 1;
        adapt(needed);
        for (int track = TrackSet.FIRST; track <= TrackSet.MOST; track++) {
            if (wanted.has(track)) {
                output.mixed(track, new AudioBlock(AudioBlock.nanosOf(firstFrame), sums[track - TrackSet.FIRST]));
            }
        }
    }

    private float[] key(String id) {
        for (MixerInput input : inputs) {
            if (input.id().equals(id)) {
                return input.key(silence);
            }
        }
        return silence;
    }

    private void monitor() {
        MonitorSink listening = monitor;
        if (listening == null) {
            return;
        }
        boolean solo = false;
        for (MixerInput input : inputs) {
            solo |= input.solo();
        }
        Arrays.fill(monitored, 0);
        for (MixerInput input : inputs) {
            input.addToMonitor(monitored, solo);
        }
        SoftLimiter.apply(monitored);
        listening.monitored(monitored);
    }

    /// {@return silence for each of `tracks`, and nothing for the others}
    private static float[][] sums(TrackSet tracks) {
        float[][] sums = new float[TrackSet.MOST][];
        for (int track = TrackSet.FIRST; track <= TrackSet.MOST; track++) {
            sums[track - TrackSet.FIRST] = new float[tracks.has(track) ? BLOCK_FRAMES * AudioBlock.CHANNELS : 0];
        }
        return sums;
    }

    /// Raises the budget when an input is late all the time; a single late block is the source's own loss.
    private void adapt(long neededNanos) {
        if (neededNanos == 0) {
            return;
        }
        if (neededNanos <= latencyNanos) {
            lateBlocks = Math.max(0, lateBlocks - 1);
            return;
        }
        lateBy = lateBlocks == 0 ? neededNanos : Math.min(lateBy, neededNanos);
        lateBlocks++;
        if (lateBlocks >= RAISE_AFTER_BLOCKS && latencyNanos < MAX_LATENCY_NANOS) {
            latencyNanos = Math.min(MAX_LATENCY_NANOS, Math.max(latencyNanos, lateBy) + MARGIN_NANOS);
            lateBlocks = 0;
            log.info("[mixer] sources arrive late: latency is now {} ms", latencyNanos / 1_000_000);
        }
    }

    /// Stops mixing; what was not due is not given away. Idempotent.
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
                log.warn("[mixer] thread {} did not end within {} s", running.getName(), STOP_WITHIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
