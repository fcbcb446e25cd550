package io.rostrum.capture.audio.filter;

import io.rostrum.capture.audio.AudioBlock;
import org.jspecify.annotations.Nullable;

/// Lets no sample pass the ceiling, and does not distort on the way: it looks 5 ms ahead, so that it is turned down
/// already when a peak comes.
///
/// The gain that each frame needs is held for the 5 ms before it (a sliding minimum), comes back with the release time,
/// and is smoothed by a mean over 5 ms; each value of that mean's window is at most what the frame that comes out
/// needs,
/// and so is the mean.
final class LimiterFilter extends SoundFilter {
    /// 5 ms.
    static final int AHEAD_FRAMES = AudioBlock.SAMPLE_RATE / 200;

    private static final int WINDOW = AHEAD_FRAMES + 1;

    private final float[] delayed = new float[2 * AHEAD_FRAMES];
    /// The smallest gains of the window and when they came, increasing from the front: a queue in a ring.
    private final double[] leastGains = new double[WINDOW + 1];
    private final long[] leastAt = new long[WINDOW + 1];
    private final double[] meanOf = new double[AHEAD_FRAMES];

    private int front;
    private int queued;
    private long now;
    private double held = 1;
    private double sum;
    private int place;

    private double ceiling = 1;
    private double release;
    private volatile double reduction;

    LimiterFilter() {
        reset();
    }

    @Override
    void set(SoundFilterSpec spec) {
        ceiling = linear(spec.value(0));
        release = DynamicsFilter.decay(spec.value(1));
    }

    @Override
    void reset() {
        java.util.Arrays.fill(delayed, 0);
        java.util.Arrays.fill(meanOf, 1);
        queued = 0;
        held = 1;
        place = 0;
        reduction = 0;
    }

    @Override
    int latencyFrames() {
        return AHEAD_FRAMES;
    }

    @Override
    double reductionDecibels() {
        return reduction;
    }

    @Override
    void process(float[] block, float @Nullable [] key) {
        sum = 0;
        for (double gain : meanOf) {
            sum += gain; // anew for each block, so that rounding does not add up
        }
        double least = 1;
        for (int i = 0; i + 1 < block.length; i += 2) {
            double peak = Math.max(Math.abs(block[i]), Math.abs(block[i + 1]));
            double gain = next(peak > ceiling ? ceiling / peak : 1);
            least = Math.min(least, gain);
            float left = delayed[2 * place];
            float right = delayed[2 * place + 1];
            delayed[2 * place] = block[i];
            delayed[2 * place + 1] = block[i + 1];
            place = place + 1 == AHEAD_FRAMES ? 0 : place + 1;
            block[i] = within(left * gain);
            block[i + 1] = within(right * gain);
        }
        reduction = -20 * Math.log10(least);
    }

    /// {@return the mean gain once this frame, too, is ahead}
    private double next(double needed) {
        while (queued > 0 && leastGains[(front + queued - 1) % leastGains.length] >= needed) {
            queued--;
        }
        int back = (front + queued) % leastGains.length;
        leastGains[back] = needed;
        leastAt[back] = now;
        queued++;
        if (leastAt[front] <= now - WINDOW) {
            front = (front + 1) % leastGains.length;
            queued--;
        }
        now++;
        double returning = 1 + release * (held - 1);
        held = Math.min(leastGains[front], returning);
        sum += held - meanOf[place];
        meanOf[place] = held;
        return Math.min(1, sum / AHEAD_FRAMES);
    }

    /// Cuts what rounding leaves above the ceiling, and what was let in before the ceiling was lowered.
    private float within(double sample) {
        float limit = (float) ceiling;
        return Math.clamp((float) sample, -limit, limit);
    }
}
