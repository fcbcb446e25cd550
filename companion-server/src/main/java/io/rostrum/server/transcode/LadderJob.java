package io.rostrum.server.transcode;

import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.server.hls.HlsRendition;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.StreamListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ladder of one stream: begins with its first key frame, ends with it, and begins again when the publisher comes
/// back or sends pictures of another kind. On the stream's loop, where it only puts frames into a queue.
///
/// A program that ends by itself is started again and given once more what no whole segment has of every rendition, so
/// that players do not notice. Whatever happens to it, the source's viewers do not.
final class LadderJob implements StreamListener, LadderRun.Listener {
    private static final Logger log = LoggerFactory.getLogger(LadderJob.class);
    /// How long a program may go on with a take that has ended before it is taken for hung and killed.
    static final Duration LAST = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 250;
    /// Pictures that decoder, encoder and container keep however fast they are: no lag.
    private static final int BUFFERED_PICTURES = 4;
    /// A program that ran for so long was well; the next trouble is another.
    private static final long WELL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LiveStream stream;
    private final Transcoder owner;
    private final Duration last;
    private final Map<String, HlsRendition> renditions = new LinkedHashMap<>();
    private final LoadShedding load;

    private @Nullable MediaMessage videoHeader;
    private @Nullable MediaMessage audioHeader;
    private @Nullable LadderTake take;
    private @Nullable Running running;
    private @Nullable ScheduledFuture<?> retry;
    private @Nullable ScheduledFuture<?> looking;
    private boolean hasSlot;
    private boolean saidFull;
    private volatile @Nullable LadderStatus status;

    /// A run and what has come of it.
    private static final class Running {
        final LadderRun run;
        final LadderTake take;
        final long startNanos;
        final long[] newestMillis;
        boolean replaced;

        /// Kills it; set once its take has ended.
        @Nullable
        ScheduledFuture<?> last;

        Running(LadderRun run, LadderTake take, long startNanos) {
            this.run = run;
            this.take = take;
            this.startNanos = startNanos;
            this.newestMillis = new long[run.ladder().renditions().size()];
            Arrays.fill(newestMillis, -1);
        }

        /// {@return time that all renditions have reached; -1 while one has begun nothing}
        long reachedMillis() {
            return Arrays.stream(newestMillis).min().orElse(-1);
        }
    }

    /// @param last how long a program may go on with a take that has ended
    LadderJob(LiveStream stream, Transcoder owner, Duration last) {
        this.stream = stream;
        this.owner = owner;
        this.last = last;
        this.load = new LoadShedding(owner.config().shedAt());
    }

    /// {@return how it stands; null while nothing runs. Any thread}
    @Nullable
    LadderStatus status() {
        return status;
    }

    @Override
    public void started(LiveStream of) {
        looking = stream.loop().scheduleAtFixedRate(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void message(MediaMessage message) {
        if (message.kind() == Kind.DATA) {
            return;
        }
        if (message.isFrame()) {
            frame(message);
        } else if (message.kind() == Kind.VIDEO && message.sequenceHeader()) {
            videoHeader = header(videoHeader, message);
        } else if (message.sequenceHeader()) {
            audioHeader = header(audioHeader, message);
        }
    }

    /// Another header than before is another source, unless nothing has begun yet.
    private MediaMessage header(@Nullable MediaMessage old, MediaMessage message) {
        if (old != null && old.payload().equals(message.payload())) {
            return old;
        }
        if (take != null && take.ladder().isPresent()) {
            endTake();
        }
        if (old != null) {
            old.close();
        }
        return message.retain();
    }

    private void frame(MediaMessage frame) {
        if (videoHeader == null) {
            return;
        }
        boolean key = frame.kind() == Kind.VIDEO && frame.keyFrame();
        LadderTake now = take;
        if (now == null) {
            if (!key) {
                return;
            }
            now = new LadderTake();
            take = now;
        }
        now.add(frame);
        if (now.choose(owner.config().rungs(), videoHeader, audioHeader != null) || key) {
            start(); // with a key frame where it had to wait for a slot
        }
    }

    private void start() {
        LadderTake now = take;
        MediaMessage pictures = videoHeader;
        Ladder whole = now == null ? null : now.ladder().orElse(null);
        if (now == null || whole == null || pictures == null || running != null || retry != null) {
            return;
        }
        Ladder ladder = whole.without(load.shed());
        if (ladder.renditions().isEmpty() || !takeSlot()) {
            return;
        }
        for (Ladder.Rendition rendition : whole.renditions()) {
            renditions.computeIfAbsent(
                    rendition.label(),
                    label -> owner.hls().addRendition(stream.name(), label, ladder.mostBits(rendition)));
        }
        List<MediaMessage> headers = new ArrayList<>(List.of(pictures.retain()));
        if (audioHeader != null) {
            headers.add(audioHeader.retain());
        }
        LadderRun run = owner.run(ladder, now.queue(), headers, this);
        running = new Running(run, now, now());
        load.started(now());
        log.info(
                "[live {}] [ladder] {} from {}x{}",
                stream.name(),
                ladder.renditions().stream().map(Ladder.Rendition::label).toList(),
                ladder.source().width(),
                ladder.source().height());
        run.start();
    }

    private boolean takeSlot() {
        hasSlot = hasSlot || owner.slots().tryAcquire();
        if (!hasSlot && !saidFull) {
            saidFull = true;
            log.warn(
                    "[live {}] [ladder] waits: {} streams have one already (transcode.max_streams)",
                    stream.name(),
                    owner.config().maxStreams());
        }
        return hasSlot;
    }

    private void giveSlot() {
        if (hasSlot) {
            hasSlot = false;
            owner.slots().release();
        }
    }

    @Override
    public void rendered(LadderRun run, int index, MediaMessage message) {
        onLoop(() -> take(run, index, message), message::close);
    }

    @Override
    public void ended(LadderRun run, int exitCode, String said) {
        onLoop(() -> over(run, exitCode, said), () -> {});
    }

    private void onLoop(Runnable what, Runnable otherwise) {
        try {
            stream.loop().execute(what);
        } catch (RejectedExecutionException e) {
            otherwise.run(); // the server has stopped
        }
    }

    private void take(LadderRun run, int index, MediaMessage message) {
        try (message) {
            Running now = running;
            if (now == null || now.run != run) {
                return;
            }
            HlsRendition rendition =
                    renditions.get(run.ladder().renditions().get(index).label());
            if (rendition == null) {
                return;
            }
            rendition.message(message);
            if (message.kind() == Kind.VIDEO && message.isFrame()) {
                now.newestMillis[index] = message.timestampMillis();
                now.take
                        .queue()
                        .release(run.ladder().renditions().stream()
                                .map(each -> renditions.get(each.label()))
                                .mapToLong(each -> each == null ? 0 : each.wholeUpToMillis())
                                .min()
                                .orElse(0));
            }
        }
    }

    /// The program is gone, and all that it gave out has been taken.
    private void over(LadderRun run, int exitCode, String said) {
        Running ended = running;
        if (ended == null || ended.run != run) {
            return;
        }
        running = null;
        owner.over(run);
        if (ended.last != null) {
            ended.last.cancel(false);
        }
        if (ended.take != take) {
            ended.take.close();
            flush();
            start();
            return;
        }
        renditions.values().forEach(HlsRendition::restart);
        if (ended.reachedMillis() < 0) {
            ended.take.queue().skipToNewest(); // what it was given may be why
        }
        ended.take.queue().rewind();
        if (ended.replaced) {
            start();
        } else {
            again(ended, exitCode, said);
        }
    }

    private void again(Running ended, int exitCode, String said) {
        boolean worked = ended.reachedMillis() >= 0;
        long millis = ended.take.failed(worked, worked && now() - ended.startNanos > WELL_NANOS);
        owner.counters().restarted();
        log.warn(
                "[live {}] [ladder] the transcoder ended with {}{}; it is started again in {} ms",
                stream.name(),
                exitCode,
                said.isEmpty() ? "" : ": " + said,
                millis);
        retry = stream.loop()
                .schedule(
                        () -> {
                            retry = null;
                            start();
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    private void flush() {
        renditions.values().forEach(HlsRendition::flush);
        if (take == null) {
            giveSlot();
        }
    }

    /// What the program still has in hand it may finish, but not for ever: it has one of few slots.
    private void endTake() {
        LadderTake ended = take;
        take = null;
        if (ended == null) {
            return;
        }
        ended.finish();
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
        Running working = running;
        if (working == null) {
            ended.close();
            flush();
        } else if (working.take != ended) {
            ended.close(); // no program has seen it
        } else {
            working.last = stream.loop().schedule(() -> hung(working), last.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void hung(Running working) {
        log.warn(
                "[live {}] [ladder] the transcoder did not finish within {} s and is killed",
                stream.name(),
                last.toSeconds());
        working.run.kill();
    }

    @Override
    public void interrupted() {
        endTake();
        videoHeader = forget(videoHeader);
        audioHeader = forget(audioHeader);
    }

    @Override
    public void ended() {
        interrupted();
        if (looking != null) {
            looking.cancel(false);
        }
        status = null;
        owner.forget(this);
    }

    private static @Nullable MediaMessage forget(@Nullable MediaMessage header) {
        if (header != null) {
            header.close();
        }
        return null;
    }

    /// Looks whether the program keeps up.
    private void look() {
        LadderTake now = take;
        Running run = running;
        if (now == null || now.ladder().isEmpty() || (run != null && (run.take != now || run.replaced))) {
            status = null;
            return;
        }
        int rungs = run == null ? 0 : run.run.ladder().renditions().size();
        if (run == null && load.shed() == 0) {
            status = null;
            return;
        }
        long reached = run == null ? now.newestVideoMillis() : run.reachedMillis();
        long lag = Math.max(0, now.newestVideoMillis() - Math.max(0, reached));
        LoadShedding.Step step = load.look(now(), lag - BUFFERED_PICTURES * now.intervalMillis(), reached, rungs);
        status = new LadderStatus(stream.name().value(), rungs, load.shed(), lag, load.speed());
        switch (step) {
            case KEEP -> {}
            case SHED -> {
                owner.counters().shed();
                replace("is given up: this machine is too slow for it", now, load.shed() - 1);
            }
            case RESTORE -> replace("is tried again", now, load.shed());
        }
    }

    private void replace(String why, LadderTake now, int rung) {
        now.ladder()
                .filter(ladder -> rung < ladder.renditions().size())
                .ifPresent(ladder -> log.warn(
                        "[live {}] [ladder] {} {}",
                        stream.name(),
                        ladder.renditions().get(rung).label(),
                        why));
        if (running == null) {
            start();
        } else {
            running.replaced = true;
            running.run.kill();
        }
    }

    private long now() {
        return stream.loop().ticker().nanoTime();
    }
}
