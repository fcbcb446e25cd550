/// The wizard: a model of its pages that knows no Swing, and the Swing that shows it.
///
/// Start at [io.rostrum.installer.setup.window.SetupWindow].
@NullMarked
package io.rostrum.installer.setup.window;

import org.jspecify.annotations.NullMarked;
