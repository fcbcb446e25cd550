package io.rostrum.studio.remote;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.ItemView;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Seen;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What programs speak of, found in the studio as it is at one moment: by name, or by the id that the studio gives it
/// for the protocol. These ids are made of the studio's own, so that they are the same the next time.
///
/// An input is a source of pictures or a channel of sound; the sound of a film belongs to the film.
record Found(StudioSnapshot snapshot) {
    /// What the input of a channel begins with that is the sound of a source of pictures.
    private static final String OF_SOURCE = "source:";

    /// Something that shows or sounds.
    ///
    /// @param id    of the studio
    /// @param input as the studio names what is opened
    record Input(String id, String name, String input, Optional<ChannelView> channel) {
        String uuid() {
            return Found.uuid(id);
        }

        String kind() {
            return InputKinds.of(input);
        }
    }

    /// {@return the protocol's id of something}
    static String uuid(String id) {
        return UUID.nameUUIDFromBytes(("rostrum:" + id).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// {@return the protocol's number of a source in a scene: the same in every scene}
    static int itemId(String source) {
        return source.matches("[1-9][0-9]{0,8}")
                ? Integer.parseInt(source)
                : 1_000_000_000 + (source.hashCode() & 0xFFFFFFF);
    }

    PictureSize canvas() {
        return PictureSize.parse(snapshot.output().size());
    }

    // --- scenes -----------------------------------------------------------------------------------------------------

    SceneView scene(String id) {
        List<SceneView> all = snapshot.scenes().list();
        return all.stream().filter(scene -> scene.id().equals(id)).findFirst().orElseGet(all::getFirst);
    }

    /// {@return the scene that a request names}
    SceneView scene(RequestFields fields) throws RequestException {
        return named(fields, "scene", snapshot.scenes().list(), SceneView::id, SceneView::name);
    }

    /// {@return whether a scene has this name}
    boolean hasScene(String name) {
        return snapshot.scenes().list().stream().anyMatch(scene -> scene.name().equals(name));
    }

    private static <T> T named(
            RequestFields fields, String what, List<T> all, Function<T, String> id, Function<T, String> name)
            throws RequestException {
        boolean byId = fields.has(what + "Uuid");
        String wanted = fields.text(what + (byId ? "Uuid" : "Name"));
        return all.stream()
                .filter(each -> wanted.equals(byId ? uuid(id.apply(each)) : name.apply(each)))
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        RequestStatus.RESOURCE_NOT_FOUND,
                        what + (byId ? "Uuid: " : "Name: ") + wanted + " (expected: one that is there)"));
    }

    // --- sources in scenes ------------------------------------------------------------------------------------------

    /// {@return the source that a request names by its number in a scene}
    ItemView item(SceneView scene, RequestFields fields) throws RequestException {
        int id = fields.whole("sceneItemId", 0, Integer.MAX_VALUE);
        return scene.items().stream()
                .filter(item -> itemId(item.source()) == id)
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        RequestStatus.RESOURCE_NOT_FOUND,
                        "sceneItemId: " + id + " (expected: one of the scene " + scene.name() + ")"));
    }

    /// {@return how large a source's own picture is; empty while that is not known, and for one that the scene that is
    /// edited does not show}
    Optional<PictureSize> size(String source) {
        return snapshot.sources().stream()
                .filter(view -> view.id().equals(source))
                .findFirst()
                .flatMap(SourceView::seen)
                .map(Seen::size);
    }

    // --- inputs -----------------------------------------------------------------------------------------------------

    /// {@return all that shows and sounds}
    List<Input> inputs() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        for (SceneView scene : snapshot.scenes().list()) {
            for (ItemView item : scene.items()) {
                inputs.putIfAbsent(
                        item.source(), new Input(item.source(), item.name(), item.input(), soundOf(item.source())));
            }
        }
        for (ChannelView channel : snapshot.channels()) {
            boolean ofFilm = channel.input().startsWith(OF_SOURCE)
                    && inputs.containsKey(channel.input().substring(OF_SOURCE.length()));
            if (!ofFilm) {
                inputs.put(
                        channel.id(), new Input(channel.id(), channel.name(), channel.input(), Optional.of(channel)));
            }
        }
        return List.copyOf(inputs.values());
    }

    private Optional<ChannelView> soundOf(String source) {
        return snapshot.channels().stream()
                .filter(channel -> channel.input().equals(OF_SOURCE + source))
                .findFirst();
    }

    /// {@return the input that a request names}
    Input input(RequestFields fields) throws RequestException {
        return named(fields, "input", inputs(), Input::id, Input::name);
    }

    /// {@return the sound of the input that a request names; of several of one name that which sounds}
    ChannelView sound(RequestFields fields) throws RequestException {
        Input input = input(fields);
        return inputs().stream()
                .filter(each -> each.id().equals(input.id())
                        || (!fields.has("inputUuid") && each.name().equals(input.name())))
                .flatMap(each -> each.channel().stream())
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        RequestStatus.INVALID_RESOURCE_STATE,
                        input.name() + ": has no sound (expected: an input that is heard)"));
    }
}
