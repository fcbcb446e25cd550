package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.media.StingerPlayback;
import io.rostrum.capture.scene.Transition;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.image.PictureFile;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.wipe.WipeMap;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the transitions of a programme need besides a number, made before they are taken: the patterns of wipes, for
/// each canvas, and of each stinger one film whose beginning is decoded. What cannot be had is said, and is a cut.
/// Confined to the engine's thread.
final class LiveTransitions {
    /// How long a take waits for what was chosen, or played, just now.
    private static final long PATIENCE_MILLIS = 400;

    private final Programme programme;
    private final Executor engine;
    private final Consumer<String> refused;
    private final Map<Pattern, CompletableFuture<WipeMap>> maps = new HashMap<>();
    /// By their files: nothing else counts.
    private final Map<StingerSetting, CompletableFuture<StingerPlayback>> films = new HashMap<>();
    private Set<StingerSetting> stingers = Set.of();
    /// Files of films that are cut short, each said once. Any thread.
    private final Set<String> saidCut = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// The pattern of a wipe for one canvas.
    ///
    /// @param wipe without softness, which does not count
    private record Pattern(WipeSetting wipe, PictureSize size) {
        Pattern {
            wipe = wipe.withSoftness(0);
        }
    }

    /// Makes something of a file.
    @FunctionalInterface
    private interface Opening<T> {
        T open() throws DeviceException;
    }

    /// @param engine  runs what changes this
    /// @param refused told, in sentences and on any thread, why there is a cut instead, or a film is cut short
    LiveTransitions(Programme programme, Executor engine, Consumer<String> refused) {
        this.programme = programme;
        this.engine = engine;
        this.refused = refused;
    }

    /// Prepares the transitions that can come next, and forgets the others.
    ///
    /// @param second size of the second canvas; empty for none
    void follow(SceneCollection scenes, TransitionSetting usual, Optional<PictureSize> second) {
        List<TransitionSetting> inUse = Stream.concat(
                        Stream.of(usual), scenes.scenes().stream().flatMap(scene -> scene.arrival().stream()))
                .toList();
        Set<Pattern> wipes = new HashSet<>();
        Set<StingerSetting> wanted = new HashSet<>();
        for (TransitionSetting setting : inUse) {
            switch (setting.kind()) {
                case WIPE -> {
                    wipes.add(new Pattern(setting.wipe(), programme.size()));
                    second.ifPresent(size -> wipes.add(new Pattern(setting.wipe(), size)));
                }
                case STINGER -> wanted.add(key(setting.stinger()));
                case CUT, FADE, FADE_TO_COLOUR, SLIDE, SWIPE -> {}
            }
        }
        maps.keySet().retainAll(wipes);
        wipes.forEach(wipe -> maps.computeIfAbsent(wipe, this::begin));
        films.forEach((stinger, film) -> {
            if (!wanted.contains(stinger)) {
                film.thenAccept(StingerPlayback::close);
            }
        });
        films.keySet().retainAll(wanted);
        stingers = Set.copyOf(wanted);
        stingers.forEach(stinger -> films.computeIfAbsent(stinger, this::begin));
    }

    private static StingerSetting key(StingerSetting stinger) {
        return new StingerSetting(stinger.file(), 0, 0);
    }

    private CompletableFuture<WipeMap> begin(Pattern pattern) {
        WipeSetting wipe = pattern.wipe();
        return begin(tr("The picture of the wipe"), () -> {
            return wipe.file().isEmpty()
                    ? WipeMap.of(wipe.pattern(), wipe.quarterTurns(), wipe.reversed(), pattern.size())
                    : WipeMap.of(PictureFile.read(Path.of(wipe.file())), wipe.reversed(), pattern.size());
        });
    }

    private CompletableFuture<StingerPlayback> begin(StingerSetting stinger) {
        if (stinger.file().isEmpty()) {
            return CompletableFuture.failedFuture(new IllegalStateException("no film is chosen"));
        }
        return begin(tr("The film of the stinger"), () -> {
            StingerPlayback film = programme.stinger(Path.of(stinger.file()));
            if (film.cut() && saidCut.add(stinger.file())) {
                refused.accept(tooLong(stinger.file()));
            }
            return film;
        });
    }

    private String tooLong(String file) {
        long seconds = programme.frameRate().nanosOfTick(Transition.MOST_PICTURES) / 1_000_000_000L;
        return tr(
                "The stinger “{0}” is longer than a transition may be, and ends after {1} s. "
                        + "Choose a shorter film in the settings of the transition.",
                Path.of(file).getFileName(), seconds);
    }

    /// @param what begins the sentence that says why it cannot be used
    private <T> CompletableFuture<T> begin(String what, Opening<T> opening) {
        CompletableFuture<T> made = new CompletableFuture<>();
        Thread.ofVirtual().name("prepare a transition").start(() -> {
            try {
                made.complete(opening.open());
            } catch (DeviceException | InvalidPathException e) {
                made.completeExceptionally(e);
                refused.accept(tr(
                        "{0} cannot be used, and scenes are cut instead: {1}. Choose another one in the settings "
                                + "of the transition.",
                        what, said(String.valueOf(e.getMessage()))));
            } catch (RuntimeException e) {
                made.completeExceptionally(e);
                throw e;
            }
        });
        return made;
    }

    /// {@return how a scene is gone over to}
    static TransitionSetting to(Optional<SavedScene> scene, TransitionSetting usual) {
        return scene.flatMap(SavedScene::arrival).orElse(usual);
    }

    /// {@return the transition of a setting, to be given to the first canvas; a cut where what it needs is not to be
    /// had}
    Transition of(TransitionSetting setting) {
        Duration length = Duration.ofMillis(setting.millis());
        return switch (setting.kind()) {
            case CUT, FADE, FADE_TO_COLOUR, SLIDE, SWIPE ->
                Transition.lasting(setting.kind(), length, programme.frameRate(), setting.colour());
            case WIPE -> wipe(setting, programme.size());
            case STINGER ->
                film(setting.stinger())
                        .map(film -> Transition.lasting(
                                film, Duration.ofMillis(setting.stinger().switchMillis()), programme.frameRate()))
                        .orElse(Transition.CUT);
        };
    }

    /// {@return the same for another canvas, at the same time}
    ///
    /// @param first   for the first canvas
    /// @param setting what `first` was made of
    Transition alongside(Transition first, TransitionSetting setting, PictureSize canvas) {
        return first.kind() == Transition.Kind.WIPE ? wipe(setting, canvas) : first.alongside();
    }

    private Transition wipe(TransitionSetting setting, PictureSize canvas) {
        return map(new Pattern(setting.wipe(), canvas))
                .map(map -> Transition.lasting(
                        new Transition.Wipe(map, setting.wipe().softness()),
                        Duration.ofMillis(setting.millis()),
                        programme.frameRate()))
                .orElse(Transition.CUT);
    }

    /// A picture that could not be used is looked for anew for the next time.
    private Optional<WipeMap> map(Pattern pattern) {
        CompletableFuture<WipeMap> map = maps.computeIfAbsent(pattern, this::begin);
        Optional<WipeMap> there = await(map);
        if (map.isCompletedExceptionally()) {
            maps.put(pattern, begin(pattern));
        }
        return there;
    }

    /// A film is played once; the next one is opened when it has ended, for it would take processor time from it.
    private Optional<StingerPlayback> film(StingerSetting stinger) {
        StingerSetting key = key(stinger);
        CompletableFuture<StingerPlayback> film = films.computeIfAbsent(key, this::begin);
        Optional<StingerPlayback> there = await(film);
        if (there.isPresent()) {
            films.remove(key);
            there.get().gain(stinger.gain());
            there.get().closed().thenRun(() -> engine.execute(() -> open(key)));
        } else if (film.isCompletedExceptionally()) {
            films.remove(key);
            open(key);
        }
        return there;
    }

    private void open(StingerSetting stinger) {
        if (stingers.contains(stinger) && !closed) {
            films.computeIfAbsent(stinger, this::begin);
        }
    }

    private static <T> Optional<T> await(CompletableFuture<T> made) {
        try {
            return Optional.of(made.copy()
                    .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .join());
        } catch (CompletionException e) {
            return Optional.empty();
        }
    }

    /// Opens nothing more; what is open is closed with the programme. Any thread.
    void close() {
        closed = true;
    }
}
