package io.rostrum.server.audience;

import com.google.gson.JsonObject;
import io.rostrum.server.webhook.Announcer;
import io.rostrum.server.webhook.EventType;

/// Tells webhooks of viewers.
record Telling(Announcer announcer) implements LiveBroadcast.Events {
    @Override
    public void joined(String stream, ViewerSession session) {
        announcer.tell(EventType.VIEWER_JOINED, stream, data(session));
    }

    @Override
    public void left(String stream, ViewerSession session) {
        JsonObject data = data(session);
        data.addProperty("watchedMillis", session.watched().toMillis());
        announcer.tell(EventType.VIEWER_LEFT, stream, data);
    }

    private static JsonObject data(ViewerSession session) {
        JsonObject data = new JsonObject();
        data.addProperty("viewer", session.id());
        data.addProperty("protocol", session.protocol());
        data.addProperty("device", session.device());
        session.country().ifPresent(country -> data.addProperty("country", country));
        data.addProperty("startedAt", session.startedAt().toString());
        return data;
    }

    @Override
    public void reached(String stream, int threshold, int viewers) {
        JsonObject data = new JsonObject();
        data.addProperty("threshold", threshold);
        data.addProperty("viewers", viewers);
        announcer.tell(EventType.VIEWERS_THRESHOLD, stream, data);
    }
}
