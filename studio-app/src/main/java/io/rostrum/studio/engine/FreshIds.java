package io.rostrum.studio.engine;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.rostrum.capture.audio.filter.SoundFilterSpec;
import io.rostrum.studio.engine.SettingsFile.UnusableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives what is in a scene collection ids that nothing else has, so that two collections never speak of one source.
final class FreshIds {
    private static final Gson GSON = new Gson();
    /// What the input of a source begins with that is a scene.
    private static final String SCENE = "scene:";

    private final Map<String, String> fresh = new HashMap<>();

    private FreshIds() {}

    /// {@return the same under ids that `ids` gives}
    static SavedCollection in(SavedCollection collection, Supplier<String> ids) {
        FreshIds change = new FreshIds();
        JsonObject tree = GSON.toJsonTree(collection).getAsJsonObject();
        for (String part : List.of("sources", "scenes", "channels")) {
            change.identify(tree.get(part), ids);
        }
        tree.getAsJsonArray("scenes").forEach(scene -> {
            JsonObject shown = scene.getAsJsonObject();
            change.identify(shown.get("groups"), ids);
            if (shown.get("second") instanceof JsonObject second) {
                change.identify(second.get("groups"), ids);
            }
        });
        try {
            return SettingsFile.read(GSON.toJson(change.object(tree)), SavedCollection.class);
        } catch (UnusableException e) {
            throw new IllegalStateException("a collection that " + e.getMessage(), e); // it was read before
        }
    }

    private void identify(@Nullable JsonElement list, Supplier<String> ids) {
        if (list instanceof JsonArray all) {
            all.forEach(
                    one -> fresh.computeIfAbsent(one.getAsJsonObject().get("id").getAsString(), _ -> ids.get()));
        }
    }

    private JsonObject object(JsonObject from) {
        JsonObject to = new JsonObject();
        from.entrySet().forEach(entry -> to.add(entry.getKey(), changed(entry.getKey(), entry.getValue())));
        return to;
    }

    private JsonElement changed(String key, JsonElement value) {
        if (value instanceof JsonObject object) {
            return object(object);
        }
        if (value instanceof JsonArray array) {
            JsonArray to = new JsonArray();
            array.forEach(one -> to.add(changed(key, one)));
            return to;
        }
        return value instanceof JsonPrimitive text && text.isString()
                ? new JsonPrimitive(text(key, text.getAsString()))
                : value;
    }

    private String text(String key, String text) {
        return switch (key) {
            case "name" -> text;
            case "input" -> input(text);
            case "spec" -> filter(text);
            default -> id(text);
        };
    }

    private String input(String text) {
        for (String begin : List.of(LiveChannels.OF_SOURCE, SCENE)) {
            if (text.startsWith(begin)) {
                return begin + id(text.substring(begin.length()));
            }
        }
        return text;
    }

    /// A filter of sound may follow another channel.
    private String filter(String text) {
        if (SoundFilterSpec.trouble(text).isPresent()) {
            return text;
        }
        SoundFilterSpec spec = SoundFilterSpec.parse(text);
        return spec.key().isEmpty() ? text : spec.withKey(id(spec.key())).text();
    }

    private String id(String text) {
        return fresh.getOrDefault(text, text);
    }
}
