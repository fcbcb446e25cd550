/// The whole line, driven through `./rostrum` and judged by foreign programmes. Each is a few seconds of a measurement
/// in
/// [io.rostrum.testing.bench]. Start at [io.rostrum.e2e.ServerStreamIT].
@NullMarked
package io.rostrum.e2e;

import org.jspecify.annotations.NullMarked;
