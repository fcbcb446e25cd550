package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import com.google.gson.JsonObject;
import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a scene collection of OBS Studio: the JSON of its folder `basic/scenes`, or what it exports. Scenes and groups
/// within scenes are taken apart into their sources. Whatever cannot be taken over is said.
final class ObsImport {
    private static final PictureSize USUAL_CANVAS = new PictureSize(1920, 1080);
    private static final int DEEPEST = 16;
    private static final int ALL_TRACKS = (1 << TrackSet.MOST) - 1;
    private static final double NANOS_A_MILLI = 1e6;
    private static final List<String> SOUNDS_OF_ALL_SCENES = List.of(
            "DesktopAudioDevice1",
            "DesktopAudioDevice2",
            "AuxAudioDevice1",
            "AuxAudioDevice2",
            "AuxAudioDevice3",
            "AuxAudioDevice4");

    private final ObsTree file;
    private final Files files;
    private final PictureSize canvas;
    private final Set<String> left = new LinkedHashSet<>();
    private final Map<String, ObsTree> trees = new LinkedHashMap<>();
    private final Map<String, Optional<Taken>> taken = new HashMap<>();
    private final Map<String, String> channelIds = new HashMap<>();
    private final List<SavedSource> sources = new ArrayList<>();
    private final List<SavedChannel> channels = new ArrayList<>();
    private final Set<String> unsized = new LinkedHashSet<>();
    private int lastId;

    /// What the file does not say of the files that it speaks of.
    interface Files {
        /// {@return pixels of a picture or film; empty where it cannot be read}
        Optional<PictureSize> size(String file);

        /// {@return whether it can be heard}
        boolean sounds(String file);

        /// {@return pictures a second of a film; empty where it cannot be read}
        OptionalDouble rate(String file);

        /// {@return where a picture of OBS Studio's own wipes is on this computer; empty where it is not}
        Optional<String> wipe(String picture);
    }

    /// @param left what could not be taken over, a sentence each
    record Result(SavedCollection collection, List<String> left) {}

    /// A source that is here.
    private record Taken(SavedSource source, Optional<PictureSize> size) {}

    private ObsImport(ObsTree file, Files files) {
        this.file = file;
        this.files = files;
        ObsTree resolution = file.in("resolution");
        boolean said = resolution.number("x", 0) >= 1 && resolution.number("y", 0) >= 1;
        this.canvas =
                said ? new PictureSize((int) resolution.number("x", 1), (int) resolution.number("y", 1)) : USUAL_CANVAS;
        if (!said) {
            left.add(tr(
                    "The file does not say how large the picture of OBS Studio was. {0} x {1} was assumed; "
                            + "where it was another size, places are off.",
                    canvas.width(), canvas.height()));
        }
    }

    /// {@return whether it is a scene collection of OBS Studio}
    static boolean isScenes(JsonObject tree) {
        return new ObsTree(tree).all("sources").stream().anyMatch(source -> source.has("id") && source.has("settings"))
                && (tree.has("scene_order") || tree.has("current_scene"));
    }

    /// {@return what it is here}
    ///
    /// @param tree of which [#isScenes] is true
    static Result read(JsonObject tree, Files files) {
        return new ObsImport(new ObsTree(tree), files).read();
    }

    private Result read() {
        Stream.of("sources", "groups")
                .flatMap(part -> file.all(part).stream())
                .forEach(source -> trees.putIfAbsent(source.name(), source));
        globalSounds();
        for (ObsTree source : file.all("sources")) {
            if (!isFrame(source)) {
                take(source);
            }
        }
        List<SavedScene> scenes = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        for (ObsTree scene : scenesInOrder()) {
            String id = newId();
            ids.put(scene.name(), id);
            scenes.add(new SavedScene(id, scene.name().isBlank() ? tr("Scene") : scene.name(), items(scene)));
        }
        if (scenes.isEmpty()) {
            scenes.add(new SavedScene(newId(), tr("Scene 1"), List.of()));
        }
        if (!unsized.isEmpty()) {
            left.add(tr(
                    "How large these pictures are is not in the file, so their places may be off: {0}.",
                    String.join(", ", unsized)));
        }
        Set<String> used = new LinkedHashSet<>();
        scenes.forEach(scene -> scene.items().forEach(item -> used.add(item.source())));
        sources.stream()
                .filter(source -> !used.contains(source.id()))
                .forEach(source -> left.add(tr("“{0}” is left out: no scene shows it.", source.name())));
        List<SavedSource> shown =
                sources.stream().filter(source -> used.contains(source.id())).toList();
        List<SavedChannel> heard = channels.stream()
                .filter(channel -> !channel.input().startsWith(LiveChannels.OF_SOURCE)
                        || used.contains(channel.input().substring(LiveChannels.OF_SOURCE.length())))
                .toList();
        String first = scenes.getFirst().id();
        Showing showing = new Showing(
                ids.getOrDefault(file.text("current_program_scene", file.text("current_scene", "")), first),
                "",
                new ObsTransition(files, left::add).of(file),
                /* studio= */ false);
        SceneCollection collection = new SceneCollection(shown, scenes);
        String name = file.text("name", "");
        return new Result(
                SavedCollection.of(
                        name.isBlank() ? "OBS Studio" : name, collection, showing.within(collection), heard, List.of()),
                List.copyOf(left));
    }

    private String newId() {
        lastId++;
        return "obs-" + lastId;
    }

    private List<ObsTree> scenesInOrder() {
        List<ObsTree> order = new ArrayList<>();
        Stream.concat(
                        file.all("scene_order").stream().map(ObsTree::name),
                        file.all("sources").stream().map(ObsTree::name))
                .distinct()
                .map(trees::get)
                .filter(source -> source != null && source.kind().equals("scene"))
                .forEach(order::add);
        return order;
    }

    /// {@return whether it is something with items in it}
    private static boolean isFrame(ObsTree source) {
        return source.kind().equals("scene") || source.kind().equals("group");
    }

    private void globalSounds() {
        for (String key : SOUNDS_OF_ALL_SCENES) {
            if (file.has(key)) {
                take(file.in(key));
            }
        }
    }

    // --- sources
    // ------------------------------------------------------------------------------------------------------

    private Optional<Taken> take(ObsTree source) {
        Optional<Taken> known = taken.get(source.name());
        if (known == null) {
            known = new ObsInputs(canvas, left::add).of(source).flatMap(input -> take(source, input));
            taken.put(source.name(), known);
        }
        return known;
    }

    private Optional<Taken> take(ObsTree source, ObsInputs.Input input) {
        if (input.sound()) {
            channels.add(channel(source, channelId(source.name()), input.input()));
            return Optional.empty();
        }
        Optional<PictureSize> size = input.size().or(() -> files.size(input.input()));
        boolean heard = input.film() && files.sounds(input.input());
        if (heard && size.isEmpty()) {
            channels.add(channel(source, channelId(source.name()), input.input()));
            return Optional.empty();
        }
        if (input.film() && size.isEmpty()) {
            left.add(tr("{0}: its file is not there, so its sound has no channel yet.", source.words()));
        }
        SavedSource saved = new SavedSource(
                newId(),
                source.name(),
                input.input(),
                heard,
                new ObsFilters(left::add, this::channelId).pictures(source),
                Map.of());
        sources.add(saved);
        if (heard) {
            channels.add(channel(source, channelId(source.name()), LiveChannels.OF_SOURCE + saved.id()));
        }
        return Optional.of(new Taken(saved, size));
    }

    /// {@return the id that the channel of a source has or will have; empty for no source}
    private String channelId(String name) {
        boolean there = trees.containsKey(name)
                || SOUNDS_OF_ALL_SCENES.stream()
                        .anyMatch(key -> file.in(key).name().equals(name));
        return name.equals("none") || !there ? "" : channelIds.computeIfAbsent(name, _ -> newId());
    }

    private SavedChannel channel(ObsTree source, String id, String input) {
        double volume = source.number("volume", 1);
        double gain = volume <= 0
                ? LiveChannels.SILENCE_DECIBELS
                : Math.clamp(20 * Math.log10(volume), LiveChannels.SILENCE_DECIBELS, LiveChannels.MOST_DECIBELS);
        ChannelSound sound = new ChannelSound(
                2 * source.number("balance", 0.5) - 1,
                ((int) source.number("flags", 0) & FORCED_MONO) != 0,
                (int) Math.round(source.number("sync", 0) / NANOS_A_MILLI),
                switch ((int) source.number("monitoring_type", 0)) {
                    case 1 -> Monitoring.ONLY;
                    case 2 -> Monitoring.BOTH;
                    default -> Monitoring.OFF;
                },
                new ObsFilters(left::add, this::channelId).sounds(source));
        return new SavedChannel(
                id,
                source.name(),
                input,
                gain,
                source.flag("muted", false),
                new TrackSet((int) source.number("mixers", ALL_TRACKS) & ALL_TRACKS),
                sound);
    }

    /// Of the flags of a source: its sound is made mono.
    private static final int FORCED_MONO = 1 << 1;

    // --- items
    // --------------------------------------------------------------------------------------------------------

    private List<SavedItem> items(ObsTree scene) {
        if (!scene.all("filters").isEmpty()) {
            left.add(tr("The filters of the scene “{0}” are not taken over; a scene has none here.", scene.name()));
        }
        List<SavedItem> items = new ArrayList<>();
        place(scene, ObsPlaces.Frame.WHOLE, /* visible= */ true, DEEPEST, items);
        return items.reversed(); // there the lowest is the first
    }

    private void place(ObsTree scene, ObsPlaces.Frame frame, boolean visible, int deep, List<SavedItem> items) {
        for (ObsTree item : scene.in("settings").all("items")) {
            if (item.flag("group_item_backup", false)) {
                continue; // the item of a group once more, for versions of OBS Studio without groups
            }
            ObsTree source = trees.get(item.name());
            if (source == null) {
                left.add(tr("An item of “{0}” is left out: there is no source “{1}”.", scene.name(), item.name()));
            } else if (isFrame(source)) {
                if (deep > 0) {
                    takeApart(scene, item, source, frame, visible, deep, items);
                }
            } else {
                boolean seen = visible && item.flag("visible", true);
                taken.getOrDefault(source.name(), Optional.empty())
                        .ifPresent(one -> add(item, one, frame, seen, items));
            }
        }
    }

    private void takeApart(
            ObsTree scene,
            ObsTree item,
            ObsTree part,
            ObsPlaces.Frame frame,
            boolean visible,
            int deep,
            List<SavedItem> items) {
        boolean group = part.kind().equals("group");
        left.add(
                item.number("rot", 0) != 0 || ObsPlaces.crops(item)
                        ? tr(
                                "“{0}” in “{1}” is taken apart into its sources, not turned or cropped as a whole.",
                                part.name(), scene.name())
                        : tr("“{0}” in “{1}” is taken apart into its sources.", part.name(), scene.name()));
        place(
                part,
                frame.within(item, group ? Optional.empty() : Optional.of(canvas)),
                visible && item.flag("visible", true),
                deep - 1,
                items);
    }

    private void add(ObsTree item, Taken one, ObsPlaces.Frame frame, boolean visible, List<SavedItem> items) {
        SavedSource source = one.source();
        if (items.stream().anyMatch(other -> other.source().equals(one.source().id()))) {
            source = new SavedSource( // a scene has a source once
                    newId(), tr("{0} again", source.name()), source.input(), false, source.filters(), Map.of());
            sources.add(source);
        }
        if (one.size().isEmpty() && ObsPlaces.needsSize(item)) {
            unsized.add(source.name());
        }
        items.add(new SavedItem(
                source.id(),
                visible,
                item.flag("locked", false),
                Place.FREE,
                ObsPlaces.layout(item, frame, one.size(), canvas)));
    }
}
