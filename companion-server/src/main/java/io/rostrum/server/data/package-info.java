/// What the server keeps in tables: SQLite in the data folder, or PostgreSQL where the configuration
/// names one.
///
/// Start at [Database]. Nothing of JDBC leaves this package. Everything here blocks and runs on virtual
/// threads; live streams and their viewers never wait for it.
@NullMarked
package io.rostrum.server.data;

import org.jspecify.annotations.NullMarked;
