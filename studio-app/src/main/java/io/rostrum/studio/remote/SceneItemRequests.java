package io.rostrum.studio.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.StudioSnapshot.ItemView;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import java.util.List;
import java.util.Map;

/// Requests about the sources that scenes show.
final class SceneItemRequests {
    private final RemoteRequests requests;

    private SceneItemRequests(RemoteRequests requests) {
        this.requests = requests;
    }

    static void list(RemoteRequests requests, Map<String, RemoteRequests.Call> calls) {
        SceneItemRequests items = new SceneItemRequests(requests);
        calls.put("GetSceneItemList", (fields, _) -> items.all(fields));
        calls.put("GetSceneItemId", (fields, _) -> items.id(fields));
        calls.put("GetSceneItemSource", (fields, _) -> items.source(fields));
        calls.put("GetSceneItemEnabled", (fields, _) -> items.enabled(fields));
        calls.put("SetSceneItemEnabled", (fields, _) -> items.enable(fields));
        calls.put("GetSceneItemLocked", (fields, _) -> items.locked(fields));
        calls.put("SetSceneItemLocked", (fields, _) -> items.lock(fields));
        calls.put("GetSceneItemIndex", (fields, _) -> items.index(fields));
        calls.put("SetSceneItemIndex", (fields, _) -> items.move(fields));
        calls.put("GetSceneItemTransform", (fields, _) -> items.transform(fields));
        calls.put("SetSceneItemTransform", (fields, _) -> items.place(fields));
    }

    /// {@return what a scene shows, the lowest first, as the protocol counts it}
    static JsonArray list(Found found, SceneView scene) {
        JsonArray list = new JsonArray();
        for (ItemView item : scene.items().reversed()) {
            JsonObject each = new JsonObject();
            each.addProperty("sceneItemId", Found.itemId(item.source()));
            each.addProperty("sceneItemIndex", list.size());
            each.addProperty("sceneItemEnabled", item.visible());
            each.addProperty("sceneItemLocked", item.locked());
            each.add("sceneItemTransform", transform(found, item));
            each.addProperty("sceneItemBlendMode", "OBS_BLEND_NORMAL");
            each.addProperty("sourceName", item.name());
            each.addProperty("sourceUuid", Found.uuid(item.source()));
            each.addProperty("sourceType", "OBS_SOURCE_TYPE_INPUT");
            each.addProperty("inputKind", InputKinds.of(item.input()));
            each.add("isGroup", JsonNull.INSTANCE);
            list.add(each);
        }
        return list;
    }

    static JsonObject transform(Found found, ItemView item) {
        return ItemTransform.of(item.layout(), found.canvas(), found.size(item.source()));
    }

    private JsonObject all(RequestFields fields) throws RequestException {
        Found found = requests.now();
        JsonObject answer = new JsonObject();
        answer.add("sceneItems", list(found, found.scene(fields)));
        return answer;
    }

    private JsonObject id(RequestFields fields) throws RequestException {
        SceneView scene = requests.now().scene(fields);
        String name = fields.text("sourceName");
        List<ItemView> matching = scene.items().stream()
                .filter(item -> item.name().equals(name))
                .toList()
                .reversed();
        int skip = fields.has("searchOffset") ? fields.whole("searchOffset", -1, Integer.MAX_VALUE) : 0;
        int at = skip < 0 ? matching.size() - 1 : skip;
        if (at < 0 || at >= matching.size()) {
            throw new RequestException(
                    RequestStatus.RESOURCE_NOT_FOUND,
                    "sourceName: " + name + " (expected: a source of the scene " + scene.name() + ")");
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("sceneItemId", Found.itemId(matching.get(at).source()));
        return answer;
    }

    private ItemView item(RequestFields fields) throws RequestException {
        Found found = requests.now();
        return found.item(found.scene(fields), fields);
    }

    private JsonObject source(RequestFields fields) throws RequestException {
        ItemView item = item(fields);
        JsonObject answer = new JsonObject();
        answer.addProperty("sourceName", item.name());
        answer.addProperty("sourceUuid", Found.uuid(item.source()));
        return answer;
    }

    private JsonObject enabled(RequestFields fields) throws RequestException {
        JsonObject answer = new JsonObject();
        answer.addProperty("sceneItemEnabled", item(fields).visible());
        return answer;
    }

    private JsonObject enable(RequestFields fields) throws RequestException, InterruptedException {
        String scene = requests.now().scene(fields).id();
        String source = item(fields).source();
        boolean on = fields.flag("sceneItemEnabled");
        requests.change(() -> requests.studio().scenes().show(scene, source, on));
        return new JsonObject();
    }

    private JsonObject locked(RequestFields fields) throws RequestException {
        JsonObject answer = new JsonObject();
        answer.addProperty("sceneItemLocked", item(fields).locked());
        return answer;
    }

    private JsonObject lock(RequestFields fields) throws RequestException, InterruptedException {
        String scene = requests.now().scene(fields).id();
        String source = item(fields).source();
        boolean on = fields.flag("sceneItemLocked");
        requests.change(() -> requests.studio().scenes().lock(scene, source, on));
        return new JsonObject();
    }

    private JsonObject index(RequestFields fields) throws RequestException {
        SceneView scene = requests.now().scene(fields);
        JsonObject answer = new JsonObject();
        int fromTop = scene.sources().indexOf(item(fields).source());
        answer.addProperty("sceneItemIndex", scene.items().size() - 1 - fromTop);
        return answer;
    }

    private JsonObject move(RequestFields fields) throws RequestException, InterruptedException {
        SceneView scene = requests.now().scene(fields);
        String source = item(fields).source();
        int fromBelow = fields.whole("sceneItemIndex", 0, scene.items().size() - 1);
        requests.change(() -> requests.studio()
                .scenes()
                .move(scene.id(), source, scene.items().size() - 1 - fromBelow));
        return new JsonObject();
    }

    private JsonObject transform(RequestFields fields) throws RequestException {
        JsonObject answer = new JsonObject();
        answer.add("sceneItemTransform", transform(requests.now(), item(fields)));
        return answer;
    }

    private JsonObject place(RequestFields fields) throws RequestException, InterruptedException {
        Found found = requests.now();
        SceneView scene = found.scene(fields);
        ItemView item = found.item(scene, fields);
        if (item.locked()) {
            throw new RequestException(
                    RequestStatus.INVALID_RESOURCE_STATE,
                    item.name() + ": its place is locked (expected: unlocked, by SetSceneItemLocked)");
        }
        Layout to = ItemTransform.change(
                item.layout(),
                new RequestFields(fields.object("sceneItemTransform")),
                found.canvas(),
                found.size(item.source()));
        requests.change(() -> requests.studio().scenes().place(scene.id(), item.source(), to));
        return new JsonObject();
    }
}
