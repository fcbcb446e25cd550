package io.rostrum.server.http;

/// Answers before the request's body has come, which may have no end: with an [Upload], or with a refusal. The request
/// it
/// is given has an empty body.
@FunctionalInterface
public interface UploadHandler extends HttpHandler {}
