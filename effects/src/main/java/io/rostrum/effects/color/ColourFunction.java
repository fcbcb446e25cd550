package io.rostrum.effects.color;

/// What becomes of a colour.
@FunctionalInterface
interface ColourFunction {
    /// Changes a colour in place.
    ///
    /// @param rgb red, green and blue, 0..1; may be left outside of that, and is then taken to be at its end
    void map(double[] rgb);
}
