package io.rostrum.studio.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;

/// Settings of earlier forms, made those of now.
///
/// Form 1 had no scenes: its sources, the top one first, each with its place, are the one scene of form
/// 2. Form 2 had one canvas: in form 3 scenes may have places on a second one, too.
final class SettingsBefore {
    private SettingsBefore() {}

    /// @param settings changed in place where they are of an earlier form; null for an empty file
    static void bringAlong(@Nullable JsonObject settings) {
        if (settings != null && new JsonPrimitive(1).equals(settings.get("schema"))) {
            fromOneScene(settings);
        }
        if (settings != null && new JsonPrimitive(2).equals(settings.get("schema"))) {
            settings.addProperty("schema", 3);
        }
    }

    private static void fromOneScene(JsonObject settings) {
        JsonArray items = new JsonArray();
        if (settings.get("sources") instanceof JsonArray sources) {
            for (JsonElement source : sources) {
                if (source instanceof JsonObject shown) {
                    items.add(item(shown));
                }
            }
        }
        JsonObject scene = new JsonObject();
        scene.addProperty("id", SceneCollection.FIRST);
        scene.addProperty("name", "Scene 1");
        scene.add("items", items);
        JsonArray scenes = new JsonArray();
        scenes.add(scene);
        settings.add("scenes", scenes);
        JsonObject showing = new JsonObject();
        showing.addProperty("shown", SceneCollection.FIRST);
        settings.add("showing", showing);
        settings.addProperty("schema", 2);
    }

    private static JsonObject item(JsonObject source) {
        JsonObject item = new JsonObject();
        item.add("source", source.get("id"));
        item.add("visible", source.remove("visible"));
        item.add("place", source.remove("place"));
        return item;
    }
}
