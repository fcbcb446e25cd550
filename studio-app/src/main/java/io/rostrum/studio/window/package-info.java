/// The studio's main window.
///
/// Start at [io.rostrum.studio.window.StudioWindow]. It asks the studio for a snapshot some times a second and brings
/// what it shows up to date in place; nothing that the user is at is made anew. What is said in words, and what can be
/// reckoned without a window, stands in types without JavaFX.
@NullMarked
package io.rostrum.studio.window;

import org.jspecify.annotations.NullMarked;
