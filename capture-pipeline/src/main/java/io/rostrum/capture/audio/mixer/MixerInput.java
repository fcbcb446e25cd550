package io.rostrum.capture.audio.mixer;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.meter.AudioLevel;
import io.rostrum.capture.audio.meter.LevelListener;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One source's way into the mixes: 2.7 s of sound, put where its time says it belongs.
///
/// A gap in a source becomes silence, an overlap is trimmed, a step of its clock of more than 20 ms moves what follows.
/// A smaller deviation, the crystal of a sound card, is taken out one sample at a time with a crossfade, at most one
/// sample in 256: inaudible, and nothing is touched while a source keeps time. What comes after its part of the mix was
/// given away is dropped and counted, and so is what comes too early to fit.
///
/// The source's thread writes, the mixer's reads; the controls (gain, mute, offset, tracks) may be set from any
/// thread.
public final class MixerInput implements AudioSink {
    /// 2.7 s; a power of two.
    static final int CAPACITY_FRAMES = 1 << 17;

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

    private final String name;
    private final MediaClock clock;
    private final float[] ring = new float[CAPACITY_FRAMES * AudioBlock.CHANNELS];
    private final List<LevelListener> listeners = new CopyOnWriteArrayList<>();

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

    private volatile float gain = 1f;
    private volatile boolean muted;
    private volatile long offsetFrames;
    private volatile TrackSet tracks = TrackSet.FIRST_ONLY;
    private volatile AudioLevel level = AudioLevel.SILENCE;
    private float appliedGain = 1f;
    private @Nullable TrackSet appliedTracks;

    MixerInput(String name, MediaClock clock, long mixHead) {
        this.name = name;
        this.clock = clock;
        this.mixHead = mixHead;
        this.writeHead = mixHead;
    }

    public String name() {
        return name;
    }

    /// @param linear 0 silence, 1 as it comes, 4 at most
    public void gain(float linear) {
        if (!(linear >= 0 && linear <= 4)) {
            throw new IllegalArgumentException("gain: " + linear + " (expected: 0 to 4)");
        }
        gain = linear;
    }

    public float gain() {
        return gain;
    }

    public void mute(boolean on) {
        muted = on;
    }

    public boolean muted() {
        return muted;
    }

    /// Moves this input against the picture.
    ///
    /// @param later positive: heard later; -1 s to 1 s
    public void syncOffset(Duration later) {
        if (later.abs().compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("sync offset: " + later.toMillis() + " ms (expected: -1000 to 1000 ms)");
        }
        offsetFrames = framesOf(later.toNanos());
    }

    /// Sets which tracks it is heard in.
    public void tracks(TrackSet heardIn) {
        tracks = heardIn;
    }

    /// {@return how loud the newest block was, after gain}
    public AudioLevel level() {
        return level;
    }

    public void addLevelListener(LevelListener listener) {
        listeners.add(listener);
    }

    public void removeLevelListener(LevelListener listener) {
        listeners.remove(listener);
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
        long position = framesOf(block.ptsNanos()) + offsetFrames;
        if (position + frames > mixHead + CAPACITY_FRAMES) {
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

    /// Adds this input's part of the mix to each track that it is in, and is never asked for it again. Where it has
    /// come into a track, or left it, it is faded in or out.
    ///
    /// @param firstFrame where `sums` begin
    /// @param sums       one for each track, all as long as a block; empty for a track that nobody wants
    synchronized void mixInto(long firstFrame, float[][] sums) {
        int frames = AudioMixer.BLOCK_FRAMES;
        float target = muted ? 0f : gain;
        float step = (target - appliedGain) / frames;
        float[] own = new float[frames * AudioBlock.CHANNELS];
        for (int i = 0; i < frames; i++) {
            long frame = firstFrame + i;
            if (frame < writeHead) {
                int at = indexOf(frame);
                holdLeft = ring[at];
                holdRight = ring[at + 1];
            } else {
                holdLeft *= HOLD_DECAY;
                holdRight *= HOLD_DECAY;
                underrunFrames += flowing ? 1 : 0;
            }
            float now = appliedGain + step * (i + 1);
            own[2 * i] = now * holdLeft;
            own[2 * i + 1] = now * holdRight;
        }
        appliedGain = target;
        mixHead = firstFrame + frames;
        TrackSet now = tracks;
        TrackSet before = appliedTracks == null ? now : appliedTracks; // the first time nothing is left
        for (int track = TrackSet.FIRST; track <= TrackSet.MOST; track++) {
            float[] sum = sums[track - TrackSet.FIRST];
            add(own, sum, before.has(track) ? 1 : 0, now.has(track) ? 1 : 0);
        }
        appliedTracks = now;
        publish(AudioLevel.of(own));
    }

    /// @param from weight at the beginning, 0 or 1
    /// @param to   weight at the end
    private static void add(float[] own, float[] sum, int from, int to) {
        if (from == 0 && to == 0) {
            return;
        }
        float step = (float) (to - from) / sum.length;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += from == to ? own[i] : (from + step * i) * own[i];
        }
    }

    private void publish(AudioLevel newest) {
        level = newest;
        for (LevelListener listener : listeners) {
            listener.level(newest);
        }
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

    private static int indexOf(long frame) {
        return ((int) frame & (CAPACITY_FRAMES - 1)) * AudioBlock.CHANNELS;
    }

    static long framesOf(long nanos) {
        return Math.round(nanos * (AudioBlock.SAMPLE_RATE / 1e9));
    }
}
