/// Tests that see all modules: the rules of the house, and the product from end to end against real peers.
///
/// Start at [ArchitectureTest]; the peers' tests are in `e2e`, their instruments in `testing`.
@NullMarked
package io.rostrum;

import org.jspecify.annotations.NullMarked;
