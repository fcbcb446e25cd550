package io.rostrum.studio.engine;

/// Where a source of pictures is on the canvas. What is not the whole canvas is a quarter of its width in a corner.
public enum Place {
    WHOLE,
    TOP_LEFT,
    TOP_RIGHT,
    BOTTOM_LEFT,
    BOTTOM_RIGHT
}
