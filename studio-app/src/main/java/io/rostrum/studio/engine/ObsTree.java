package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/// Looks into what OBS Studio wrote, which leaves out whatever is as usual: every question says what that is.
record ObsTree(JsonObject json) {
    private static final ObsTree NOTHING = new ObsTree(new JsonObject());

    /// {@return what is in there of that name; nothing where there is no such object}
    ObsTree in(String key) {
        return json.get(key) instanceof JsonObject object ? new ObsTree(object) : NOTHING;
    }

    boolean has(String key) {
        return json.has(key);
    }

    /// {@return the objects of a list}
    List<ObsTree> all(String key) {
        List<ObsTree> all = new ArrayList<>();
        if (json.get(key) instanceof JsonArray list) {
            for (JsonElement one : list) {
                if (one instanceof JsonObject object) {
                    all.add(new ObsTree(object));
                }
            }
        }
        return all;
    }

    String text(String key, String usual) {
        return (json.get(key) instanceof JsonPrimitive text && text.isString()) ? text.getAsString() : usual;
    }

    double number(String key, double usual) {
        double number = (json.get(key) instanceof JsonPrimitive some && some.isNumber()) ? some.getAsDouble() : usual;
        return Double.isFinite(number) ? number : usual;
    }

    boolean flag(String key, boolean usual) {
        return (json.get(key) instanceof JsonPrimitive flag && flag.isBoolean()) ? flag.getAsBoolean() : usual;
    }

    /// {@return a colour as ARGB; it is written as a number of alpha, blue, green and red}
    int argb(String key, long usual) {
        long abgr = (json.get(key) instanceof JsonPrimitive some && some.isNumber()) ? some.getAsLong() : usual;
        return (int) ((abgr & 0xFF00FF00L) | ((abgr & 0xFF) << 16) | ((abgr >> 16) & 0xFF));
    }

    /// {@return what kind of thing it is, whatever the version of the kind: `text_gdiplus` of `text_gdiplus_v3`}
    String kind() {
        return text("id", "").replaceAll("_v\\d+$", "");
    }

    String name() {
        return text("name", "");
    }

    /// {@return its name and kind, for people}
    String words() {
        return "“" + name() + "” (" + text("id", tr("of no kind")) + ")";
    }
}
