package io.rostrum.effects.light;

/// How far pictures are to be lifted, from how dark they are: steady while they are about the same, so that the
/// brightness does not pump, and slow where they change. Confined to one thread.
final class Exposure {
    /// What the lightness of a picture is lifted to.
    private static final double WANTED = 0.42;
    /// The lightness of a picture that is all but black.
    private static final double DARKEST = 0.004;
    /// However dark it is, it is lifted by this exponent at most.
    private static final double STRONGEST = 0.35;
    /// What the exponent would have to change by before it does.
    private static final double IDLE = 0.05;
    /// How near it goes once it does.
    private static final double SETTLED = 0.005;

    private static final double FOLLOW_SECONDS = 0.7;
    private static final double LONGEST_SECONDS = 1;

    private double exponent = 1;
    private boolean begun;
    private boolean moves;
    private long lastNanos;

    /// {@return the exponent for each lightness 0..1 of the picture: 1 leaves it as it is, less lifts it}
    ///
    /// @param lightness of the whole picture, 0..1
    /// @param ptsNanos  the picture's time
    double follow(double lightness, long ptsNanos) {
        double aim = lightness >= WANTED
                ? 1
                : Math.clamp(Math.log(WANTED) / Math.log(Math.max(DARKEST, lightness)), STRONGEST, 1.0);
        if (!begun) {
            begun = true;
            exponent = aim;
        }
        double seconds = Math.clamp((ptsNanos - lastNanos) / 1e9, 0.0, LONGEST_SECONDS);
        lastNanos = ptsNanos;
        double away = aim - exponent;
        moves = Math.abs(away) > (moves ? SETTLED : IDLE);
        if (moves) {
            exponent += away * (1 - Math.exp(-seconds / FOLLOW_SECONDS));
        }
        return exponent;
    }
}
