package io.rostrum.server.dvr;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.encryption.KeyRotation;
import io.rostrum.server.encryption.MediaKey;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamListener;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.vod.FileBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Time shift of live streams: `/live/{stream}/dvr.m3u8` and what it leads to. Thread-safe.
public final class DvrOutput implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DvrOutput.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration KEEP_ENDED = Duration.ofMinutes(1);
    private static final Pattern FILE = Pattern.compile("(chunk-\\d{1,9}\\.m4s|init-\\d{1,9}\\.mp4)");
    private static final String NOT_THERE = "This stream has no time shift, or its first segment is not there yet.";

    private static final String GONE = "This part of the stream is no longer there.";

    private final DvrConfig config;
    private final Path root;
    private final SegmentEncryption encryption;
    private final InstantSource wallClock;
    private final AtomicLong takes;
    private final Map<String, DvrStream> newest = new ConcurrentHashMap<>();
    /// By `stream/take`, so that who may have one stream gets nothing of another.
    private final Map<String, DvrStream> byTake = new ConcurrentHashMap<>();

    private DvrOutput(DvrConfig config, Path root, SegmentEncryption encryption, InstantSource wallClock) {
        this.config = config;
        this.encryption = encryption;
        this.root = root;
        this.wallClock = wallClock;
        this.takes = new AtomicLong(wallClock.millis());
    }

    /// Deletes what an earlier run left behind: its streams are over.
    ///
    /// @param data       folder of the server
    /// @param encryption whose segments are encrypted
    /// @throws IOException if the folder cannot be used; in words for the operator
    public static DvrOutput open(DvrConfig config, Path data, SegmentEncryption encryption, InstantSource wallClock)
            throws IOException {
        Path root = data.resolve("dvr");
        try {
            delete(root);
            if (config.enabled()) {
                Files.createDirectories(root);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IOException("folder for time shift " + root + ": cannot be used (expected: one to write to)", e);
        }
        return new DvrOutput(config, root, encryption, wallClock);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /// Keeps every stream that `streams` opens from now on.
    public void follow(StreamRegistry streams) {
        if (config.enabled()) {
            streams.onOpened(this::opened);
        }
    }

    private void opened(LiveStream stream) {
        String name = stream.name().value();
        String take = Long.toString(takes.getAndIncrement(), Character.MAX_RADIX);
        DvrStream dvr = new DvrStream(
                name,
                root.resolve(take),
                config,
                new KeyRotation(encryption, name, System::nanoTime),
                DvrStream.QUEUE,
                wallClock);
        dvr.start();
        newest.put(name, dvr);
        byTake.put(name + "/" + take, dvr);
        stream.addListener(new StreamListener() {
            @Override
            public void message(MediaMessage message) {
                dvr.message(message);
            }

            @Override
            public void interrupted() {
                dvr.interrupted();
            }

            @Override
            public void ended() {
                dvr.end();
                stream.loop().schedule(() -> forget(name, take, dvr), KEEP_ENDED.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private void forget(String name, String take, DvrStream dvr) {
        newest.remove(name, dvr);
        byTake.remove(name + "/" + take);
        Thread.ofVirtual().name("dvr-delete").start(() -> {
            try {
                delete(dvr.folder());
            } catch (IOException e) {
                log.warn("[dvr {}] {} could not be deleted: {}", name, dvr.folder(), e.getMessage());
            }
        });
    }

    public List<Route> routes() {
        return List.of(
                Route.media("/live/{stream}/dvr.m3u8", this::playlist).blocking(),
                Route.media("/live/{stream}/dvr.json", this::extent),
                Route.media("/live/{stream}/dvr/{take}/{file}", this::file).blocking());
    }

    private DvrStream find(Request request) throws HttpException {
        DvrStream found = newest.get(request.pathValue("stream"));
        if (found == null) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, NOT_THERE);
        }
        return found;
    }

    private Reply playlist(Request request) throws HttpException {
        DvrStream found = find(request);
        String text = found.window()
                .playlist("dvr/" + found.folder().getFileName() + "/", request.queryValue("t"), Instant.now())
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, NOT_THERE));
        return Response.text("application/vnd.apple.mpegurl", text)
                .header(HttpHeaderNames.CACHE_CONTROL, "public, max-age=0, s-maxage=1");
    }

    /// How far back one can go, for seek bars: not at all where nothing is kept.
    private Reply extent(Request request) {
        DvrStream found = newest.get(request.pathValue("stream"));
        long millis = found == null ? 0 : found.window().millis();
        Optional<Instant> edge =
                found == null ? Optional.empty() : found.window().edge();
        return Response.json("{\"millis\":" + millis
                + edge.map(instant -> ",\"edge\":\"" + instant + "\"").orElse("") + "}");
    }

    private Reply file(Request request) throws HttpException, IOException {
        DvrStream found = byTake.get(request.pathValue("stream") + "/" + request.pathValue("take"));
        String file = request.pathValue("file");
        if (found != null && file.endsWith(MediaKey.SUFFIX)) {
            return found.key(file)
                    .map(MediaKey::response)
                    .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, GONE));
        }
        if (found == null || !FILE.matcher(file).matches()) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, GONE);
        }
        try {
            return FileBody.growing(request, found.folder().resolve(file), "video/mp4");
        } catch (NoSuchFileException e) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, GONE);
        }
    }

    /// Ends writing and deletes what was kept: for when the streams have ended. Blocks some seconds at most.
    @Override
    public void close() {
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        byTake.values().forEach(DvrStream::end);
        for (DvrStream dvr : byTake.values()) {
            try {
                if (!dvr.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    log.warn("[dvr] the disk does not answer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        try {
            delete(root);
        } catch (IOException e) {
            log.warn("[dvr] {} could not be deleted: {}", root, e.getMessage());
        }
    }
}
