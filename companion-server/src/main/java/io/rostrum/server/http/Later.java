package io.rostrum.server.http;

import java.util.concurrent.CompletableFuture;

/// A reply that is not there yet: the request waits, without a thread, until it is.
///
/// Completed on any thread, with a [Response] or a [Takeover]. Whoever made it completes it in the end, however long
/// that takes; a connection that is gone by then releases the reply. Completing it with an exception answers 500.
///
/// @param reply completed once
public record Later(CompletableFuture<Reply> reply) implements Reply {}
