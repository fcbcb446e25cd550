package io.rostrum.studio.engine;

import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.scene.Fit;
import io.rostrum.capture.scene.SceneItem;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.capture.scene.Transform;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.camera.CameraSettings;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.Seen;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.input.Inputs;
import io.rostrum.studio.input.VideoInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The sources of pictures of a programme, as the user arranges them. Changed on the engine's thread only; any
/// thread may look.
final class LiveSources {
    /// What a picture in a corner leaves free at the edges, as a part of the canvas' height.
    private static final double MARGIN = 1.0 / 30;

    private static final double CORNER_WIDTH = 0.25;

    /// One source that is opened, or being opened.
    private static final class Item {
        private final FilterList filters;
        private final CameraSettings camera;
        private volatile SavedSource saved;
        private volatile @Nullable SourceSlot slot;
        private volatile @Nullable String refused;
        private @Nullable MediaFile media;
        private boolean begun;

        Item(SavedSource saved) {
            this.saved = saved;
            this.filters = new FilterList(saved.filters());
            this.camera = new CameraSettings(saved.set());
        }
    }

    private final Programme programme;
    private final PictureSize canvas;
    private final Rational rate;
    private final Executor engine;
    private volatile List<Item> items = List.of();

    /// @param engine runs what changes this
    LiveSources(Programme programme, PictureSize canvas, Rational rate, Executor engine) {
        this.programme = programme;
        this.canvas = canvas;
        this.rate = rate;
        this.engine = engine;
    }

    /// Opens a source and shows it at `index` from the top.
    void add(SavedSource saved, int index) {
        open(put(saved, index));
    }

    /// Opens a source that was not here before and shows it on top. Whether a film sounds is found out meanwhile.
    ///
    /// @param sounds told, on the engine's thread, of a film whose sound a channel is to take
    void addNew(SavedSource saved, Consumer<SavedSource> sounds) {
        Item item = put(saved, /* index= */ 0);
        Thread.ofVirtual().name("look at " + saved.name()).start(() -> {
            boolean both = soundsToo(saved.input());
            engine.execute(() -> {
                if (items.contains(item)) {
                    item.saved = item.saved.withSound(both);
                    open(item);
                    if (both) {
                        sounds.accept(item.saved);
                    }
                }
            });
        });
    }

    private static boolean soundsToo(String input) {
        try {
            return VideoInput.parse(input) instanceof VideoInput.Media(Path film) && MediaFile.showsAndSounds(film);
        } catch (IllegalArgumentException | DeviceException e) {
            return false; // opening it says why
        }
    }

    private Item put(SavedSource saved, int index) {
        Item item = new Item(saved);
        List<Item> more = new ArrayList<>(items);
        more.add(Math.clamp(index, 0, more.size()), item);
        items = List.copyOf(more);
        return item;
    }

    private void open(Item item) {
        item.begun = true;
        String name = item.saved.name();
        Function<FramePool, Source> opener;
        try {
            opener = opener(item);
        } catch (IllegalArgumentException e) {
            item.refused = String.valueOf(e.getMessage());
            item.filters.filter().close();
            return;
        }
        Thread.ofVirtual().name("open " + name).start(() -> {
            SourceSlot slot = programme.addSource(name, opener, item.filters.filter());
            engine.execute(() -> opened(item, slot));
        });
    }

    private Function<FramePool, Source> opener(Item item) {
        VideoInput input = VideoInput.parse(item.saved.input());
        if (input instanceof VideoInput.Media(var file)) {
            EnumSet<MediaKind> wanted =
                    item.saved.sound() ? EnumSet.allOf(MediaKind.class) : EnumSet.of(MediaKind.VIDEO);
            MediaFile media = new MediaFile(file, /* loop= */ true, canvas, rate, wanted);
            item.media = media;
            return media::video;
        }
        return new Inputs(input, List.of(), canvas, rate, /* loop= */ true).video(item.camera);
    }

    /// A film is seen without its sound from now on, and waits for it no more.
    void silence(String id) {
        find(id).ifPresent(item -> {
            item.saved = item.saved.withSound(false);
            MediaFile film = item.media;
            if (film != null) {
                Thread.ofVirtual().name("silence " + item.saved.name()).start(() -> film.leaveOut(MediaKind.AUDIO));
            }
        });
    }

    private void opened(Item item, SourceSlot slot) {
        if (!items.contains(item)) {
            programme.removeSource(slot);
            return;
        }
        item.slot = slot;
        arrange();
    }

    /// Tells the compositor what is seen, the top one last.
    private void arrange() {
        List<SceneItem> scene = new ArrayList<>();
        for (Item item : items.reversed()) {
            SourceSlot slot = item.slot;
            if (slot != null && item.saved.visible()) {
                scene.add(new SceneItem(slot, transform(item.saved.place())));
            }
        }
        programme.scene(scene);
    }

    private Transform transform(Place place) {
        if (place == Place.WHOLE) {
            return Transform.fullCanvas(canvas);
        }
        int margin = (int) Math.round(canvas.height() * MARGIN);
        int width = (int) Math.round(canvas.width() * CORNER_WIDTH);
        int height = width * 9 / 16;
        boolean left = place == Place.TOP_LEFT || place == Place.BOTTOM_LEFT;
        boolean top = place == Place.TOP_LEFT || place == Place.TOP_RIGHT;
        return new Transform(
                new PictureRect(
                        left ? margin : canvas.width() - width - margin,
                        top ? margin : canvas.height() - height - margin,
                        width,
                        height),
                Fit.COVER,
                1);
    }

    boolean remove(String id) {
        Optional<Item> found = find(id);
        found.ifPresent(item -> {
            items = items.stream().filter(other -> other != item).toList();
            arrange();
            SourceSlot slot = item.slot;
            if (slot != null) {
                Thread.ofVirtual().name("close " + item.saved.name()).start(() -> programme.removeSource(slot));
            } else if (!item.begun) {
                item.filters.filter().close();
            }
        });
        return found.isPresent();
    }

    /// Changes what is saved of a source and how it is shown.
    boolean change(String id, UnaryOperator<SavedSource> change) {
        Optional<Item> found = find(id);
        found.ifPresent(item -> {
            SavedSource before = item.saved;
            item.saved = change.apply(before);
            if (!item.saved.filters().equals(before.filters())) {
                item.filters.set(item.saved.filters());
            }
            arrange();
        });
        return found.isPresent();
    }

    /// Sets something on a source's camera.
    void control(String id, String control, int value) {
        find(id).ifPresent(item -> {
            item.saved = item.saved.withControl(control, value);
            Thread.ofVirtual().name("set " + control).start(() -> {
                Integer newest = item.saved.set().get(control); // others may have been chosen meanwhile
                if (newest != null) {
                    item.camera.set(control, newest);
                }
            });
        });
    }

    void move(String id, int index) {
        find(id).ifPresent(item -> {
            List<Item> others = new ArrayList<>(items);
            others.remove(item);
            others.add(Math.clamp(index, 0, others.size()), item);
            items = List.copyOf(others);
            arrange();
        });
    }

    private Optional<Item> find(String id) {
        return items.stream().filter(item -> item.saved.id().equals(id)).findFirst();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /// {@return the file that a source plays, whose sound a channel can take; empty for other sources}
    Optional<MediaFile> media(String id) {
        return find(id).map(item -> item.media);
    }

    List<SavedSource> saved() {
        return items.stream().map(item -> item.saved).toList();
    }

    List<SourceView> view() {
        return items.stream()
                .map(item -> new SourceView(
                        item.saved.id(),
                        item.saved.name(),
                        item.saved.input(),
                        item.saved.visible(),
                        item.saved.place(),
                        health(item),
                        item.filters.view(),
                        seen(item),
                        item.camera.controls()))
                .toList();
    }

    private Optional<Seen> seen(Item item) {
        Transform transform = transform(item.saved.place());
        return Optional.ofNullable(item.slot)
                .flatMap(SourceSlot::pictureSize)
                .map(size -> new Seen(
                        size,
                        transform.fit().crop(size, transform.place()),
                        transform.fit().destination(size, transform.place())));
    }

    private static Health health(Item item) {
        String refused = item.refused;
        if (refused != null) {
            return new Health.Lost(refused);
        }
        SourceSlot slot = item.slot;
        if (slot == null) {
            return new Health.Opening();
        }
        return switch (slot.state()) {
            case SourceSlot.State.Running _ -> new Health.Running();
            case SourceSlot.State.Ended _ -> new Health.Ended();
            case SourceSlot.State.Lost(String why) -> new Health.Lost(why);
        };
    }
}
