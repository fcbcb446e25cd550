package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.session.ProgrammeCanvas;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.Rational;
import io.rostrum.push.target.SharedRate;
import io.rostrum.studio.engine.CanvasSetting.Recorded;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the programme: sent, recorded, both or neither; it is encoded once, while there is need.
/// Changed on the engine's thread only; any thread may look.
final class Output {
    static final Duration ENDED_WITHIN = Duration.ofSeconds(15);
    private static final int REHEARSAL_SECONDS = 5;

    private static final Logger log = LoggerFactory.getLogger(Output.class);
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH-mm-ss", Locale.ROOT);

    private final LiveDestinations destinations;
    private final Notices notices;
    private final Executor engine;
    private final Runnable idle;
    private final VideoEncoders encoders;
    private final SpokenEncoder spokenEncoder;
    private final SleepInhibitor inhibitor = new SleepInhibitor();
    private volatile Live live = new Live.Off();
    private final LiveRecording recording;
    private final Supplier<Optional<ProgrammeCanvas>> canvas;
    private @Nullable Planned planned;
    private @Nullable CompletableFuture<TestReport> rehearsal;
    private final LiveReplay replay;

    /// The encoders of a second canvas.
    private record Planned(ProgrammeCanvas of, EncoderPlan plan) {}

    /// @param engine   runs what changes this
    /// @param encoders those there are
    /// @param idle     run when nothing is sent, recorded or kept any more
    /// @param replaySeconds that the replay buffer keeps; 0 for the usual time
    /// @param canvas   the second canvas, while there is one
    Output(
            LiveDestinations destinations,
            Notices notices,
            Executor engine,
            VideoEncoders encoders,
            Runnable idle,
            int replaySeconds,
            Supplier<Optional<ProgrammeCanvas>> canvas) {
        this.canvas = canvas;
        this.recording = new LiveRecording(notices);
        this.replay = new LiveReplay(replaySeconds);
        this.encoders = encoders;
        this.destinations = destinations;
        this.notices = notices;
        this.spokenEncoder = new SpokenEncoder(words -> notices.add(/* grave= */ false, words));
        this.engine = engine;
        this.idle = idle;
    }

    Live live() {
        return live;
    }

    Recording recording() {
        return recording.view();
    }

    LiveReplay replay() {
        return replay;
    }

    /// {@return whether something is sent, recorded or kept, or being ended}
    boolean busy() {
        return !(live instanceof Live.Off) || recording.isOn() || replay.isOn();
    }

    /// {@return what the encoder is to make of these settings}
    ///
    /// @throws IllegalArgumentException in words for the user
    static VideoSettings video(OutputSetting setting) {
        return VideoSettings.live(
                PictureSize.parse(setting.size()),
                Rational.parse(setting.frameRate()),
                setting.bitsPerSecond(),
                Duration.ofSeconds(setting.keyframeSeconds()));
    }

    void goLive(Programme programme, OutputSetting setting) {
        if (!(live instanceof Live.Off)) {
            return;
        }
        live = new Live.Starting();
        if (!encode(programme, setting)) {
            live = new Live.Off();
            return;
        }
        destinations.goLive(new ProgrammeSource(programme, setting.encoder()), video(setting), second());
        live = new Live.On(Instant.now());
        inhibitor.hold();
    }

    /// Encodes for some seconds without sending.
    CompletableFuture<TestReport> rehearse(Programme programme, OutputSetting setting) {
        if (busy() || programme.encodes()) {
            return CompletableFuture.failedFuture(new IOException(
                    tr("the programme is sent or recorded already; its own figures show how it copes")));
        }
        try {
            programme.encode(setting.encoder(), video(setting), AudioSettings.DEFAULT, encoders, AacEncoder::new);
        } catch (EncoderException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException(e.getMessage(), e));
        }
        Rehearsal measuring = new Rehearsal(programme, setting);
        CompletableFuture<TestReport> report = new CompletableFuture<>();
        rehearsal = report;
        CompletableFuture.delayedExecutor(REHEARSAL_SECONDS, TimeUnit.SECONDS, engine)
                .execute(() -> report.complete(measuring.report()));
        return report.whenCompleteAsync(
                (_, _) -> {
                    measuring.close();
                    if (!busy()) {
                        programme.endEncoding();
                    }
                },
                engine);
    }

    private boolean encode(Programme programme, OutputSetting setting) {
        try {
            if (!programme.encodes()) {
                planned = null;
            }
            programme.encode(setting.encoder(), video(setting), AudioSettings.DEFAULT, encoders, AacEncoder::new);
            planSecond(setting);
            return true;
        } catch (EncoderException | IllegalArgumentException e) {
            notices.add(/* grave= */ true, sentence(said(String.valueOf(e.getMessage()))));
            return false;
        } catch (RuntimeException | LinkageError e) {
            log.error("[studio] a defect in starting the encoders", e);
            notices.add(/* grave= */ true, tr("The encoders could not be started; please report the log."));
            return false;
        }
    }

    private Optional<EncoderPlan> second() {
        return Optional.ofNullable(planned).map(Planned::plan);
    }

    /// An encoder of the second canvas is there while somebody wants it.
    private void planSecond(OutputSetting setting) {
        Planned before = planned;
        planned = canvas.get()
                .map(now -> before != null && before.of().equals(now) ? before : planned(now, setting))
                .orElse(null);
    }

    private Planned planned(ProgrammeCanvas now, OutputSetting setting) {
        return new Planned(
                now,
                EncoderPlan.onDemand(
                        (settings, filters, trouble) -> now.rendition(setting.encoder(), settings, filters, trouble),
                        video(setting.ofSecond()),
                        words -> notices.add(/* grave= */ true, words)));
    }

    /// There is another second canvas now, or none any more.
    void followCanvas(Programme programme, OutputSetting setting) {
        if (programme.encodes()) {
            planSecond(setting);
            destinations.second(second());
        }
    }

    /// Lets what is encoded follow the settings that can be changed meanwhile.
    void change(Programme programme, OutputSetting before, OutputSetting after) {
        try {
            if (before.bitsPerSecond() != after.bitsPerSecond() && !destinations.bitRate(after.bitsPerSecond())) {
                programme.bitRate(after.bitsPerSecond());
            }
            if (before.second().bitsPerSecond() != after.second().bitsPerSecond()) {
                second().ifPresent(plan -> plan.bitRate(after.second().bitsPerSecond()));
            }
            boolean named = !after.encoder().equals(VideoEncoders.AUTO);
            if (named && !before.encoder().equals(after.encoder())) {
                programme.encoder(after.encoder());
            }
        } catch (EncoderException | IllegalArgumentException e) {
            notices.add(/* grave= */ true, sentence(said(String.valueOf(e.getMessage()))));
        }
    }

    private static String sentence(String words) {
        String begun = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    CompletableFuture<Void> endLive(Programme programme) {
        return endLive(programme, /* whole= */ true);
    }

    private CompletableFuture<Void> endLive(Programme programme, boolean whole) {
        if (!(live instanceof Live.On)) {
            return CompletableFuture.completedFuture(null);
        }
        live = new Live.Ending();
        if (!recording.isOn() && !replay.isOn()) {
            programme.endEncoding(); // what the encoders hold still goes to the destinations
        }
        return destinations.endLive(whole).thenRunAsync(this::liveEnded, engine);
    }

    private void liveEnded() {
        live = new Live.Off();
        settle();
    }

    private void settle() {
        if (!busy()) {
            planned = null;
            inhibitor.release();
            idle.run();
        }
    }

    void record(Programme programme, OutputSetting setting) {
        Recorded what = canvas.get().isPresent() ? setting.second().records() : Recorded.FIRST;
        if (recording.isOn() || !recording.open(setting, what, "Rostrum " + now())) {
            return;
        }
        if (!encode(programme, setting)) {
            recording.abandon();
            return;
        }
        recording.begin(ofSecond -> ofSecond ? ofSecond(setting) : ofProgramme(programme, setting));
        if (recording.isOn()) {
            inhibitor.hold();
        } else if (!busy()) {
            programme.endEncoding(); // the second canvas alone was to be recorded, and cannot
            settle();
        }
    }

    private static LiveRecording.Feed ofProgramme(Programme programme, OutputSetting setting) {
        return new LiveRecording.Feed() {
            @Override
            public void add(PacketSink sink) {
                programme.add(sink, setting.heard());
            }

            @Override
            public void leave(PacketSink sink) {
                programme.remove(sink);
            }

            @Override
            public void keyFrame() {
                programme.keyFrame();
            }
        };
    }

    private LiveRecording.Feed ofSecond(OutputSetting setting) throws IOException {
        EncoderPlan plan = second().orElseThrow(() -> new IOException(tr("it is off")));
        return plan.seat(new EncoderPlan.Wish(
                tr("the recording"), OwnPicture.NONE, SharedRate.Say.NEVER, OptionalInt.empty(), setting.heard()));
    }

    CompletableFuture<Void> endRecording(Programme programme) {
        boolean on = recording.isOn();
        if (on && !(live instanceof Live.On) && !replay.isOn()) {
            programme.endEncoding(); // what is being ended needs no packets any more
        }
        CompletableFuture<Void> ended = recording.end(engine);
        return on ? ended.thenRunAsync(this::settle, engine) : ended;
    }

    /// Pauses the recording, or goes on with it.
    void pauseRecording(boolean paused) {
        recording.pause(paused);
    }

    /// Keeps the last seconds from now on.
    void keepReplay(Programme programme, OutputSetting setting) {
        if (!replay.isOn() && encode(programme, setting)) {
            replay.begin(programme, setting.heard());
            inhibitor.hold();
        }
    }

    void endReplay(Programme programme) {
        if (!replay.isOn()) {
            return;
        }
        replay.end(programme);
        if (!(live instanceof Live.On) && !recording.isOn()) {
            programme.endEncoding();
        }
        settle();
    }

    CompletableFuture<Path> saveReplay(OutputSetting setting) {
        return replay.save(setting.recordFolder(), "Replay " + now() + ".mp4");
    }

    private static String now() {
        return FILE_TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
    }

    /// Takes note of how the encoder and the recording do; to be called now and then.
    void look(Programme programme) {
        spokenEncoder.look(programme.stats().encoder());
        if (recording.look()) {
            endRecording(programme);
        }
    }

    /// An encoder, or the programme itself, cannot go on.
    void failed(Programme programme, Throwable cause) {
        if (cause instanceof EncoderException) {
            notices.add(/* grave= */ true, sentence(said(String.valueOf(cause.getMessage()))));
        } else {
            log.error("[studio] a defect in the programme", cause);
            notices.add(
                    /* grave= */ true,
                    tr(
                            "The programme stopped because of a mistake in Rostrum. Start it again, and please report the log."));
        }
        endLive(programme);
        endRecording(programme);
        endReplay(programme);
    }

    /// Ends what is sent, what is recorded, and a rehearsal.
    CompletableFuture<Void> close(Programme programme) {
        CompletableFuture<TestReport> tried = rehearsal;
        if (tried != null) {
            tried.completeExceptionally(new IOException(tr("the studio is being closed")));
        }
        replay.end(programme);
        CompletableFuture<Void> recorded = endRecording(programme);
        CompletableFuture<Void> sent = endLive(programme, /* whole= */ false);
        return CompletableFuture.allOf(recorded, sent).whenComplete((_, _) -> inhibitor.release());
    }
}
