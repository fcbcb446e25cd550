/// Sources become one programme picture, on a fixed tick.
///
/// Start at [io.rostrum.capture.scene.Compositor]; what it draws is a list of [io.rostrum.capture.scene.SceneItem],
/// each fed by a [io.rostrum.capture.scene.SourceSlot], which keeps the newest frame of its source and brings a dead
/// source back. From one such list to another it goes by a [io.rostrum.capture.scene.Transition].
@NullMarked
package io.rostrum.capture.scene;

import org.jspecify.annotations.NullMarked;
