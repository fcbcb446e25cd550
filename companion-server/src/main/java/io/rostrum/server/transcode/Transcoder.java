package io.rostrum.server.transcode;

import io.rostrum.server.hls.HlsOutput;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every stream with pictures a ladder. Thread-safe.
public final class Transcoder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Transcoder.class);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(2);

    private final TranscodeConfig config;
    private final Path program;
    private final HlsOutput hls;
    private final LadderCounters counters;
    private final Semaphore slots;
    private final Duration last;
    private final Set<LadderJob> jobs = ConcurrentHashMap.newKeySet();
    private final Set<LadderRun> runs = ConcurrentHashMap.newKeySet();

    /// @param program FFmpeg's
    /// @param hls     follows the same streams already
    public Transcoder(TranscodeConfig config, Path program, HlsOutput hls, LadderCounters counters) {
        this(config, program, hls, counters, LadderJob.LAST);
    }

    /// @param last how long a program may go on with a source that has ended
    Transcoder(TranscodeConfig config, Path program, HlsOutput hls, LadderCounters counters, Duration last) {
        this.config = config;
        this.program = program;
        this.hls = hls;
        this.counters = counters;
        this.slots = new Semaphore(config.maxStreams());
        this.last = last;
    }

    /// Makes a ladder of every stream that `streams` opens from now on.
    public void follow(StreamRegistry streams) {
        streams.onOpened(stream -> {
            LadderJob job = new LadderJob(stream, this, last);
            jobs.add(job);
            stream.addListener(job);
        });
    }

    /// {@return how the ladders stand that run or have shed a rung}
    public List<LadderStatus> ladders() {
        return jobs.stream().map(LadderJob::status).filter(Objects::nonNull).toList();
    }

    TranscodeConfig config() {
        return config;
    }

    HlsOutput hls() {
        return hls;
    }

    LadderCounters counters() {
        return counters;
    }

    Semaphore slots() {
        return slots;
    }

    /// @param headers taken
    LadderRun run(Ladder ladder, ReplayQueue queue, List<MediaMessage> headers, LadderRun.Listener listener) {
        LadderRun run = new LadderRun(config, program, ladder, queue, headers, listener);
        runs.add(run);
        return run;
    }

    void over(LadderRun run) {
        runs.remove(run);
    }

    void forget(LadderJob job) {
        jobs.remove(job);
    }

    /// Ends what still runs after the streams have ended.
    @Override
    public void close() {
        runs.forEach(LadderRun::kill);
        try {
            for (LadderRun run : runs) {
                if (!run.awaitEnd(ENDED_WITHIN)) {
                    log.warn("[transcode] a transcoder did not end in {} s", ENDED_WITHIN.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
