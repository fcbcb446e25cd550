package io.rostrum.server.http;

/// What a handler gives back: a whole [Response], or a [Takeover] of the connection.
public sealed interface Reply permits Response, Takeover {}
