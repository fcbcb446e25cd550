package io.rostrum.server.http;

/// Answers the requests of one [Route].
@FunctionalInterface
public interface HttpHandler {
    /// Called on the connection's event loop, where nothing may block, or on a virtual thread if the route says so.
    ///
    /// @return the reply; the server takes it, and its body with it
    /// @throws HttpException to refuse the request in words
    Reply handle(Request request) throws Exception;
}
