/// Rostrum's mark, drawn once and written in every form that a desktop asks for.
///
/// Start at [io.rostrum.installer.icon.Mark].
@NullMarked
package io.rostrum.installer.icon;

import org.jspecify.annotations.NullMarked;
