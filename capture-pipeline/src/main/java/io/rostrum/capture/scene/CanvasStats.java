package io.rostrum.capture.scene;

/// How one canvas copes.
///
/// @param frames       pictures that were taken
/// @param droppedFull  pictures that were refused
/// @param renderMillis time to make one, mean of the newest
public record CanvasStats(long frames, long droppedFull, double renderMillis) {
    /// Before the first picture.
    public static final CanvasStats NONE = new CanvasStats(0, 0, 0);

    /// Weight of the newest time in the mean.
    private static final double NEWEST = 1.0 / 32;

    CanvasStats with(boolean taken, long nanos) {
        return new CanvasStats(
                frames + (taken ? 1 : 0),
                droppedFull + (taken ? 0 : 1),
                renderMillis + NEWEST * (nanos / 1e6 - renderMillis));
    }
}
