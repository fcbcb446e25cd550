package io.rostrum.capture.scene;

/// One source in the scene. Items are drawn in the scene's order, the last one on top.
///
/// @param slot      where its newest frame is
/// @param transform its place on the canvas
public record SceneItem(SourceSlot slot, Transform transform) {}
