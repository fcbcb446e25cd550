package io.rostrum.studio.cli;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.record.Recorder;
import io.rostrum.capture.record.RecordingException;
import io.rostrum.capture.record.RecordingSettings;
import io.rostrum.capture.record.RecordingState;
import io.rostrum.capture.session.AudioPart;
import io.rostrum.capture.session.BroadcastSession;
import io.rostrum.capture.session.SessionState;
import io.rostrum.capture.session.SessionStats;
import io.rostrum.capture.session.VideoPart;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.target.DelayedSink;
import io.rostrum.push.target.PushListener;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import io.rostrum.studio.engine.EncoderPlan;
import io.rostrum.studio.engine.SpokenEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A broadcast with its targets and its recording, all of which may change while it runs. Thread-safe.
final class Broadcast implements AutoCloseable {
    private final PushLoops loops = PushLoops.open();
    private final Set<MediaKind> kinds;
    private final Consumer<String> say;
    private final int recordTrack;
    private final SpokenLoad load;
    private final SpokenEncoder encoder;
    private final List<RunningTarget> targets = new ArrayList<>();
    private final @Nullable EncoderPlan plan;
    private final BroadcastSession session;
    private volatile @Nullable BroadcastSession begun;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private @Nullable RunningRecording recording;
    private @Nullable Forwards forwards;
    private @Nullable RecordingState lastRecording;
    private int lastId;
    private volatile boolean failedBefore;

    /// @param video null for a broadcast without pictures
    /// @param audio null for a broadcast without sound
    /// @param wanted where to send
    /// @param file  recording; empty for none
    /// @param track whose sound recordings get
    /// @param length how long the programme is to be; empty for no end
    /// @param say   takes sentences for the user; any thread
    /// @throws DeviceException    if a source does not open
    /// @throws EncoderException   if an encoder does not open
    /// @throws RecordingException if the recording cannot be begun
    Broadcast(
            @Nullable VideoPart video,
            @Nullable AudioPart audio,
            List<WantedTarget> wanted,
            Optional<Path> file,
            int track,
            Optional<Duration> length,
            Consumer<String> say)
            throws DeviceException, EncoderException, RecordingException {
        this.say = say;
        recordTrack = track;
        load = new SpokenLoad(say);
        encoder = new SpokenEncoder(say);
        kinds = EnumSet.noneOf(MediaKind.class);
        if (video != null) {
            kinds.add(MediaKind.VIDEO);
            plan = new EncoderPlan(
                    new SessionSource(() -> Optional.ofNullable(begun), video.encoder()),
                    video.settings(),
                    say::accept);
        } else {
            plan = null;
        }
        if (audio != null) {
            kinds.add(MediaKind.AUDIO);
        }
        try {
            List<PacketSink> sinks = new ArrayList<>();
            if (file.isPresent()) {
                recording = openRecording(file.get());
                if (track == TrackSet.FIRST) {
                    sinks.add(recording.recorder());
                }
            }
            for (WantedTarget target : wanted) {
                if (target.asProgramme()) {
                    sinks.add(newTarget(target).entrance());
                }
            }
            session = BroadcastSession.start(video, audio, new FfmpegVideoEncoders(), AacEncoder::new, length, sinks);
            begun = session;
            session.govern(true);
            if (recording != null && track != TrackSet.FIRST) {
                session.add(recording.recorder(), track);
                session.keyFrame();
            }
            for (WantedTarget target : wanted) {
                if (!target.asProgramme()) {
                    give(newTarget(target));
                }
            }
        } catch (DeviceException | EncoderException | RecordingException | RuntimeException e) {
            BroadcastSession running = begun;
            if (running != null) {
                running.close();
            }
            targets.forEach(target -> target.target().close());
            if (recording != null) {
                recording.recorder().close();
            }
            loops.close();
            throw e;
        }
    }

    private RunningRecording openRecording(Path file) throws RecordingException {
        SpokenRecording spoken = new SpokenRecording(say);
        return new RunningRecording(Recorder.start(RecordingSettings.of(file, kinds), spoken), spoken);
    }

    /// Adds a target to the ones that run.
    ///
    /// @return its number
    /// @throws EncoderException if an encoder of its own does not open
    synchronized int addTarget(PushUrl url) throws EncoderException {
        RunningTarget added = newTarget(WantedTarget.of(url));
        give(added);
        return added.id();
    }

    private void give(RunningTarget running) {
        if (running.seat() == null) {
            session.add(running.entrance(), running.track());
        } else {
            running.seat().add(running.entrance());
        }
    }

    /// Lets a companion server send on what it gets, from now on.
    synchronized void forward(Forwards.Wanted wanted) {
        forwards = new Forwards(wanted, say);
    }

    private RunningTarget newTarget(WantedTarget wanted) throws EncoderException {
        int id = ++lastId;
        List<PushListener> listeners = new ArrayList<>(List.of(new SpokenTarget(id, wanted.url(), say)));
        EncoderPlan.Seat seat = null;
        if (plan != null) {
            String name = "target " + id + " (" + wanted.url() + ")";
            seat = plan.seat(new EncoderPlan.Wish(name, wanted.own(), wanted.say(), wanted.floor(), wanted.track()));
            listeners.addAll(List.of(seat.listeners()));
        }
        PushTarget target = PushTarget.start(
                wanted.url(),
                wanted.backup(),
                PushSettings.DEFAULT.withKinds(kinds),
                loops,
                listeners.toArray(PushListener[]::new));
        RunningTarget running = new RunningTarget(
                id, target, seat, wanted.track(), wanted.delay().map(delay -> new DelayedSink(target, delay, loops)));
        targets.add(running);
        return running;
    }

    /// Stops sending to a target and forgets it.
    ///
    /// @return whether there was one of that number
    boolean removeTarget(int id) {
        Optional<RunningTarget> found = find(id);
        found.ifPresent(running -> {
            if (running.seat() == null) {
                session.remove(running.entrance());
            } else {
                running.seat().leave(running.entrance());
            }
            running.delayed().ifPresent(DelayedSink::abandon);
            running.target().close();
            synchronized (this) {
                targets.remove(running);
            }
        });
        return found.isPresent();
    }

    /// Connects a target anew, whatever it was doing.
    ///
    /// @return whether there was one of that number
    boolean restartTarget(int id) {
        Optional<RunningTarget> found = find(id);
        found.ifPresent(running -> running.target().restart());
        return found.isPresent();
    }

    private synchronized Optional<RunningTarget> find(int id) {
        return targets.stream().filter(target -> target.id() == id).findFirst();
    }

    /// Sets the bit rate that the user wants, which is the most that the pictures are encoded with from now on.
    ///
    /// @throws IllegalArgumentException if it is too low, or if there are no pictures
    synchronized void bitRate(int newBitsPerSecond) {
        session.bitRate(newBitsPerSecond);
        if (plan != null) {
            plan.bitRate(newBitsPerSecond);
        }
    }

    /// Says whether work is left out while the machine is too slow for all of it; it is unless this says no.
    void govern(boolean on) {
        session.govern(on);
    }

    /// Goes over to another encoder of pictures.
    ///
    /// @throws EncoderException         if it does not open; the one that runs goes on
    /// @throws IllegalArgumentException if there are no pictures
    void encoder(String name) throws EncoderException {
        session.encoder(name);
    }

    /// Begins a recording; the one that runs ends when the new one is open, and goes on when that fails.
    ///
    /// @throws RecordingException if it cannot be begun
    synchronized void startRecording(Path file) throws RecordingException {
        RunningRecording begun = openRecording(file);
        session.add(begun.recorder(), recordTrack);
        stopRecording();
        recording = begun;
    }

    synchronized void stopRecording() {
        RunningRecording running = recording;
        if (running != null) {
            session.remove(running.recorder());
            running.recorder().close();
            running.look();
            RecordingState state = running.state();
            if (state instanceof RecordingState.Failed) {
                failedBefore = true;
            }
            lastRecording = state;
            recording = null;
        }
    }

    /// Tells the user what is only seen by looking; to be called now and then.
    synchronized void look() {
        session.stats().video().ifPresent(video -> {
            load.look(video);
            encoder.look(video.encoder());
        });
        if (recording != null) {
            recording.look();
        }
        if (forwards != null) {
            forwards.look();
        }
    }

    SessionState state() {
        return session.state();
    }

    /// {@return whether there were targets or a recording, and every one of them has failed}
    synchronized boolean pointless() {
        boolean records = recording != null && !(recording.state() instanceof RecordingState.Failed);
        return !records
                && (recording != null || !targets.isEmpty())
                && targets.stream().allMatch(target -> target.target().state() instanceof PushState.Failed);
    }

    synchronized StatsReport report(double fps) {
        SessionStats stats = session.stats();
        return new StatsReport(
                session.state(),
                stats,
                fps,
                List.copyOf(targets),
                plan == null ? Optional.empty() : plan.lowered(),
                forwards == null ? Optional.empty() : Optional.of(forwards.json()),
                recording == null ? lastRecording : recording.state());
    }

    /// Stops everything: sources, encoders, then targets and recording with all that was encoded. Idempotent; returns
    /// when all is done, whoever does it.
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            closed.join();
            return;
        }
        try {
            end();
        } finally {
            closed.complete(null);
        }
    }

    private void end() {
        List<RunningTarget> open;
        synchronized (this) {
            open = List.copyOf(targets);
            if (forwards != null && !forwards.allServed()) {
                failedBefore = true;
            }
        }
        open.forEach(this::lookWhetherServed);
        session.close();
        if (session.state() instanceof SessionState.Failed) {
            failedBefore = true;
        }
        List<CompletableFuture<Void>> goodbyes = new ArrayList<>();
        for (RunningTarget target : open) {
            if (target.target().state() instanceof PushState.Failed) {
                failedBefore = true;
            }
            goodbyes.add(target.end()); // all at once: each may take its deadline to send what waits
        }
        goodbyes.forEach(CompletableFuture::join);
        endForwards();
        stopRecording();
        loops.close();
    }

    private synchronized void endForwards() {
        if (forwards != null) {
            forwards.close();
        }
    }

    /// A target that is not connected at the end was not served, and the user is told why.
    private void lookWhetherServed(RunningTarget running) {
        switch (running.target().state()) {
            case PushState.Waiting waiting -> notServed(running, waiting.why());
            case PushState.Connecting _, PushState.Idle _ -> notServed(running, "the server had not answered yet");
            case PushState.Live _, PushState.Failed _ -> {} // a failure was told when it happened
        }
    }

    private void notServed(RunningTarget running, String why) {
        failedBefore = true;
        say.accept(
                SpokenTarget.name(running.id(), running.target().url()) + " was not served at the end: " + why + ".");
    }

    /// {@return whether the session or a recording ended as failed, or a target that was still wanted was not served at
    /// the end; ask after [#close]}
    boolean failed() {
        return failedBefore;
    }

    /// {@return programme pictures encoded so far}
    long frames() {
        return session.stats().video().map(SessionStats.Video::encoded).orElse(0L);
    }
}
