package io.rostrum.studio.engine;

/// A small picture.
///
/// @param width  pixels
/// @param height pixels
/// @param bgra   one int a pixel as 0xAARRGGBB, premultiplied, row by row
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Thumbnail(int width, int height, int[] bgra) {}
