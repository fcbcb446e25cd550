/// Carries a plan out, action by action, and takes back what it did when one fails.
///
/// Start at [io.rostrum.installer.setup.work.Installer].
@NullMarked
package io.rostrum.installer.setup.work;

import org.jspecify.annotations.NullMarked;
