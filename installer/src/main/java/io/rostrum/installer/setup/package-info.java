/// The set-up: installs studio and server from the image it lies in, changes or upgrades an installation, and
/// removes
/// it.
///
/// Start at [io.rostrum.installer.setup.SetupCommand]. What is to be done is worked out in `plan` without touching
/// anything, looked into beforehand in `check`, done in `work`, and asked for in `window`.
@NullMarked
package io.rostrum.installer.setup;

import org.jspecify.annotations.NullMarked;
