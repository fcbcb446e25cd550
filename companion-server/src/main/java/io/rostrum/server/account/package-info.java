/// Accounts and what they are known by: passwords, codes, sessions in browsers, tokens of programs; who
/// may do what.
///
/// Start at [Accounts] and [AccessGuard].
@NullMarked
package io.rostrum.server.account;

import org.jspecify.annotations.NullMarked;
