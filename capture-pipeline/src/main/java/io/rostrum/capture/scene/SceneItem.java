package io.rostrum.capture.scene;

/// One source, or one scene, in a scene. Items are drawn in the scene's order, the last one on top.
///
/// @param picture   what is shown
/// @param transform its place on the canvas
public record SceneItem(ItemPicture picture, Transform transform) {}
