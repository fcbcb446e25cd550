/// What the server has counted, in Prometheus' text format.
///
/// Start at [ServerMetrics].
@NullMarked
package io.rostrum.server.stats;

import org.jspecify.annotations.NullMarked;
