package io.rostrum.testing.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;

/// Settings of a studio with scenes, as its settings file has them: 720p30, each scene before the test card, whose beep
/// is heard.
///
/// The pictures of the sources stand where the test card has its bars and its moving part, so that its strips and its
/// flash can be read in every scene. Remote control is on.
final class SceneSettings {
    static final String PASSWORD = "bench-bench-bench";
    private static final String CARD = "card";
    /// Between the flash and the strips of the card, in parts of the canvas.
    private static final double TOP = 0.33;

    private static final double HEIGHT = 0.34;
    private static final double LEFT = 0.07;
    private static final double WIDTH = 0.86;

    private final JsonArray sources = new JsonArray();
    private final JsonArray scenes = new JsonArray();
    private final JsonArray views = new JsonArray();
    private final JsonArray destinations = new JsonArray();
    private final int port;
    private String canvas = "{\"on\": false, \"size\": \"720x1280\", \"bitsPerSecond\": 2500000}";
    private String stinger = "";

    /// @param port of the remote control
    SceneSettings(int port) {
        this.port = port;
        source(CARD, "testcard", List.of());
    }

    /// Adds a source.
    ///
    /// @param id      its name, too
    /// @param filters specs of what is done to its pictures
    void source(String id, String input, List<String> filters) {
        JsonObject source = new JsonObject();
        source.addProperty("id", id);
        source.addProperty("name", id);
        source.addProperty("input", input);
        source.addProperty("sound", false);
        JsonArray list = new JsonArray();
        for (String spec : filters) {
            JsonObject filter = new JsonObject();
            filter.addProperty("spec", spec);
            filter.addProperty("enabled", true);
            list.add(filter);
        }
        source.add("filters", list);
        sources.add(source);
    }

    /// Adds a scene that shows these side by side before the card.
    void scene(String name, List<String> shown) {
        JsonArray items = new JsonArray();
        double width = WIDTH / shown.size();
        for (int i = 0; i < shown.size(); i++) {
            JsonObject layout = new JsonObject();
            layout.addProperty("x", LEFT + i * width);
            layout.addProperty("y", TOP);
            layout.addProperty("width", width);
            layout.addProperty("height", HEIGHT);
            layout.addProperty("fit", "COVER");
            JsonObject item = item(shown.get(i), "FREE");
            item.add("layout", layout);
            items.add(item);
        }
        items.add(item(CARD, "WHOLE"));
        JsonObject scene = new JsonObject();
        scene.addProperty("id", "scene-" + (scenes.size() + 1));
        scene.addProperty("name", name);
        scene.add("items", items);
        scenes.add(scene);
    }

    private static JsonObject item(String source, String place) {
        JsonObject item = new JsonObject();
        item.addProperty("source", source);
        item.addProperty("visible", true);
        item.addProperty("locked", false);
        item.addProperty("place", place);
        return item;
    }

    void stinger(Path film) {
        stinger = film.toString();
    }

    /// @param address with the key
    /// @param second  whether it gets the second canvas
    void destination(String name, String address, boolean second) {
        int slash = address.lastIndexOf('/');
        destinations.add(JsonParser.parseString(
                """
                {"id": "%s", "name": "%s", "address": "%s", "key": "%s", "enabled": true,
                 "sending": {"adapt": "never", "floorBitsPerSecond": 0, "backup": "", "ownSize": "", "ownBitsPerSecond": 0,
                             "byServer": false, "delaySeconds": 0, "minutes": 0, "track": 1, "secondCanvas": %b}}
                """.formatted(name, name, address.substring(0, slash), address.substring(slash + 1), second)));
    }

    /// The vertical canvas is made from the start.
    void secondCanvas() {
        canvas = "{\"on\": true, \"size\": \"720x1280\", \"bitsPerSecond\": 2500000}";
    }

    /// The multiview is open from the start, in a window of 1280x720.
    void multiview() {
        views.add(JsonParser.parseString("""
                {"kind": "MULTIVIEW", "id": "", "x": 1400, "y": 0, "width": 1280, "height": 720, "full": false,
                 "safe": false}
                """));
    }

    /// {@return what the settings file says}
    ///
    /// @param data the studio's folder
    String text(Path data) {
        JsonObject settings = JsonParser.parseString("""
            {"schema": 3,
             "showing": {"shown": "scene-1", "next": "", "studio": false, "second": false,
                         "transition": {"kind": "FADE", "millis": 700, "colour": 0,
                                        "wipe": {"pattern": "IRIS", "quarterTurns": 0, "reversed": false,
                                                 "softness": 0.1, "file": ""},
                                        "stinger": {"file": "%s", "switchMillis": 500, "gainDecibels": 0}}},
             "channels": [{"id": "beep", "name": "beep", "input": "testcard", "gainDecibels": 0, "muted": false}],
             "programme": [],
             "output": {"size": "1280x720", "frameRate": "30", "bitsPerSecond": 2500000, "keyframeSeconds": 2,
                        "encoder": "x264", "recordFolder": "%s", "recordTrack": 1, "canvas": %s},
             "window": {"theme": "DARK", "guideDone": true, "width": 0, "height": 0, "maximized": false,
                        "networkAsked": true},
             "remote": {"on": true, "port": %d, "network": false, "password": "%s", "kept": false},
             "network": false, "lastId": 100}
            """.formatted(stinger, data, canvas, port, PASSWORD))
                .getAsJsonObject();
        JsonArray all = new JsonArray();
        all.add(JsonParser.parseString("""
                {"id": "own-server", "name": "My server", "address": "", "key": "", "enabled": false}"""));
        all.addAll(destinations);
        settings.add("destinations", all);
        settings.add("sources", sources);
        settings.add("scenes", scenes);
        settings.getAsJsonObject("window").add("views", views);
        return new GsonBuilder().setPrettyPrinting().create().toJson(settings);
    }
}
