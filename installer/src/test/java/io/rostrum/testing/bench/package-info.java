/// The measurements behind `docs/BENCHMARKS.md`. Each drives the product through its command line against foreign
/// peers, prints a table and a verdict per bar, and writes the same as JSON. Peers' figures are taken in the same
/// run. Start at [io.rostrum.testing.bench.Bench].
@NullMarked
package io.rostrum.testing.bench;

import org.jspecify.annotations.NullMarked;
