/// What an installation consists of, and which actions lead from what is there to what is wanted. Nothing here
/// touches
/// the machine but to read.
///
/// Start at [io.rostrum.installer.setup.plan.Planner].
@NullMarked
package io.rostrum.installer.setup.plan;

import org.jspecify.annotations.NullMarked;
