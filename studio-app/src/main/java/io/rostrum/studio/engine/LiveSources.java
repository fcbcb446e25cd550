package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.media.MediaPlaylist;
import io.rostrum.capture.media.PlayedMedia;
import io.rostrum.capture.scene.Compositor;
import io.rostrum.capture.scene.ItemPicture;
import io.rostrum.capture.scene.NestedScene;
import io.rostrum.capture.scene.SceneCanvas;
import io.rostrum.capture.scene.SceneItem;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.capture.scene.Transform;
import io.rostrum.capture.scene.Transition;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.camera.CameraSettings;
import io.rostrum.capture.source.drawn.LiveDrawing;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.SceneCollection.SavedGroup;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.engine.StudioSnapshot.Film;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.Seen;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.ViewDesk.Target;
import io.rostrum.studio.input.Drawings;
import io.rostrum.studio.input.Inputs;
import io.rostrum.studio.input.Playlists;
import io.rostrum.studio.input.SceneInput;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.input.VideoInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sources of pictures of a programme: each is open once, whatever scenes show it. Those of scenes that are not
/// shown go on, so that a scene is there at once when it is taken; their filters rest. Changed on the engine's
/// thread only; any thread may look.
final class LiveSources {
    private static final int MOST_DRAWN_SIDE = 4096;
    private static final Duration SKIP = Duration.ofSeconds(10);

    /// One source that is opened, or being opened.
    private static final class Item {
        private final FilterList filters;
        private final CameraSettings camera;
        private volatile SavedSource saved;
        private volatile @Nullable SourceSlot slot;
        private volatile @Nullable String refused;
        private volatile @Nullable PlayedMedia media;
        private volatile @Nullable LiveDrawing drawing;
        private volatile @Nullable NestedScene nested;
        private boolean begun;
        private volatile boolean heldBack;
        /// Whether a film is opened with its sound.
        private boolean sound;

        Item(SavedSource saved) {
            this.saved = saved;
            this.filters = new FilterList(saved.filters());
            this.camera = new CameraSettings(saved.set());
        }

        /// {@return whether it can go on as this, without being opened anew}
        boolean becomes(SavedSource to, LivePages pages) {
            return to.input().equals(saved.input())
                    || pages.becomes(saved.id(), to.input())
                    || (drawing != null && spec(to.input()).isPresent())
                    || (nested != null && SceneInput.scene(to.input()).isPresent());
        }

        /// {@return what is seen of it; empty before it is opened}
        Optional<ItemPicture> picture() {
            NestedScene scene = nested;
            return scene == null ? Optional.ofNullable(slot) : Optional.of(scene);
        }
    }

    private final Programme programme;
    private final PictureSize canvas;
    private final Rational rate;
    private final Executor engine;
    private final Consumer<String> sounds;
    private final Arrangement.Views views;
    private final SafeStart safe;
    private final LivePages pages;
    private final LiveTransitions transitions;
    private final Set<String> unseen = new HashSet<>();
    private volatile List<Item> items = List.of();
    private volatile SceneCollection scenes = SceneCollection.empty();
    private volatile Showing showing = Showing.first();
    private volatile Optional<SceneCanvas> second = Optional.empty();
    private boolean comparing;

    /// @param engine runs what changes this
    /// @param sounds told, on `engine`, the id of a new film whose sound a channel is to take
    /// @param views  who looks
    /// @param safe   what is not opened
    /// @param browser draws web pages; borrowed
    /// @param transitions makes those that scenes are gone over by
    LiveSources(
            Programme programme,
            PictureSize canvas,
            Rational rate,
            Executor engine,
            Consumer<String> sounds,
            Arrangement.Views views,
            SafeStart safe,
            Chromium browser,
            LiveTransitions transitions) {
        this.views = views;
        this.safe = safe;
        this.pages = new LivePages(browser, canvas, rate);
        this.transitions = transitions;
        this.programme = programme;
        this.sounds = sounds;
        this.canvas = canvas;
        this.rate = rate;
        this.engine = engine;
    }

    /// Opens those that were held back and are not any more.
    void openReleased() {
        items.stream()
                .filter(item -> item.heldBack && !safe.holds(item.saved.id()))
                .forEach(this::open);
    }

    /// Frees what the programme has not been given.
    void close() {
        items.stream().filter(item -> item.heldBack).forEach(this::close);
    }

    /// There is another second canvas now, or none any more; it shows nothing until [#follow].
    void second(Optional<SceneCanvas> now) {
        second = now;
    }

    /// The source of this id is looked at before it is opened: a film may sound.
    void lookFirst(String id) {
        unseen.add(id);
    }

    /// Opens, changes and closes sources until they are those of `now`, and shows their scenes as they are now.
    ///
    /// @param heard whether the sound of a film has its channel; without it the film waits for no sound
    void follow(SceneCollection now, Showing seen, Predicate<String> heard) {
        List<Item> before = items;
        List<Item> wanted = new ArrayList<>();
        List<Item> fresh = new ArrayList<>();
        for (SavedSource saved : now.sources()) {
            Optional<Item> known = find(saved.id()).filter(item -> item.becomes(saved, pages));
            Item item = known.orElseGet(() -> new Item(saved));
            wanted.add(item);
            if (known.isPresent()) {
                change(item, saved);
            } else {
                fresh.add(item);
            }
        }
        items = List.copyOf(wanted);
        scenes = now;
        showing = seen;
        transitions.follow(now, seen.transition(), second.map(SceneCanvas::size));
        arrange();
        before.stream().filter(item -> !wanted.contains(item)).forEach(this::close);
        for (Item item : fresh) {
            if (unseen.remove(item.saved.id())) {
                look(item);
            } else {
                item.sound = item.saved.sound() && heard.test(item.saved.id());
                open(item);
            }
        }
    }

    private void change(Item item, SavedSource to) {
        SavedSource from = item.saved;
        item.saved = to;
        pages.show(to.id(), to.input());
        if (!to.filters().equals(from.filters())) {
            item.filters.set(to.filters());
        }
        LiveDrawing drawing = item.drawing;
        if (drawing != null && !to.input().equals(from.input())) {
            spec(to.input()).map(Drawings::of).ifPresent(drawing::show);
        }
        to.set().forEach((control, value) -> {
            if (!value.equals(from.set().get(control))) {
                control(item, control);
            }
        });
    }

    /// {@return what is drawn here; empty for other inputs, and for what cannot be drawn}
    private static Optional<SourceSpec> spec(String input) {
        try {
            return VideoInput.parse(input) instanceof VideoInput.Drawn(SourceSpec spec)
                    ? Optional.of(spec)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // opening it says why
        }
    }

    private static void control(Item item, String control) {
        Thread.ofVirtual().name("set " + control).start(() -> {
            Integer newest = item.saved.set().get(control); // others may have been chosen meanwhile
            if (newest != null) {
                item.camera.set(control, newest);
            }
        });
    }

    private void look(Item item) {
        Thread.ofVirtual().name("look at " + item.saved.name()).start(() -> {
            boolean both = soundsToo(item.saved.input());
            engine.execute(() -> {
                if (items.contains(item)) {
                    item.sound = both;
                    open(item);
                    if (both) {
                        sounds.accept(item.saved.id());
                    }
                }
            });
        });
    }

    private void close(Item item) {
        pages.close(item.saved.id());
        SourceSlot slot = item.slot;
        NestedScene nested = item.nested;
        if (nested != null) {
            programme.removeNested(nested);
        } else if (slot != null) {
            Thread.ofVirtual().name("close " + item.saved.name()).start(() -> programme.removeSource(slot));
        } else if (!item.begun) {
            item.filters.filter().close();
        }
    }

    private static boolean soundsToo(String input) {
        try {
            return switch (VideoInput.parse(input)) {
                case VideoInput.Media(Path film) -> MediaFile.showsAndSounds(film);
                case VideoInput.Playlist(SourceSpec spec) -> Playlists.sounds(spec);
                default -> false;
            };
        } catch (IllegalArgumentException | DeviceException e) {
            return false; // opening it says why
        }
    }

    private void open(Item item) {
        item.heldBack = safe.holds(item.saved.id())
                && SceneInput.scene(item.saved.input()).isEmpty();
        if (item.heldBack) {
            return;
        }
        item.begun = true;
        if (SceneInput.scene(item.saved.input()).isPresent()) {
            item.nested = programme.nest(item.filters.filter());
            arrange();
            return;
        }
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
        EnumSet<MediaKind> wanted = item.sound ? EnumSet.allOf(MediaKind.class) : EnumSet.of(MediaKind.VIDEO);
        if (input instanceof VideoInput.Media(var file)) {
            PlayedMedia media = new MediaFile(file, /* loop= */ true, canvas, rate, wanted);
            item.media = media;
            return media::video;
        }
        if (input instanceof VideoInput.Playlist(SourceSpec spec)) {
            PlayedMedia media = Playlists.of(spec, canvas, rate, wanted);
            item.media = media;
            return media::video;
        }
        if (input instanceof VideoInput.Drawn(SourceSpec spec)) {
            LiveDrawing drawing = Inputs.drawing(spec, room(item));
            item.drawing = drawing;
            return pool -> drawing.source(item.saved.name(), pool);
        }
        if (input instanceof VideoInput.WebPage(SourceSpec spec)) {
            return pages.open(item.saved.id(), item.saved.name(), spec);
        }
        return new Inputs(input, List.of(), canvas, rate, /* loop= */ true).video(item.camera, pages.browser());
    }

    /// {@return the largest size that a scene shows a source in: what is drawn here is drawn in it}
    private PictureSize room(Item item) {
        return scenes.scenes().stream()
                .flatMap(scene -> Stream.concat(
                        size(scene, item, canvas),
                        second.stream().flatMap(other -> size(scene.on(/* secondCanvas= */ true), item, other.size()))))
                .max(Comparator.comparingLong(size -> (long) size.width() * size.height()))
                .map(LiveSources::bounded)
                .orElse(canvas);
    }

    private static Stream<PictureSize> size(SavedScene scene, Item item, PictureSize on) {
        return scene.item(item.saved.id()).stream()
                .map(place -> place.layoutOn(on).box(on).size());
    }

    /// No larger than can be drawn in time.
    private static PictureSize bounded(PictureSize size) {
        double shrink = Math.min(1, MOST_DRAWN_SIDE / (double) Math.max(size.width(), size.height()));
        return new PictureSize((int) Math.max(1, Math.round(size.width() * shrink)), (int)
                Math.max(1, Math.round(size.height() * shrink)));
    }

    /// Turns the pages of a source that has some, the files of a playlist; a film goes on, or back, by ten seconds a
    /// page.
    void turn(String id, int pages) {
        find(id).map(item -> item.drawing).ifPresent(drawing -> drawing.turn(pages));
        find(id).map(item -> item.media)
                .ifPresent(film -> Thread.ofVirtual().name("skip in " + id).start(() -> {
                    switch (film) {
                        case MediaFile file -> file.skip(SKIP.multipliedBy(pages));
                        case MediaPlaylist list -> list.turn(pages);
                    }
                }));
    }

    private static String caption(Item item) {
        LiveDrawing drawing = item.drawing;
        return switch (item.media) {
            case null -> drawing == null ? "" : said(drawing.caption());
            case MediaPlaylist list -> said(list.caption());
            case MediaFile _ ->
                film(item)
                        .map(at -> tr("{0} of {1}", time(at.at()), time(at.whole())))
                        .orElse("");
        };
    }

    private static Optional<Film> film(Item item) {
        return Optional.ofNullable(item.media)
                .flatMap(PlayedMedia::position)
                .map(position -> new Film(position.at(), position.whole()));
    }

    /// Goes to another place in a film.
    void seek(String id, Duration to) {
        find(id).map(item -> item.media)
                .ifPresent(film -> Thread.ofVirtual().name("seek in " + id).start(() -> film.seek(to)));
    }

    private static String time(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    /// A film is seen without its sound from now on, and waits for it no more.
    void silence(String id) {
        find(id).map(item -> item.media)
                .ifPresent(
                        film -> Thread.ofVirtual().name("silence " + id).start(() -> film.leaveOut(MediaKind.AUDIO)));
    }

    private void opened(Item item, SourceSlot slot) {
        if (!items.contains(item)) {
            programme.removeSource(slot);
            return;
        }
        item.slot = slot;
        arrange();
    }

    /// Goes over to another scene.
    void take(Showing to) {
        showing = to;
        TransitionSetting by = LiveTransitions.to(scenes.scene(to.shown()), to.transition());
        Transition between = transitions.of(by);
        programme.take(picture(to.shown()), between);
        second.ifPresent(
                other -> other.take(picture(to.shown(), other), transitions.alongside(between, by, other.size())));
        aim(to);
    }

    private void arrange() {
        for (Item item : items) {
            LiveDrawing drawing = item.drawing;
            if (drawing != null) {
                drawing.resize(room(item));
            }
            NestedScene nested = item.nested;
            if (nested != null) {
                SceneInput.scene(item.saved.input()).map(this::picture).ifPresent(nested::scene);
            }
        }
        programme.scene(picture(showing.shown()));
        second.ifPresent(other -> other.scene(picture(showing.shown(), other)));
        aim(showing);
    }

    /// Shows the picture without filters, or with them, to who looks at the scene that is edited.
    void compare(boolean without) {
        comparing = without;
        aim(showing);
    }

    /// {@return the web pages among the sources}
    LivePages pages() {
        return pages;
    }

    private void aim(Showing now) {
        SceneCanvas seen = edited(now);
        Stream.concat(Stream.of(programme.scenes()), second.stream())
                .filter(canvas -> !canvas.equals(seen))
                .forEach(unseen -> {
                    unseen.preview(null, /* unfiltered= */ false);
                    unseen.prepare(null);
                });
        if (now.studio()) {
            seen.preview(views.onAir(), /* unfiltered= */ false);
            seen.prepare(new Compositor.Prepared(picture(now.edited(), seen), views.edited(), comparing));
        } else {
            seen.prepare(null);
            seen.preview(views.edited(), comparing);
        }
        showViews();
    }

    /// Shows the other views what they look at now.
    void showViews() {
        views.others().show(programme, this::picture);
        pages.inSight(inSight());
    }

    /// {@return the ids of the sources that somebody may see now: a canvas, who edits, or another view}
    private Set<String> inSight() {
        Set<String> seen = new HashSet<>();
        for (String scene : List.of(showing.shown(), showing.edited())) {
            look(scenes.scene(scene), seen);
            second.ifPresent(_ -> look(scenes.scene(scene).map(shown -> shown.on(/* secondCanvas= */ true)), seen));
        }
        for (Target target : views.others().targets()) {
            switch (target) {
                case Target.Scene(String id) -> look(scenes.scene(id), seen);
                case Target.Source(String id) -> look(id, seen);
                case Target.Programme _, Target.Preview _ -> {} // shown and edited
            }
        }
        return seen;
    }

    private List<SceneItem> picture(Target target) {
        return switch (target) {
            case Target.Programme _ -> picture(showing.shown());
            case Target.Preview _ -> picture(showing.next().isEmpty() ? showing.shown() : showing.next());
            case Target.Scene(String id) -> picture(id);
            case Target.Source(String id) ->
                find(id).flatMap(Item::picture).stream()
                        .map(seen -> new SceneItem(seen, Transform.fullCanvas(canvas)))
                        .toList();
        };
    }

    /// {@return the canvas that is seen and edited}
    private SceneCanvas edited(Showing now) {
        return second.filter(_ -> now.second()).orElseGet(programme::scenes);
    }

    /// Adds the sources that a scene shows, by itself or by the scenes that it shows.
    private void look(Optional<SavedScene> scene, Set<String> seen) {
        scene.ifPresent(
                shown -> shown.items().stream().filter(shown::draws).forEach(place -> look(place.source(), seen)));
    }

    private void look(String source, Set<String> seen) {
        if (seen.add(source)) {
            find(source)
                    .flatMap(item -> SceneInput.scene(item.saved.input()))
                    .ifPresent(inner -> look(scenes.scene(inner), seen));
        }
    }

    /// {@return what is seen of a scene, the top one last}
    private List<SceneItem> picture(String scene) {
        return picture(scene, programme.scenes());
    }

    /// {@return what is seen of a scene on a canvas, the top one last}
    private List<SceneItem> picture(String scene, SceneCanvas on) {
        List<SceneItem> picture = new ArrayList<>();
        shown(scene, on)
                .ifPresent(shown -> shown.items().reversed().stream()
                        .filter(shown::draws)
                        .forEach(place -> find(place.source())
                                .flatMap(Item::picture)
                                .ifPresent(seen -> picture.add(new SceneItem(
                                        seen, place.layoutOn(on.size()).transform(on.size()))))));
        return picture;
    }

    private Optional<SavedScene> shown(String scene, SceneCanvas on) {
        return scenes.scene(scene)
                .map(found -> found.on(second.filter(on::equals).isPresent()));
    }

    private Optional<Item> find(String id) {
        return items.stream().filter(item -> item.saved.id().equals(id)).findFirst();
    }

    /// {@return the file that a source plays, whose sound a channel can take; empty for other sources}
    Optional<PlayedMedia> media(String id) {
        return find(id).map(item -> item.media);
    }

    /// {@return the sources of the programme's scene that should be seen, on any canvas, and give no
    /// pictures}
    List<Preflight.Away> away() {
        return Stream.concat(Stream.of(programme.scenes()), second.stream())
                .flatMap(canvas -> shown(showing.shown(), canvas).stream())
                .flatMap(shown -> shown.items().stream().filter(shown::draws))
                .map(SavedItem::source)
                .distinct()
                .flatMap(source -> find(source).stream())
                .flatMap(item -> Preflight.Away.of(item.saved.name(), health(item)).stream())
                .toList();
    }

    /// {@return the sources of the scene and the canvas that are edited, the top one first, and each
    /// group before its sources}
    List<SourceView> view() {
        List<SourceView> view = new ArrayList<>();
        SceneCanvas on = edited(showing);
        shown(showing.edited(), on).ifPresent(shown -> {
            for (String row : shown.rows()) {
                shown.group(row).ifPresent(group -> view.add(view(shown, group, on.size())));
                shown.item(row).ifPresent(place -> find(row).ifPresent(item -> view.add(view(item, place, on.size()))));
            }
        });
        return view;
    }

    private static SourceView view(SavedScene shown, SavedGroup group, PictureSize on) {
        List<Layout> members = shown.members(group.id()).stream()
                .map(member -> member.layoutOn(on))
                .toList();
        return new SourceView(
                group.id(),
                group.name(),
                StudioSnapshot.GROUP,
                group.visible(),
                group.locked(),
                Place.FREE,
                new GroupPlace(on, group.degrees()).around(members),
                new Health.Running(),
                List.of(),
                Optional.empty(),
                List.of(),
                /* caption= */ "",
                Optional.empty(),
                Optional.empty());
    }

    private SourceView view(Item item, SavedItem place, PictureSize on) {
        return new SourceView(
                item.saved.id(),
                item.saved.name(),
                item.saved.input(),
                place.visible(),
                place.locked(),
                place.place(),
                place.layoutOn(on),
                health(item),
                item.filters.view(),
                seen(item, place.layoutOn(on).transform(on)),
                item.camera.controls(),
                caption(item),
                Optional.ofNullable(place.group()),
                film(item));
    }

    private Optional<Seen> seen(Item item, Transform transform) {
        Optional<PictureSize> own = item.nested != null
                ? Optional.of(canvas)
                : Optional.ofNullable(item.slot).flatMap(SourceSlot::pictureSize);
        return own.map(size -> new Seen(size, transform.part(size), transform.destination(size)));
    }

    /// {@return what is wrong with a source that is there}
    private static Optional<String> trouble(Item item) {
        LiveDrawing drawing = item.drawing;
        return item.media instanceof MediaPlaylist list
                ? list.trouble()
                : drawing == null ? Optional.empty() : drawing.trouble();
    }

    private static Health health(Item item) {
        if (item.heldBack) {
            return new Health.HeldBack();
        }
        String refused = item.refused;
        if (refused != null) {
            return new Health.Lost(refused);
        }
        if (item.nested != null) {
            return new Health.Running();
        }
        SourceSlot slot = item.slot;
        if (slot == null) {
            return new Health.Opening();
        }
        return switch (slot.state()) {
            case SourceSlot.State.Running _ ->
                trouble(item).<Health>map(Health.Hampered::new).orElseGet(Health.Running::new);
            case SourceSlot.State.Ended _ -> new Health.Ended();
            case SourceSlot.State.Lost(String why) -> new Health.Lost(why);
        };
    }
}
