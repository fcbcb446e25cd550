/// Whether what the user wants can be had on this machine, in words.
///
/// Start at [io.rostrum.installer.setup.check.Doctor].
@NullMarked
package io.rostrum.installer.setup.check;

import org.jspecify.annotations.NullMarked;
