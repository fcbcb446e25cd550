package io.rostrum.studio.engine;

/// Where a source of pictures is on the canvas. What is in a corner has a quarter of the canvas' width.
public enum Place {
    WHOLE,
    TOP_LEFT,
    TOP_RIGHT,
    BOTTOM_LEFT,
    BOTTOM_RIGHT,
    /// Where its [Layout] says.
    FREE
}
