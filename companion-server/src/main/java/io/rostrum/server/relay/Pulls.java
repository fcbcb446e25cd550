package io.rostrum.server.relay;

import io.netty.util.concurrent.EventExecutor;
import io.rostrum.push.target.PushUrl;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.OnDemand;
import io.rostrum.server.live.StreamRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Fetches streams when somebody wants to watch them, and lets go of them when nobody does. Thread-safe.
///
/// Each server has a name of its own, which goes along with what it asks of others; who is asked by itself, over
/// whatever
/// servers, gives nothing, so no two servers fetch a stream from each other for ever.
public final class Pulls implements OnDemand, AutoCloseable {
    private static final int SOURCE_TIMEOUT_MILLIS = 10_000;
    /// A source that has failed is left alone for so long.
    private static final long COOL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_SERVERS = 8;

    private final StreamRegistry streams;
    private final ToIntFunction<StreamName> hlsViewers;
    private final Supplier<EventExecutor> loops;
    private final Optional<Path> program;
    private final Reach reach;
    private final Duration idle;
    private final Map<StreamName, PullSource> sources;
    private final ConcurrentHashMap<StreamName, PullRun> running = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<StreamName, Long> failedNanos = new ConcurrentHashMap<>();
    private final String self =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private volatile boolean closed;

    /// @param streams    where they are published
    /// @param hlsViewers viewers that a stream's own count leaves out
    /// @param loops      gives the loop of a new stream
    /// @param program    FFmpeg's, for files
    /// @param reach      where sources may be
    public Pulls(
            StreamRegistry streams,
            ToIntFunction<StreamName> hlsViewers,
            Supplier<EventExecutor> loops,
            Optional<Path> program,
            Reach reach,
            RelayConfig config) {
        this.streams = streams;
        this.hlsViewers = hlsViewers;
        this.loops = loops;
        this.program = program;
        this.reach = reach;
        this.idle = config.pullIdle();
        this.sources = config.sources().stream().collect(Collectors.toMap(PullSource::stream, Function.identity()));
    }

    @Override
    public Optional<LiveStream> find(StreamName name, String via) {
        if (via.contains(self) || via.split(",", -1).length > MOST_SERVERS) {
            return Optional.empty();
        }
        Optional<LiveStream> live = streams.find(name);
        PullSource source = sources.get(name);
        if (live.isPresent() || source == null || closed || isCooling(name)) {
            return live;
        }
        begin(source, via.isEmpty() ? self : via + "," + self);
        return streams.find(name);
    }

    /// {@return whether it comes from elsewhere when somebody wants it}
    public boolean isOnDemand(StreamName name) {
        return sources.containsKey(name);
    }

    boolean isRunning(StreamName name) {
        return running.containsKey(name);
    }

    private boolean isCooling(StreamName name) {
        Long failed = failedNanos.get(name);
        return failed != null && System.nanoTime() - failed < COOL_NANOS;
    }

    private void begin(PullSource source, String via) {
        PullRun run = new PullRun(source, loops.get(), () -> open(source, via), new Owner());
        if (running.putIfAbsent(source.stream(), run) == null) {
            run.start();
            watch(run, System.nanoTime());
        }
    }

    private PullInput open(PullSource source, String via) throws IOException {
        return switch (source) {
            case PullSource.Rtmp rtmp -> {
                PushUrl url = rtmp.parsed();
                reach.addresses(url.host(), url.port(), /* api= */ false);
                yield RtmpInput.open(url, via, SOURCE_TIMEOUT_MILLIS);
            }
            case PullSource.Http http -> {
                URI url = http.parsed();
                int port = url.getPort() >= 0 ? url.getPort() : url.toURL().getDefaultPort();
                reach.addresses(url.getHost(), port, /* api= */ false);
                yield FlvInput.open(url, via, SOURCE_TIMEOUT_MILLIS);
            }
            case PullSource.Files files ->
                FilesInput.open(
                        program.orElseThrow(() -> new IOException(
                                "there is no FFmpeg to play files with (expected: transcode.ffmpeg names it)")),
                        files);
        };
    }

    /// Looks once a second whether somebody watches.
    private void watch(PullRun run, long lastWatchedNanos) {
        run.loop()
                .schedule(
                        () -> {
                            if (running.get(run.source().stream()) != run) {
                                return;
                            }
                            long now = System.nanoTime();
                            long last = isWatched(run.source().stream()) ? now : lastWatchedNanos;
                            if (now - last > idle.toNanos()) {
                                run.stop();
                            } else {
                                watch(run, last);
                            }
                        },
                        1,
                        TimeUnit.SECONDS);
    }

    private boolean isWatched(StreamName name) {
        return streams.find(name).filter(stream -> !stream.viewers().isEmpty()).isPresent()
                || hlsViewers.applyAsInt(name) > 0;
    }

    private final class Owner implements PullRun.Owner {
        @Override
        public void publish(PullRun run) {
            streams.publish(run.source().stream(), run);
        }

        @Override
        public void failed(PullRun run) {
            failedNanos.put(run.source().stream(), System.nanoTime());
        }

        @Override
        public void over(PullRun run) {
            running.remove(run.source().stream(), run);
        }
    }

    /// {@return whether no two have the same stream}
    public static boolean areDistinct(List<PullSource> sources) {
        return sources.stream().map(PullSource::stream).distinct().count() == sources.size();
    }

    /// Ends what is fetched.
    @Override
    public void close() {
        closed = true;
        running.values().forEach(PullRun::stop);
    }
}
