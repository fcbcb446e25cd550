package io.rostrum.capture.audio.mixer;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.filter.SoundFilterChain;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One source's way into the mixes: 2.7 s of sound, put where its time says it belongs; more where it is heard later.
///
/// A gap in a source becomes silence, an overlap is trimmed, a step of its clock of more than 20 ms moves what follows.
/// A smaller deviation, the crystal of a sound card, is taken out one sample at a time with a crossfade, at most one
/// sample in 256: inaudible, and nothing is touched while a source keeps time. What comes after its part of the mix was
/// given away is dropped and counted, and so is what comes too early to fit.
///
/// From there it goes through mono, its filters, gain and balance, in this order.
///
/// The source's thread writes, the mixer's reads; the controls (gain, mute, balance, mono, filters, offset, tracks) may
/// be set from any thread.
public final class MixerInput extends Strip implements AudioSink {
    /// 2.7 s; a power of two.
    static final int CAPACITY_FRAMES = 1 << 17;

    /// How far its sound may be moved against the picture: earlier as far as pictures wait for sound, and later.
    public static final Duration EARLIEST = Duration.ofMillis(-200);

    public static final Duration LATEST = Duration.ofSeconds(20);

    /// Deviation that is a step and no drift, frames.
    private static final long STEP_FRAMES = AudioBlock.SAMPLE_RATE / 50;
    /// Mean deviation that is corrected, frames.
    private static final double CORRECT_FRAMES = 4;
    /// Sound between two corrections of one frame at least.
    private static final int CROSSFADE_FRAMES = 256;
    /// Weight of the newest deviation in the mean.
    private static final double NEWEST = 1.0 / 8;
    /// Length of the fades at the edges of a gap, frames.
    private static final int FADE_FRAMES = 96;

    /// What is left of the last sample, frame by frame, when sound breaks off.
    private static final float HOLD_DECAY = 0.95f;

    private static final float INAUDIBLE = 1e-9f;

    private final String name;
    private final MediaClock clock;
    private float[] ring = new float[CAPACITY_FRAMES * AudioBlock.CHANNELS];

    private long writeHead;
    private long mixHead;
    private boolean flowing;
    private double meanDeviation;
    private int fadeIn;
    private float holdLeft;
    private float holdRight;
    private long neededLatencyNanos;

    private @Nullable String lostBy;
    private long underrunFrames;
    private long lateFrames;
    private long earlyFrames;
    private long sinceCorrection;
    private long steps;
    private long corrections;

    private volatile String id;
    private volatile long offsetFrames;

    MixerInput(String name, MediaClock clock, long mixHead) {
        this.name = name;
        this.clock = clock;
        this.id = name;
        this.mixHead = mixHead;
        this.writeHead = mixHead;
    }

    public String name() {
        return name;
    }

    /// Names it for other inputs' filters that follow it; its name where nothing else was said.
    public void id(String unique) {
        id = unique;
    }

    String id() {
        return id;
    }

    /// Moves this input against the picture. What waits to be heard by the old offset is given up.
    ///
    /// A source that has to be heard earlier than it is there raises the mixer's latency.
    ///
    /// @param later positive: heard later; [#EARLIEST] to [#LATEST]
    public synchronized void syncOffset(Duration later) {
        if (later.compareTo(EARLIEST) < 0 || later.compareTo(LATEST) > 0) {
            throw new IllegalArgumentException("sync offset: " + later.toMillis() + " ms (expected: "
                    + EARLIEST.toMillis() + " to " + LATEST.toMillis() + " ms)");
        }
        long frames = framesOf(later.toNanos());
        if (frames == offsetFrames) {
            return;
        }
        offsetFrames = frames;
        int room = CAPACITY_FRAMES;
        while (room < CAPACITY_FRAMES + frames) {
            room *= 2;
        }
        if (room * AudioBlock.CHANNELS != ring.length) {
            ring = new float[room * AudioBlock.CHANNELS];
        }
        writeHead = mixHead;
        flowing = false;
        meanDeviation = 0;
    }

    /// {@return time that the mix must lie behind for a sound that is heard earlier than it is captured, nanoseconds}
    long aheadNanos() {
        return AudioBlock.nanosOf(Math.max(0, -offsetFrames));
    }

    public synchronized MixerInputStats stats() {
        return new MixerInputStats(
                name, Optional.ofNullable(lostBy), underrunFrames, lateFrames, earlyFrames, steps, corrections);
    }

    @Override
    public synchronized void block(AudioBlock block) {
        lostBy = null;
        float[] samples = block.samples();
        int frames = block.frames();
        long position = framesOf(block.ptsNanos()) + offsetFrames - latencyFrames();
        if (position + frames > mixHead + ring.length / AudioBlock.CHANNELS) {
            earlyFrames += frames;
            return;
        }
        neededLatencyNanos = Math.max(neededLatencyNanos, clock.nanoTime() - AudioBlock.nanosOf(position));
        long deviation = position - writeHead;
        if (!flowing || Math.abs(deviation) > STEP_FRAMES) {
            step(position, samples);
            return;
        }
        meanDeviation += NEWEST * (deviation - meanDeviation);
        sinceCorrection += frames;
        write(correct(samples), 0);
    }

    /// Continues at `position`: silence where nothing is, and what overlaps with sound already here is left out.
    private void step(long position, float[] samples) {
        steps += flowing ? 1 : 0;
        meanDeviation = 0;
        if (position >= writeHead) {
            clear(writeHead, position);
            writeHead = position;
            fadeIn = FADE_FRAMES;
            flowing = true;
            write(samples, 0);
        } else {
            int frames = samples.length / AudioBlock.CHANNELS;
            int overlap = (int) Math.min(writeHead - position, frames);
            flowing = overlap < frames;
            write(samples, overlap);
        }
    }

    /// One sample more or less, when the mean says that this input runs away from its time.
    private float[] correct(float[] samples) {
        int frames = samples.length / AudioBlock.CHANNELS;
        if (Math.abs(meanDeviation) < CORRECT_FRAMES || sinceCorrection < CROSSFADE_FRAMES || frames < 2) {
            return samples;
        }
        sinceCorrection = 0;
        int change = meanDeviation > 0 ? 1 : -1;
        float[] corrected = new float[(frames + change) * AudioBlock.CHANNELS];
        for (int i = 0; i < frames + change; i++) {
            float moved = Math.min(1f, (float) i / Math.min(CROSSFADE_FRAMES, frames - 1));
            for (int channel = 0; channel < AudioBlock.CHANNELS; channel++) {
                float stay = at(samples, i, channel);
                corrected[i * AudioBlock.CHANNELS + channel] = stay + moved * (at(samples, i - change, channel) - stay);
            }
        }
        meanDeviation -= change;
        corrections++;
        return corrected;
    }

    private static float at(float[] samples, int frame, int channel) {
        int last = samples.length / AudioBlock.CHANNELS - 1;
        return samples[Math.clamp(frame, 0, last) * AudioBlock.CHANNELS + channel];
    }

    private void write(float[] samples, int skipFrames) {
        int frames = samples.length / AudioBlock.CHANNELS;
        for (int i = skipFrames; i < frames; i++, writeHead++) {
            if (writeHead < mixHead) {
                lateFrames++;
                fadeIn = FADE_FRAMES;
            } else {
                int at = indexOf(writeHead);
                float fade = fadeIn > 0 ? 1f - (float) fadeIn-- / FADE_FRAMES : 1f;
                ring[at] = fade * samples[2 * i];
                ring[at + 1] = fade * samples[2 * i + 1];
            }
        }
    }

    private void clear(long from, long to) {
        for (long frame = Math.max(from, mixHead); frame < to; frame++) {
            int at = indexOf(frame);
            ring[at] = 0;
            ring[at + 1] = 0;
        }
    }

    /// Takes its sound of one block out of the ring, and does to it what comes before the mixes; it is never asked for
    /// it again.
    ///
    /// @param keys the sounds that its filters may follow
    void render(long firstFrame, SoundFilterChain.Keys keys) {
        read(firstFrame);
        shape(keys);
    }

    private synchronized void read(long firstFrame) {
        int frames = AudioMixer.BLOCK_FRAMES;
        for (int i = 0; i < frames; i++) {
            long frame = firstFrame + i;
            if (frame < writeHead) {
                int at = indexOf(frame);
                holdLeft = ring[at];
                holdRight = ring[at + 1];
            } else {
                holdLeft = decayed(holdLeft);
                holdRight = decayed(holdRight);
                underrunFrames += flowing ? 1 : 0;
            }
            voice[2 * i] = holdLeft;
            voice[2 * i + 1] = holdRight;
        }
        mixHead = firstFrame + frames;
    }

    /// {@return a little less of a sample, and nothing of one that cannot be heard}
    private static float decayed(float held) {
        return Math.abs(held) < INAUDIBLE ? 0 : held * HOLD_DECAY;
    }

    /// {@return the longest time from capture to arrival here since the last call, nanoseconds; 0 when nothing came}
    synchronized long takeNeededLatencyNanos() {
        long needed = neededLatencyNanos;
        neededLatencyNanos = 0;
        return needed;
    }

    @Override
    public synchronized void lost(DeviceException why) {
        lostBy = why.getMessage();
        flowing = false;
    }

    @Override
    public synchronized void ended() {
        flowing = false;
    }

    private int indexOf(long frame) {
        return (int) (frame & (ring.length / AudioBlock.CHANNELS - 1)) * AudioBlock.CHANNELS;
    }

    static long framesOf(long nanos) {
        return Math.round(nanos * (AudioBlock.SAMPLE_RATE / 1e9));
    }
}
