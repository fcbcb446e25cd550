/// The screen, however this system lets itself be seen.
///
/// Start at [io.rostrum.capture.screen.ScreenSource].
@NullMarked
package io.rostrum.capture.screen;

import org.jspecify.annotations.NullMarked;
