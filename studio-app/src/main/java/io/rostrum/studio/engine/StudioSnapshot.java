package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.input.SceneInput;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All that the window shows, at one moment. Immutable.
///
/// @param sources      of pictures that the scene that is edited shows, the top one first, and its groups, each
///                     before its sources
/// @param scenes       all scenes
/// @param programmeFilters filters of the whole picture
/// @param channels     of sound
/// @param level        of the mix
/// @param destinations in the user's order, the bundled server first
/// @param live         whether it is sent
/// @param recording    whether it is recorded
/// @param replay       the last seconds of it, kept in memory
/// @param figures      how the machine copes
/// @param server       the bundled server
/// @param output       how the programme is encoded
/// @param encoders     names that [OutputSetting#encoder] may have, best first; only `auto` until they are probed
/// @param window       what the window remembers
/// @param notices      oldest first
public record StudioSnapshot(
        List<SourceView> sources,
        Scenes scenes,
        List<FilterView> programmeFilters,
        List<ChannelView> channels,
        Level level,
        List<DestinationView> destinations,
        Live live,
        Recording recording,
        Replay replay,
        Figures figures,
        Server server,
        OutputSetting output,
        List<String> encoders,
        WindowSetting window,
        List<Notice> notices) {
    /// Input of a [SourceView] that is a group of sources; no source has it.
    public static final String GROUP = "group";

    /// Id of the whole picture, for [Studio#filters].
    public static final String PROGRAMME = "programme";

    public StudioSnapshot {
        sources = List.copyOf(sources);
        programmeFilters = List.copyOf(programmeFilters);
        channels = List.copyOf(channels);
        destinations = List.copyOf(destinations);
        encoders = List.copyOf(encoders);
        notices = List.copyOf(notices);
    }

    /// {@return the names of all sources of pictures and groups, in whatever scenes}
    public List<String> sourceNames() {
        return Stream.concat(
                        sources.stream().map(SourceView::name),
                        scenes.elsewhere().stream().map(Elsewhere::name))
                .toList();
    }

    /// {@return whether the programme goes anywhere: is sent, recorded, or kept for a replay}
    public boolean isOut() {
        return !(live instanceof Live.Off) || recording instanceof Recording.On || replay.on();
    }

    /// {@return size of the canvas that is seen and edited}
    public PictureSize canvas() {
        return scenes.second()
                .filter(_ -> scenes.onSecond())
                .map(SecondCanvas::size)
                .orElseGet(() -> PictureSize.parse(output.size()));
    }

    /// How a source of pictures or sound is.
    public sealed interface Health {
        /// The studio was started safely: it is opened when the user says so, by [Studio#open].
        record HeldBack() implements Health {}

        /// It is being opened.
        record Opening() implements Health {}

        record Running() implements Health {}

        /// It runs, and something is not as it was wished: a font is not there, a text file is missing.
        ///
        /// @param why in a sentence without a full stop
        record Hampered(String why) implements Health {}

        /// A file that came to its end.
        record Ended() implements Health {}

        /// @param why in a sentence without a full stop; it is tried again by itself
        record Lost(String why) implements Health {}
    }

    /// The scenes.
    ///
    /// @param list       in the user's order
    /// @param shown      id of the scene of the programme
    /// @param next       id of the scene that [SceneDesk#take] goes over to; empty while there is no other
    /// @param edited     id of the scene that is edited: the next one in studio mode, else that of the programme
    /// @param studio     whether the next scene is prepared beside the programme
    /// @param elsewhere  sources that other scenes show and the edited one does not
    /// @param canUndo    whether there is an edit to take back
    /// @param canRedo    whether one was taken back
    /// @param second     the second canvas; empty while there is none
    /// @param onSecond   whether that one is seen and edited, and not the first
    public record Scenes(
            List<SceneView> list,
            String shown,
            String next,
            String edited,
            boolean studio,
            TransitionSetting transition,
            List<Elsewhere> elsewhere,
            boolean canUndo,
            boolean canRedo,
            Optional<SecondCanvas> second,
            boolean onSecond) {
        public Scenes {
            list = List.copyOf(list);
            elsewhere = List.copyOf(elsewhere);
        }

        /// {@return whether a scene shows another, by itself or by the scenes that it shows}
        public boolean shows(String scene, String other) {
            return SceneInput.shows(
                    scene,
                    other,
                    id -> list.stream()
                            .filter(view -> view.id().equals(id))
                            .flatMap(view -> view.items().stream())
                            .map(ItemView::input)
                            .toList());
        }
    }

    /// The second canvas, and how it copes.
    ///
    /// @param renderMillis time to make a picture of it, mean
    /// @param dropped      pictures that its encoders had no time for
    public record SecondCanvas(PictureSize size, double renderMillis, long dropped) {}

    /// One scene.
    ///
    /// @param items   what it shows or hides, the top one first
    /// @param arrival how it is gone over to; empty for as every scene
    public record SceneView(String id, String name, List<ItemView> items, Optional<TransitionSetting> arrival) {
        public SceneView {
            items = List.copyOf(items);
        }

        /// {@return ids of the sources that it shows or hides}
        public List<String> sources() {
            return items.stream().map(ItemView::source).toList();
        }
    }

    /// A source in a scene.
    ///
    /// @param source  its id
    /// @param visible whether it is drawn
    /// @param locked  whether its place is kept from change
    /// @param layout  where it is exactly
    public record ItemView(String source, String name, String input, boolean visible, boolean locked, Layout layout) {}

    /// A source of another scene.
    public record Elsewhere(String id, String name, String input) {}

    /// Where a source is seen.
    ///
    /// @param size  of its own picture
    /// @param part  of its own picture that is seen
    /// @param where that part is on the canvas
    public record Seen(PictureSize size, PictureRect part, PictureRect where) {}

    /// Where a film is that is played.
    ///
    /// @param whole how long it is
    public record Film(Duration at, Duration whole) {}

    /// One source of pictures, or a group of some.
    ///
    /// @param input    as [SourceSetting] has it; [#GROUP] of a group
    /// @param visible  whether it is drawn
    /// @param locked   whether its place is kept from change
    /// @param layout   where it is exactly
    /// @param seen     where its picture is; empty before there was one
    /// @param controls what can be set on its camera; empty for other sources
    /// @param caption  where in it this is: `page 3 of 12`, of a film `1:30 of 4:02`; empty where there is none
    /// @param group    id of the group that it belongs to
    /// @param film     where it is, of a film whose length is known
    public record SourceView(
            String id,
            String name,
            String input,
            boolean visible,
            boolean locked,
            Place place,
            Layout layout,
            Health health,
            List<FilterView> filters,
            Optional<Seen> seen,
            List<CameraControl> controls,
            String caption,
            Optional<String> group,
            Optional<Film> film) {
        public SourceView {
            filters = List.copyOf(filters);
            controls = List.copyOf(controls);
        }

        /// {@return whether it is a group of sources}
        public boolean isGroup() {
            return input.equals(GROUP);
        }
    }

    /// One filter and what it does now.
    ///
    /// @param millis  a picture; 0 while it does nothing
    /// @param trouble why it is out of action; empty while it works
    public record FilterView(FilterSetting setting, double millis, Optional<String> trouble) {}

    /// One channel of sound.
    ///
    /// @param gainDecibels -60 (silence) to 12
    /// @param tracks       that it is heard in
    /// @param sound        what is done to it
    /// @param solo         whether the monitor hears nothing else but those on solo
    /// @param reductions   by how much each of its filters makes it quieter now, dB
    public record ChannelView(
            String id,
            String name,
            String input,
            Health health,
            double gainDecibels,
            boolean muted,
            TrackSet tracks,
            Level level,
            ChannelSound sound,
            boolean solo,
            List<Double> reductions) {
        public ChannelView {
            reductions = List.copyOf(reductions);
        }
    }

    /// How loud, in dBFS, -96 for silence.
    public record Level(double peakLeft, double peakRight, double rmsLeft, double rmsRight) {
        public static final Level SILENCE = new Level(-96, -96, -96, -96);
    }

    /// One destination.
    ///
    /// @param watchers people watching there; empty where that is not known
    public record DestinationView(DestinationSetting setting, DestinationState state, Optional<Integer> watchers) {}

    /// Where a destination stands, said as it is.
    public sealed interface DestinationState {
        /// Switched off, or nothing is live.
        record Off() implements DestinationState {}

        /// @param attempt from 1
        record Connecting(int attempt) implements DestinationState {}

        /// @param behind media waiting to be sent; more than a second is falling behind
        /// @param dropped pictures given up
        record Sending(Instant since, int bitsPerSecond, Duration behind, long dropped) implements DestinationState {}

        /// @param why in a sentence without a full stop
        record Waiting(Instant retryAt, String why) implements DestinationState {}

        /// Trying again is useless until something is changed.
        record Refused(String why, String whatToDo) implements DestinationState {}
    }

    /// Whether the programme is sent.
    public sealed interface Live {
        record Off() implements Live {}

        record Starting() implements Live {}

        record On(Instant since) implements Live {}

        record Ending() implements Live {}
    }

    /// Whether the programme is recorded.
    public sealed interface Recording {
        record Off() implements Recording {}

        /// @param since  it began; later by the time of its pauses
        /// @param file   that is written now
        /// @param bytes  of this file
        /// @param paused when the pause began, while there is one
        record On(Instant since, String file, long bytes, Optional<Instant> paused) implements Recording {
            /// One that goes on.
            public On(Instant since, String file, long bytes) {
                this(since, file, bytes, Optional.empty());
            }

            /// {@return how long it has recorded, its pauses not counted}
            public Duration lasted(Instant now) {
                return Duration.between(since, paused.orElse(now));
            }
        }

        /// @param why in a sentence without a full stop
        record Failed(String why) implements Recording {}
    }

    /// The replay buffer.
    ///
    /// @param seconds that are kept, [#LEAST_SECONDS] to [#MOST_SECONDS]; fewer of more than 512 MiB
    /// @param on      whether they are
    /// @param held    how much is kept now
    /// @param bytes   how much memory that takes
    /// @param saved   the file that was saved last, since the studio was opened
    public record Replay(int seconds, boolean on, Duration held, long bytes, Optional<String> saved) {
        public static final int LEAST_SECONDS = 5;
        public static final int MOST_SECONDS = 600;
        public static final int USUAL_SECONDS = 20;
    }

    /// How the machine copes.
    ///
    /// @param framesPerSecond programme pictures made in the last second
    /// @param targetRate      pictures a second that are wanted
    /// @param skippedLate     pictures left out because the machine was late, since it was steady after the
    ///                        broadcast began, or a recording or replay buffer where nothing was out before
    /// @param droppedEncoder  pictures the encoder had no time for, since then
    /// @param droppedNetwork  pictures given up by destinations, all together, since the broadcast began
    /// @param cpuCores        processor cores the studio uses, its server not counted
    /// @param encodeMillis    a picture, mean; 0 while nothing is encoded
    /// @param encoder         the running encoder's name; empty while nothing is encoded
    /// @param filtersOn       where the filters work: the processor or a graphics card's name
    /// @param load            what work is left out because the machine is too slow for all of it
    public record Figures(
            double framesPerSecond,
            double targetRate,
            long skippedLate,
            long droppedEncoder,
            long droppedNetwork,
            double cpuCores,
            double encodeMillis,
            String encoder,
            String filtersOn,
            LoadState load) {}

    /// The bundled server.
    public sealed interface Server {
        record Starting() implements Server {}

        /// @param page     the watch page, at an address that a phone can reach when it is open to the network
        /// @param network  whether other machines may reach it
        /// @param watchers people who watch
        /// @param others   names of the streams that others publish to it
        record Running(URI page, boolean network, int watchers, List<String> others) implements Server {
            public Running {
                others = List.copyOf(others);
            }

            /// One that the studio alone publishes to.
            public Running(URI page, boolean network, int watchers) {
                this(page, network, watchers, List.of());
            }
        }

        /// @param why in a sentence without a full stop
        record Failed(String why) implements Server {}
    }
}
