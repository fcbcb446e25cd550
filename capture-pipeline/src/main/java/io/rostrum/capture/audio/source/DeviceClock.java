package io.rostrum.capture.audio.source;

/// Tells when a block of a sound card was captured, without the jitter of its arrival.
///
/// A sound card counts its samples with a crystal of its own, a few hundred ppm off the system's clock; what is
/// observed about a block (arrival less latency) jitters by milliseconds. A delay-locked loop of second order follows
/// the observations slowly: its time is continuous, its rate is that of the card, and its error averages to zero
/// (F. Adriaensen, *Using a DLL to filter time*, LAC 2005). The loop is wide for the first seconds and narrow from then
/// on. Observations that stay away from it, all on one side, are no jitter: samples were lost, and the time steps.
///
/// Confined to the capture thread of one source.
public final class DeviceClock {
    private static final double NANOS = 1e9;
    /// Loop bandwidth when settled, hertz.
    private static final double SETTLED_HERTZ = 0.05;
    /// Loop bandwidth at the start, hertz.
    private static final double STARTING_HERTZ = 1.0;
    /// The loop's rate is held within this of nominal, which no working sound card leaves.
    private static final double MAX_RATE_ERROR = 2e-3;
    /// Farther away than this is no jitter, nanoseconds.
    private static final double STEP_NANOS = 25e6;
    /// So long observations must agree on a step, nanoseconds of sound.
    private static final double STEP_AFTER_NANOS = 250e6;
    /// A distance that no scheduling explains steps at once, nanoseconds.
    private static final double JUMP_NANOS = 500e6;

    private final double nominalNanosPerFrame;
    private double nanosPerFrame;
    private double next;
    private double heard;
    private double awayFor;
    private int awaySign;
    private boolean started;
    private long lastTime = Long.MIN_VALUE;

    /// @param framesPerSecond the rate that the device says it has
    public DeviceClock(int framesPerSecond) {
        nominalNanosPerFrame = NANOS / framesPerSecond;
        nanosPerFrame = nominalNanosPerFrame;
    }

    /// {@return when the first frame of the next block was captured, nanoseconds of the session's clock; increasing}
    ///
    /// @param frames        frames in the block, one or more
    /// @param observedNanos when its first frame seems to have been captured
    public long timeOfBlock(int frames, long observedNanos) {
        double duration = frames * nanosPerFrame;
        double error = started ? observedNanos - next : 0;
        if (!started || steps(error, duration)) {
            next = observedNanos;
            heard = 0;
            started = true;
            error = 0;
        }
        double time = next;
        double omega = 2 * Math.PI * bandwidth() * duration / NANOS;
        double correction = Math.sqrt(2) * omega * error;
        nanosPerFrame = clampRate(nanosPerFrame + omega * omega * error / frames);
        next = time + correction + frames * nanosPerFrame;
        heard += duration;
        lastTime = Math.max(lastTime + 1, Math.round(time));
        return lastTime;
    }

    /// {@return the card's rate against the session's clock: 1 is equal, 1.0005 is 500 ppm fast}
    public double rate() {
        return nominalNanosPerFrame / nanosPerFrame;
    }

    private double bandwidth() {
        double seconds = heard / NANOS;
        return Math.max(SETTLED_HERTZ, STARTING_HERTZ / (1 + seconds));
    }

    private boolean steps(double error, double duration) {
        if (Math.abs(error) > JUMP_NANOS) {
            awayFor = 0;
            return true;
        }
        int sign = Math.abs(error) > STEP_NANOS ? (int) Math.signum(error) : 0;
        awayFor = sign != 0 && sign == awaySign ? awayFor + duration : 0;
        awaySign = sign;
        if (awayFor >= STEP_AFTER_NANOS) {
            awayFor = 0;
            return true;
        }
        return false;
    }

    private double clampRate(double value) {
        return Math.clamp(
                value, nominalNanosPerFrame * (1 - MAX_RATE_ERROR), nominalNanosPerFrame * (1 + MAX_RATE_ERROR));
    }
}
