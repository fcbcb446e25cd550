package io.rostrum.capture.audio.mixer;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.filter.SoundFilterChain;
import io.rostrum.capture.audio.meter.AudioLevel;
import io.rostrum.capture.audio.meter.LevelListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// What is done to the sound of one input on its way into the mixes: mono, its filters, gain and balance, in this
/// order;
/// then which tracks it is heard in, and whether by who listens to the monitor.
///
/// Whatever is changed is reached within one block, by a ramp. The controls may be set from any thread, all else
/// belongs
/// to the mixer's.
abstract sealed class Strip permits MixerInput {
    /// The newest block, up to the filters.
    final float[] voice = new float[AudioMixer.BLOCK_FRAMES * AudioBlock.CHANNELS];

    /// The newest block, as it is added to the mixes.
    private final float[] own = new float[AudioMixer.BLOCK_FRAMES * AudioBlock.CHANNELS];

    private final SoundFilterChain filters = new SoundFilterChain();
    private final List<LevelListener> listeners = new CopyOnWriteArrayList<>();

    private volatile float gain = 1f;
    private volatile boolean muted;
    private volatile double balance;
    private volatile boolean mono;
    private volatile boolean solo;
    private volatile Monitoring monitoring = Monitoring.OFF;
    private volatile TrackSet tracks = TrackSet.FIRST_ONLY;
    private volatile AudioLevel level = AudioLevel.SILENCE;
    /// Negative before the first block, which nothing is faded in or out of.
    private float appliedLeft = -1f;

    private float appliedRight;
    private float appliedMono;
    private float appliedSolo;
    private float appliedMonitor;
    private @Nullable TrackSet appliedTracks;
    private boolean rendersLast;

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

    /// @param side -1 only the left side, 0 both as they come, 1 only the right side
    public void balance(double side) {
        if (!(side >= -1 && side <= 1)) {
            throw new IllegalArgumentException("balance: " + side + " (expected: -1 to 1)");
        }
        balance = side;
    }

    /// Gives both sides the mean of both.
    public void mono(boolean on) {
        mono = on;
    }

    /// Sets what is done to its sound, in order.
    public void filters(List<SoundFilterChain.Entry> entries) {
        filters.replace(entries);
    }

    /// {@return by how much each filter makes the sound quieter now, dB, 0 or more}
    public List<Double> reductions() {
        return filters.reductions();
    }

    /// Lets who listens to the monitor hear it, and nobody else there: as it is before gain and mute, so that a
    /// microphone can be tried before it is opened. The programme does not change.
    public void solo(boolean on) {
        solo = on;
    }

    public boolean solo() {
        return solo;
    }

    /// Sets whether it is heard in the programme, by who listens to the monitor, or both.
    public void monitoring(Monitoring heard) {
        monitoring = heard;
    }

    public Monitoring monitoring() {
        return monitoring;
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

    /// {@return how much later sound comes out of the filters, frames}
    final int latencyFrames() {
        return filters.latencyFrames();
    }

    /// {@return whether it is to be rendered in the second round of a block, after what its filters follow; asked once
    /// a
    /// block}
    final boolean beginsLast() {
        rendersLast = filters.followsOthers();
        return rendersLast;
    }

    /// {@return what [#beginsLast] said}
    final boolean rendersLast() {
        return rendersLast;
    }

    /// {@return the newest block as others' filters hear it, borrowed: before the gain; silent while it is muted}
    final float[] key(float[] silence) {
        return muted ? silence : voice;
    }

    /// Does all that comes before the mixes to [#voice].
    final void shape(SoundFilterChain.Keys keys) {
        toMono();
        filters.process(voice, keys);
        loudness();
    }

    private void toMono() {
        float to = mono ? 1 : 0;
        if (appliedLeft < 0) {
            appliedMono = to;
        }
        if (to == 0 && appliedMono == 0) {
            return;
        }
        float step = (to - appliedMono) / AudioMixer.BLOCK_FRAMES;
        float weight = appliedMono;
        for (int i = 0; i < voice.length; i += AudioBlock.CHANNELS) {
            weight += step;
            float middle = (voice[i] + voice[i + 1]) / 2;
            voice[i] += weight * (middle - voice[i]);
            voice[i + 1] += weight * (middle - voice[i + 1]);
        }
        appliedMono = to;
    }

    /// Gain, mute and balance.
    private void loudness() {
        float target = muted ? 0f : gain;
        float left = target * (float) Math.min(1, 1 - balance);
        float right = target * (float) Math.min(1, 1 + balance);
        if (appliedLeft < 0) {
            appliedLeft = left;
            appliedRight = right;
        }
        float leftStep = (left - appliedLeft) / AudioMixer.BLOCK_FRAMES;
        float rightStep = (right - appliedRight) / AudioMixer.BLOCK_FRAMES;
        for (int i = 0; i < AudioMixer.BLOCK_FRAMES; i++) {
            own[2 * i] = (appliedLeft + leftStep * (i + 1)) * voice[2 * i];
            own[2 * i + 1] = (appliedRight + rightStep * (i + 1)) * voice[2 * i + 1];
        }
        appliedLeft = left;
        appliedRight = right;
    }

    /// Adds what was rendered to each track that it is in. Where it has come into a track, or left it, it is faded in
    /// or
    /// out.
    ///
    /// @param sums one for each track, all as long as a block; empty for a track that nobody wants
    final void mixInto(float[][] sums) {
        TrackSet now = monitoring == Monitoring.ONLY ? TrackSet.NONE : tracks;
        TrackSet left = appliedTracks == null ? now : appliedTracks; // the first time nothing is left
        for (int track = TrackSet.FIRST; track <= TrackSet.MOST; track++) {
            float[] sum = sums[track - TrackSet.FIRST];
            add(own, sum, left.has(track) ? 1 : 0, now.has(track) ? 1 : 0);
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

    /// Adds it to what the monitor hears.
    ///
    /// @param others whether only inputs are heard there that are on solo
    final void addToMonitor(float[] sum, boolean others) {
        float soloTo = solo ? 1 : 0;
        float monitorTo = !others && monitoring != Monitoring.OFF ? 1 : 0;
        if (soloTo == 0 && monitorTo == 0 && appliedSolo == 0 && appliedMonitor == 0) {
            return;
        }
        float soloStep = (soloTo - appliedSolo) / AudioMixer.BLOCK_FRAMES;
        float monitorStep = (monitorTo - appliedMonitor) / AudioMixer.BLOCK_FRAMES;
        for (int i = 0; i < sum.length; i++) {
            int frames = i / AudioBlock.CHANNELS + 1;
            sum[i] += (appliedSolo + soloStep * frames) * voice[i] + (appliedMonitor + monitorStep * frames) * own[i];
        }
        appliedSolo = soloTo;
        appliedMonitor = monitorTo;
    }
}
