package io.rostrum.studio.cli;

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
import io.rostrum.push.target.PushListener;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A broadcast with its targets and its recording, all of which may change while it runs. Thread-safe.
final class Broadcast implements AutoCloseable {
    private final PushLoops loops = PushLoops.open();
    private final Set<MediaKind> kinds;
    private final Consumer<String> say;
    private final List<RunningTarget> targets = new ArrayList<>();
    private final BroadcastSession session;
    private @Nullable Recorder recorder;
    private int lastId;
    private boolean failedBefore;
    private boolean closed;

    /// @param video null for a broadcast without pictures
    /// @param audio null for a broadcast without sound
    /// @param urls  where to send
    /// @param file  recording; empty for none
    /// @param length how long the programme is to be; empty for no end
    /// @param say   takes sentences for the user; any thread
    /// @throws DeviceException    if a source does not open
    /// @throws EncoderException   if an encoder does not open
    /// @throws RecordingException if the recording cannot be begun
    Broadcast(
            @Nullable VideoPart video,
            @Nullable AudioPart audio,
            List<PushUrl> urls,
            Optional<Path> file,
            Optional<Duration> length,
            Consumer<String> say)
            throws DeviceException, EncoderException, RecordingException {
        this.say = say;
        kinds = EnumSet.noneOf(MediaKind.class);
        if (video != null) {
            kinds.add(MediaKind.VIDEO);
        }
        if (audio != null) {
            kinds.add(MediaKind.AUDIO);
        }
        try {
            List<PacketSink> sinks = new ArrayList<>();
            if (file.isPresent()) {
                recorder = openRecorder(file.get());
                sinks.add(recorder);
            }
            for (PushUrl url : urls) {
                sinks.add(newTarget(url));
            }
            session = BroadcastSession.start(video, audio, new FfmpegVideoEncoders(), AacEncoder::new, length, sinks);
        } catch (DeviceException | EncoderException | RecordingException | RuntimeException e) {
            targets.forEach(target -> target.target().close());
            if (recorder != null) {
                recorder.close();
            }
            loops.close();
            throw e;
        }
    }

    private Recorder openRecorder(Path file) throws RecordingException {
        return Recorder.start(RecordingSettings.of(file, kinds), this::recordingChanged);
    }

    private void recordingChanged(RecordingState state) {
        switch (state) {
            case RecordingState.Failed failed ->
                say.accept("Recording stopped: " + failed.reason() + " " + failed.remedy());
            case RecordingState.Finished done ->
                say.accept("Recorded " + done.recorded().toSeconds() + " s to " + done.files());
            case RecordingState.Waiting _, RecordingState.Recording _ -> {}
        }
    }

    /// {@return number of the new target}
    synchronized int addTarget(PushUrl url) {
        session.add(newTarget(url));
        return lastId;
    }

    private PushTarget newTarget(PushUrl url) {
        int id = ++lastId;
        PushTarget target = PushTarget.start(url, PushSettings.DEFAULT.withKinds(kinds), loops, new Spoken(id, url));
        targets.add(new RunningTarget(id, target));
        return target;
    }

    /// Stops sending to a target and forgets it.
    ///
    /// @return whether there was one of that number
    boolean removeTarget(int id) {
        Optional<RunningTarget> found = find(id);
        found.ifPresent(running -> {
            session.remove(running.target());
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

    /// @throws RecordingException if it cannot be begun
    synchronized void startRecording(Path file) throws RecordingException {
        stopRecording();
        Recorder begun = openRecorder(file);
        recorder = begun;
        session.add(begun);
    }

    synchronized void stopRecording() {
        Recorder running = recorder;
        if (running != null) {
            session.remove(running);
            running.close();
            failedBefore |= running.state() instanceof RecordingState.Failed;
            recorder = null;
        }
    }

    SessionState state() {
        return session.state();
    }

    /// {@return whether there were targets or a recording, and every one of them has failed}
    synchronized boolean pointless() {
        boolean recording = recorder != null && !(recorder.state() instanceof RecordingState.Failed);
        return !recording
                && (recorder != null || !targets.isEmpty())
                && targets.stream().allMatch(target -> target.target().state() instanceof PushState.Failed);
    }

    synchronized StatsReport report(double fps) {
        SessionStats stats = session.stats();
        return new StatsReport(
                session.state(), stats, fps, List.copyOf(targets), recorder == null ? null : recorder.state());
    }

    /// Stops everything: sources, encoders, then targets and recording with all that was encoded. Idempotent.
    @Override
    public void close() {
        List<RunningTarget> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(targets);
        }
        session.close();
        failedBefore |= session.state() instanceof SessionState.Failed;
        List<CompletableFuture<Void>> goodbyes = new ArrayList<>();
        for (RunningTarget target : open) {
            failedBefore |= target.target().state() instanceof PushState.Failed;
            goodbyes.add(target.target().stop()); // all at once: each may take its deadline to send what waits
        }
        goodbyes.forEach(CompletableFuture::join);
        stopRecording();
        loops.close();
    }

    /// {@return whether the session, a target that was still wanted, or a recording ended as failed; ask after
    /// [#close]}
    boolean failed() {
        return failedBefore;
    }

    /// {@return programme pictures encoded so far}
    long frames() {
        return session.stats().video().map(SessionStats.Video::encoded).orElse(0L);
    }

    /// Tells the user what happens to one target.
    private final class Spoken implements PushListener {
        private final String who;

        Spoken(int id, PushUrl url) {
            who = "Target " + id + " (" + url + ")";
        }

        @Override
        public void stateChanged(PushState state) {
            switch (state) {
                case PushState.Waiting waiting -> say.accept(who + ": " + waiting.why() + "; trying again soon.");
                case PushState.Failed(String why, String whatToDo) ->
                    say.accept(who + " failed: " + why + ". " + whatToDo);
                case PushState.Idle _, PushState.Connecting _, PushState.Live _ -> {}
            }
        }

        @Override
        public void serverSaid(String level, String code, String text) {
            if (!level.equals("status")) {
                say.accept(who + ", " + level + " from the server: " + text + " (" + code + ")");
            }
        }
    }
}
