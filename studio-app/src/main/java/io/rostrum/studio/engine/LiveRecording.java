package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.record.Recorder;
import io.rostrum.capture.record.RecordingException;
import io.rostrum.capture.record.RecordingSettings;
import io.rostrum.capture.record.RecordingState;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.studio.engine.CanvasSetting.Recorded;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is recorded: the programme, the second canvas or both, each in a file of its own. One that
/// fails leaves the other alone. Changed on the engine's thread only; any thread may look.
final class LiveRecording {
    private static final Logger log = LoggerFactory.getLogger(LiveRecording.class);
    private static final int MEGABYTE_BITS = 20;

    /// Where the packets of a recording come from.
    interface Feed {
        void add(PacketSink sink);

        void leave(PacketSink sink);

        /// Makes a key frame of the next picture.
        void keyFrame();
    }

    /// One file, and what follows it where recordings are split.
    private static final class Part {
        private final Recorder recorder;
        private final Path file;
        private final boolean second;
        private @Nullable Feed feed;

        Part(OutputSetting setting, Path file, boolean second) throws RecordingException {
            this.recorder = start(setting, file);
            this.file = file;
            this.second = second;
        }

        /// {@return the file that is written now, or was last}
        Path newest() {
            return switch (recorder.state()) {
                case RecordingState.Recording now -> now.file();
                case RecordingState.Failed failed ->
                    failed.files().isEmpty() ? file : failed.files().getLast();
                case RecordingState.Finished ended ->
                    ended.files().isEmpty() ? file : ended.files().getLast();
                case RecordingState.Waiting _ -> file;
            };
        }

        void leave() {
            if (feed != null) {
                feed.leave(recorder);
            }
        }
    }

    private final Notices notices;
    private volatile Recording view = new Recording.Off();
    private volatile List<Part> parts = List.of();
    private Instant since = Instant.EPOCH;
    private Optional<Instant> pausedSince = Optional.empty();

    LiveRecording(Notices notices) {
        this.notices = notices;
    }

    Recording view() {
        return view;
    }

    boolean isOn() {
        return !parts.isEmpty();
    }

    /// Opens the files; nothing comes yet.
    ///
    /// @param name of the files, without what tells them apart
    /// @return whether all are open; if not, [#view] says why
    boolean open(OutputSetting setting, Recorded what, String name) {
        List<Part> opened = new ArrayList<>();
        try {
            Path folder = Files.createDirectories(Path.of(setting.recordFolder()));
            if (what != Recorded.SECOND) {
                opened.add(new Part(setting, folder.resolve(name + ".mp4"), /* second= */ false));
            }
            if (what != Recorded.FIRST) {
                String size = setting.second().size();
                opened.add(new Part(setting, folder.resolve(name + " " + size + ".mp4"), /* second= */ true));
            }
            parts = List.copyOf(opened);
            return true;
        } catch (RecordingException e) {
            view = new Recording.Failed(String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            view = new Recording.Failed(
                    tr("the folder {0} cannot be used ({1})", setting.recordFolder(), e.getMessage()));
        }
        opened.forEach(part -> part.recorder.close());
        return false;
    }

    private static Recorder start(OutputSetting setting, Path file) throws RecordingException {
        return Recorder.start(
                RecordingSettings.of(file, EnumSet.allOf(MediaKind.class))
                        .withSplit(
                                Duration.ofMinutes(setting.splits().minutes()),
                                (long) setting.splits().megabytes() << MEGABYTE_BITS),
                state -> log.info("[recording] {}", state.getClass().getSimpleName()));
    }

    /// Gives the files up before anything came.
    void abandon() {
        parts.forEach(part -> part.recorder.close());
        parts = List.of();
    }

    /// Opens what feeds a file.
    interface Feeds {
        /// @param second whether it is of the second canvas
        /// @throws IOException if it cannot be recorded, in words for the user
        Feed open(boolean second) throws IOException;
    }

    /// Records from now on, what can be recorded.
    void begin(Feeds feeds) {
        since = Instant.now();
        pausedSince = Optional.empty();
        List<Part> fed = new ArrayList<>();
        for (Part part : parts) {
            try {
                Feed feed = feeds.open(part.second);
                feed.add(part.recorder);
                part.feed = feed;
                fed.add(part);
            } catch (IOException e) {
                part.recorder.close();
                notices.add(
                        /* grave= */ true,
                        tr("The second canvas is not recorded: {0}.", said(String.valueOf(e.getMessage()))));
            }
        }
        parts = List.copyOf(fed);
        view = fed.isEmpty()
                ? new Recording.Off()
                : new Recording.On(since, fed.getFirst().file.toString(), 0);
    }

    /// Pauses the recording, or goes on with it.
    void pause(boolean paused) {
        if (!isOn() || paused == pausedSince.isPresent()) {
            return;
        }
        Instant now = Instant.now();
        for (Part part : parts) {
            if (paused) {
                part.recorder.pause();
            } else {
                part.recorder.resume();
                if (part.feed != null) {
                    part.feed.keyFrame(); // it goes on with one
                }
            }
        }
        if (!paused) {
            since = since.plus(Duration.between(pausedSince.orElse(now), now));
        }
        pausedSince = paused ? Optional.of(now) : Optional.empty();
        look();
    }

    /// Takes note of how it does.
    ///
    /// @return whether all of it has failed and is to be ended
    boolean look() {
        for (Part part : parts) {
            if (part.recorder.state() instanceof RecordingState.Failed failed) {
                notices.add(
                        /* grave= */ true,
                        tr(
                                "The recording “{0}” ended: {1} {2}",
                                part.newest(), said(failed.reason()), said(failed.remedy())));
                if (parts.size() == 1) {
                    return true;
                }
                parts = parts.stream().filter(other -> other != part).toList();
                part.leave();
                Thread.ofVirtual().name("end-recording").start(part.recorder::close);
            }
        }
        long bytes = 0;
        for (Part part : parts) {
            bytes += part.recorder.state() instanceof RecordingState.Recording now ? now.bytes() : 0;
        }
        if (isOn()) {
            view = new Recording.On(since, parts.getFirst().newest().toString(), bytes, pausedSince);
        }
        return false;
    }

    /// Records no more; what came is written on a thread of its own.
    ///
    /// @param engine runs what changes this
    CompletableFuture<Void> end(Executor engine) {
        List<Part> ended = parts;
        parts = List.of();
        if (ended.isEmpty()) {
            view = new Recording.Off();
            return CompletableFuture.completedFuture(null);
        }
        ended.forEach(Part::leave);
        return CompletableFuture.runAsync(
                        () -> ended.forEach(part -> part.recorder.close()),
                        task -> Thread.ofVirtual().name("end-recording").start(task))
                .thenRunAsync(() -> ended(ended), engine);
    }

    private void ended(List<Part> ended) {
        for (Part part : ended) {
            if (part.recorder.state() instanceof RecordingState.Failed failed) {
                view = new Recording.Failed(failed.reason());
                return;
            }
        }
        if (!isOn()) {
            view = new Recording.Off();
        }
    }
}
