package io.rostrum.effects.picture;

/// How a picture is turned in the place where it is drawn.
///
/// @param mirrored   left and right changed, before it is turned
/// @param upsideDown top and bottom changed, before it is turned
/// @param degrees    clockwise around the middle of its place; any finite number
public record Turn(boolean mirrored, boolean upsideDown, double degrees) {
    /// As it is.
    public static final Turn NONE = new Turn(false, false, 0);

    private static final double WHOLE = 360;

    public Turn {
        if (!Double.isFinite(degrees)) {
            throw new IllegalArgumentException("turn: " + degrees + " degrees (expected: a finite number)");
        }
        degrees %= WHOLE;
    }

    /// {@return whether nothing is turned}
    public boolean isNone() {
        return !mirrored && !upsideDown && degrees == 0;
    }
}
