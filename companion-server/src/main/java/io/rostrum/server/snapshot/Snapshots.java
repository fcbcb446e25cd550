package io.rostrum.server.snapshot;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamListener;
import io.rostrum.server.live.StreamRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest still of each live stream, at `/live/{stream}/snapshot.jpg`. One is made at a time, so that however many
/// streams there are they take one core at most. Thread-safe.
public final class Snapshots {
    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    private final SnapshotConfig config;
    private final Optional<StillMaker> maker;
    private final InstantSource wallClock;
    private final ObjIntConsumer<String> taken;
    private final Map<String, Still> newest = new ConcurrentHashMap<>();
    private final Semaphore turn = new Semaphore(1);
    private final AtomicInteger streams = new AtomicInteger();

    private record Still(ByteBuf jpeg, long millis) {}

    /// @param program FFmpeg's; without it there are no pictures
    /// @param taken told of each picture: its stream and bytes; must not block
    public Snapshots(
            SnapshotConfig config, Optional<Path> program, InstantSource wallClock, ObjIntConsumer<String> taken) {
        this.taken = taken;
        this.config = config;
        this.maker = program.filter(_ -> config.enabled()).map(path -> new StillMaker(path, config.width()));
        this.wallClock = wallClock;
    }

    /// Makes pictures of streams that `registry` opens from now on.
    public void follow(StreamRegistry registry) {
        maker.ifPresent(with -> registry.onOpened(stream -> opened(stream, with)));
    }

    private void opened(LiveStream stream, StillMaker with) {
        if (streams.incrementAndGet() > config.maxStreams()) {
            streams.decrementAndGet();
            log.info("[snapshot {}] has no pictures: snapshot.max_streams others have", stream.name());
            return;
        }
        stream.addListener(new KeyFrames(stream.name().value(), with));
    }

    /// Looks at one stream, on its loop.
    private final class KeyFrames implements StreamListener {
        private final String stream;
        private final StillMaker with;
        private @Nullable MediaMessage header;
        private long lastKeyMillis = -1;
        private long lastMadeMillis = -1;
        private volatile boolean making;
        private volatile boolean failedBefore;
        private volatile boolean over;
        private volatile @Nullable Still last;

        KeyFrames(String stream, StillMaker with) {
            this.stream = stream;
            this.with = with;
        }

        @Override
        public void message(MediaMessage message) {
            if (message.kind() != MediaMessage.Kind.VIDEO) {
                return;
            }
            if (message.sequenceHeader()) {
                release();
                header = message.retain();
            } else if (message.keyFrame()) {
                keyFrame(message);
            }
        }

        private void keyFrame(MediaMessage message) {
            long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            long interval = lastKeyMillis < 0 ? 0 : now - lastKeyMillis;
            lastKeyMillis = now;
            boolean due = lastMadeMillis < 0
                    || now - lastMadeMillis + interval > config.every().toMillis();
            MediaMessage how = header;
            if (!due || making || how == null || !turn.tryAcquire()) {
                return; // another key frame will come
            }
            making = true;
            lastMadeMillis = now;
            MediaMessage heldHeader = how.retain();
            MediaMessage picture = message.retain();
            long millis = wallClock.millis();
            Thread.ofVirtual().name("snapshot").start(() -> make(heldHeader, picture, millis));
        }

        private void make(MediaMessage how, MediaMessage picture, long millis) {
            try (how;
                    picture) {
                byte[] jpeg = with.make(how.payload(), picture.payload());
                Still made = new Still(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(jpeg)), millis);
                last = made;
                newest.put(stream, made);
                if (over) { // while it was made
                    forget();
                } else {
                    taken.accept(stream, jpeg.length);
                }
                failedBefore = false;
            } catch (IOException e) {
                if (!failedBefore) {
                    log.warn("[snapshot {}] no picture: {}", stream, e.getMessage());
                }
                failedBefore = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                turn.release();
                making = false;
            }
        }

        private void release() {
            MediaMessage old = header;
            header = null;
            if (old != null) {
                old.close();
            }
        }

        @Override
        public void ended() {
            over = true;
            release();
            forget();
            streams.decrementAndGet();
        }

        /// What a stream that has the name now has made stays.
        private void forget() {
            Still made = last;
            if (made != null) {
                newest.remove(stream, made);
            }
        }
    }

    /// {@return whether there is a still of the stream}
    public boolean has(StreamName stream) {
        return newest.containsKey(stream.value());
    }

    public List<Route> routes() {
        return List.of(Route.media("/live/{stream}/snapshot.jpg", this::newest));
    }

    private Response newest(Request request) throws HttpException {
        Still still = newest.get(request.pathValue("stream"));
        if (still == null) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "There is no picture of this stream.");
        }
        return Response.of(HttpResponseStatus.OK, "image/jpeg", still.jpeg().duplicate())
                .header(HttpHeaderNames.CACHE_CONTROL, "public, max-age=1")
                .header(HttpHeaderNames.ETAG, "\"" + Long.toString(still.millis(), Character.MAX_RADIX) + "\"")
                .header(
                        HttpHeaderNames.LAST_MODIFIED,
                        DateFormatter.format(Date.from(Instant.ofEpochMilli(still.millis()))));
    }
}
