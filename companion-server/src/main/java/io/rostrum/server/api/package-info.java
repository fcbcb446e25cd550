/// What the operator asks and orders over HTTP, with a token: streams, viewers, forwards, configuration.
///
/// Start at [OperatorRoutes]; `openapi.yaml` describes every route.
@NullMarked
package io.rostrum.server.api;

import org.jspecify.annotations.NullMarked;
