package io.rostrum.studio.remote;

import com.google.gson.JsonObject;

/// Something that happened in the studio.
///
/// @param type   as the protocol names it
/// @param intent whom it concerns: who has subscribed to this bit of `EventSubscription`
record RemoteEvent(String type, int intent, JsonObject data) {
    static final int GENERAL = 1;
    static final int SCENES = 1 << 2;
    static final int INPUTS = 1 << 3;
    static final int TRANSITIONS = 1 << 4;
    static final int OUTPUTS = 1 << 6;
    static final int SCENE_ITEMS = 1 << 7;
    static final int UI = 1 << 10;

    /// All that does not come in great numbers.
    static final int ALL = (1 << 12) - 1;

    static final int SCENE_ITEM_TRANSFORM_CHANGED = 1 << 19;

    /// {@return the message that says so}
    JsonObject message() {
        JsonObject d = new JsonObject();
        d.addProperty("eventType", type);
        d.addProperty("eventIntent", intent);
        d.add("eventData", data);
        return OpCode.EVENT.message(d);
    }
}
