package io.rostrum.server.webhook;

import com.google.gson.JsonObject;
import java.time.Instant;

/// Something that happened to a stream.
///
/// @param stream its name
/// @param data   what else receivers are told; not changed any more
record Event(EventType type, String stream, Instant at, JsonObject data) {}
