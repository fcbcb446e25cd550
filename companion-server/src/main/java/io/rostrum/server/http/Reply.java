package io.rostrum.server.http;

/// What a handler gives back: a whole [Response], a [Takeover] of the connection, an [Upload] that takes the request's
/// body
/// as it comes, or the promise of one [Later].
public sealed interface Reply permits Response, Takeover, Upload, Later {}
