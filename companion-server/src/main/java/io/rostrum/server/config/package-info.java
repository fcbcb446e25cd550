/// The server's configuration: one YAML file, environment variables and flags, read into immutable records.
///
/// Start at [ServerConfig]; every key is explained in `rostrum.yaml` beside the classes.
@NullMarked
package io.rostrum.server.config;

import org.jspecify.annotations.NullMarked;
