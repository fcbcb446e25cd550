package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.encryption.MediaKey;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.http.FixedBody;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Later;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamListener;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.live.StreamWarning;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// HLS of every live stream: `/live/{stream}/index.m3u8` and what it leads to. Thread-safe.
public final class HlsOutput implements AutoCloseable {
    /// Number of the track of pictures in what is made here.
    public static final int VIDEO_TRACK = 1;
    /// Number of the track of sound.
    public static final int AUDIO_TRACK = 2;

    private static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";
    /// Browsers ask again each time; a cache before many viewers may answer for a second.
    private static final String PLAYLIST_CACHE = "public, max-age=0, s-maxage=1";
    /// Addresses of media are never used twice.
    public static final String MEDIA_CACHE = "public, max-age=31536000, immutable";

    private static final String NOT_LIVE = "This stream is not live, or its first segment is not there yet.";
    private static final String OVER = "This broadcast is over.";
    private static final String NOT_THERE = "This part of the stream is no longer, or not yet, there.";
    /// What a player that wants a delta update says (§6.2.5.1); there are no date ranges, so both mean the same.
    private static final Set<String> SKIPS = Set.of("YES", "v2");
    /// How long the renditions of a stream that has ended may take to end, too.
    private static final long LAST_MILLIS = 2_000;
    /// How much longer than it may a request waits at most.
    private static final long EXPIRE_MILLIS = 500;

    private final HlsConfig config;
    private final MediaStore store;
    private final MemoryBudget budget;
    private final InstantSource wallClock;
    private final SegmentEncryption encryption;
    private final AtomicLong takes;
    private final ConcurrentHashMap<String, Presentation> newest = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, HlsStream> byTake = new ConcurrentHashMap<>();

    /// One that encrypts nothing.
    public HlsOutput(HlsConfig config, MediaStore store, InstantSource wallClock) {
        this(config, store, SegmentEncryption.NONE, wallClock);
    }

    /// @param encryption whose segments are encrypted
    public HlsOutput(HlsConfig config, MediaStore store, SegmentEncryption encryption, InstantSource wallClock) {
        this.encryption = encryption;
        this.config = config;
        this.store = store;
        this.budget = new MemoryBudget(config);
        this.wallClock = wallClock;
        this.takes = new AtomicLong(wallClock.millis());
    }

    /// Serves every stream that `streams` opens from now on.
    public void follow(StreamRegistry streams) {
        streams.onOpened(stream -> stream.addListener(listener(stream)));
    }

    private StreamListener listener(LiveStream stream) {
        String name = stream.name().value();
        Presentation presentation = open(name, stream::warn, stream.loop().ticker()::nanoTime);
        var expiring = stream.loop()
                .scheduleAtFixedRate(presentation::expireRequests, EXPIRE_MILLIS, EXPIRE_MILLIS, TimeUnit.MILLISECONDS);
        return new StreamListener() {
            @Override
            public void message(MediaMessage message) {
                presentation.source().message(message);
            }

            @Override
            public void interrupted() {
                presentation.source().interrupted();
            }

            @Override
            public void ended() {
                expiring.cancel(false);
                presentation.sourceEnded();
                long last = presentation.hasRenditions() ? LAST_MILLIS : 0;
                after(last, () -> {
                    presentation.endRenditions();
                    keepEnded(last);
                });
            }

            // Only what nothing is added to any more may be forgotten, by whichever loop needs the room.
            private void keepEnded(long sinceMillis) {
                Runnable forget = () -> forget(name, presentation);
                budget.ended(forget);
                after(Math.max(0, config.keepEnded().toMillis() - sinceMillis), () -> {
                    budget.forgotten(forget);
                    forget.run();
                });
            }

            private void after(long millis, Runnable task) {
                stream.loop().schedule(task, millis, TimeUnit.MILLISECONDS);
            }
        };
    }

    /// Begins a presentation under that name; the newest of a name is the one its playlist leads to.
    private Presentation open(String name, Consumer<StreamWarning> onWarning, LongSupplier nanoTime) {
        String take = nextTake();
        HlsStream hls = new HlsStream(name, take, config, store, budget, encryption, onWarning, wallClock, nanoTime);
        Presentation presentation = new Presentation(hls);
        newest.put(name, presentation);
        byTake.put(name + "/" + take, hls);
        return presentation;
    }

    private String nextTake() {
        return Long.toString(takes.getAndIncrement(), Character.MAX_RADIX);
    }

    /// Begins a lower quality of a stream, from the segment on that is being made. On the stream's loop.
    ///
    /// @param label             what people call it: `480p`
    /// @param mostBitsPerSecond what its segments stay below
    /// @throws IllegalStateException if the stream was opened before this output followed it
    public HlsRendition addRendition(StreamName stream, String label, long mostBitsPerSecond) {
        Presentation presentation = newest.get(stream.value());
        if (presentation == null) {
            throw new IllegalStateException("stream " + stream + ": has no HLS (expected: one that is followed)");
        }
        String take = nextTake();
        HlsRendition rendition = presentation.add(take, label, mostBitsPerSecond);
        byTake.put(stream.value() + "/" + take, rendition.stream());
        return rendition;
    }

    private void forget(String name, Presentation presentation) {
        newest.remove(name, presentation);
        for (HlsStream hls : presentation.streams()) {
            byTake.remove(name + "/" + hls.take());
            hls.forget();
        }
    }

    /// Forgets every stream: for when the loops that add to them have ended.
    @Override
    public void close() {
        byTake.values().forEach(HlsStream::forget);
        byTake.clear();
        newest.clear();
    }

    /// {@return players that asked for the stream's playlist lately}
    public int viewers(StreamName name) {
        Presentation presentation = newest.get(name.value());
        return presentation == null ? 0 : presentation.source().audience().count();
    }

    /// {@return those players, in no order}
    public List<HlsViewer> players(StreamName name) {
        Presentation presentation = newest.get(name.value());
        return presentation == null
                ? List.of()
                : presentation.source().audience().players();
    }

    /// Counts a player of DASH, which asks for other lists of the same media.
    ///
    /// @param bytes of media that it is sent
    public void seenOverDash(String stream, Request request, long bytes) {
        Presentation presentation = newest.get(stream);
        if (presentation != null) {
            presentation.source().audience().seen(request, "dash");
            presentation.source().audience().sent(request, bytes);
        }
    }

    /// Counts a player out, whose questions [#isKicked] knows from now on until the broadcast ends.
    ///
    /// @return whether there is such a player
    public boolean kick(StreamName name, String player) {
        Presentation presentation = newest.get(name.value());
        return presentation != null && presentation.source().audience().kick(player);
    }

    /// {@return whether the request for something of that stream comes from a player that was kicked}
    public boolean isKicked(String stream, Request request) {
        Presentation presentation = newest.get(stream);
        return presentation != null && presentation.source().audience().isKicked(request);
    }

    /// {@return players that have yet to learn that their stream has ended, or to fetch the rest of it}
    public int unaware() {
        return byTake.values().stream()
                .mapToInt(hls -> hls.audience().unaware())
                .sum();
    }

    /// {@return whether there is HLS of a live stream by now: it begins with the first segment or part}
    public boolean hasBegun(StreamName name) {
        Presentation presentation = newest.get(name.value());
        return presentation != null && presentation.source().playlists().isPresent();
    }

    /// {@return every quality of a live stream, the source first; empty where there is none}
    public List<Quality> qualities(String stream) {
        Presentation presentation = newest.get(stream);
        return presentation == null ? List.of() : presentation.qualities();
    }

    /// {@return a segment, part or initialization section as it is without encryption, a handle of the caller's own}
    public Optional<ByteBuf> clearMedia(String stream, String take, String file) {
        return Optional.ofNullable(byTake.get(stream + "/" + take)).flatMap(hls -> hls.clearMedia(file));
    }

    /// {@return the routes below `/live/{stream}/`}
    public List<Route> routes() {
        return List.of(
                Route.media("/live/{stream}/index.m3u8", this::multivariant),
                Route.media("/live/{stream}/{take}/media.m3u8", this::media),
                Route.media("/live/{stream}/{take}/{file}", this::file));
    }

    private Reply multivariant(Request request) throws HttpException {
        Presentation presentation = newest.get(request.pathValue("stream"));
        if (presentation == null) {
            throw notFound(NOT_LIVE);
        }
        Optional<String> off = presentation.source().offBecause();
        if (off.isPresent()) {
            throw notFound(off.get());
        }
        if (presentation.source().playlists().isEmpty()) {
            throw notFound(NOT_LIVE);
        }
        CompletableFuture<Void> begun = presentation.begun();
        return begun.isDone()
                ? multivariant(presentation)
                : new Later(begun.thenApply(_ -> multivariant(presentation)));
    }

    private static Reply multivariant(Presentation presentation) {
        return presentation
                .multivariant()
                .map(text -> playlist(new FixedBody(text.getBytes(StandardCharsets.UTF_8))))
                .orElseGet(() -> Response.error(HttpResponseStatus.NOT_FOUND, NOT_LIVE));
    }

    private Reply media(Request request) throws HttpException {
        HlsStream hls = find(request);
        String protocol = request.query().containsKey(BlockingReload.MSN) ? "ll-hls" : "hls"; // §6.2.5.2
        hls.audience().seen(request, protocol);
        boolean delta =
                request.queryValue(BlockingReload.SKIP).filter(SKIPS::contains).isPresent();
        CompletableFuture<Void> there = hls.reloads().await(request);
        if (there.isDone()) {
            return media(hls, delta);
        }
        return new Later(there.handle((_, late) -> {
            if (late != null) {
                return tooLate();
            }
            hls.audience().seen(request, protocol);
            return media(hls, delta);
        }));
    }

    private static Reply media(HlsStream hls, boolean delta) {
        return hls.mediaPlaylist(delta)
                .map(HlsOutput::playlist)
                .orElseGet(() -> Response.error(HttpResponseStatus.NOT_FOUND, OVER));
    }

    private static Reply tooLate() {
        return Response.error(
                HttpResponseStatus.SERVICE_UNAVAILABLE, "What comes next is late; the publisher may be away.");
    }

    private Reply file(Request request) throws HttpException {
        HlsStream hls = find(request);
        String file = request.pathValue("file");
        if (file.endsWith(MediaKey.SUFFIX)) {
            return hls.key(file).map(MediaKey::response).orElseThrow(() -> notFound(NOT_THERE));
        }
        Optional<ByteBuf> bytes = hls.media(file);
        if (bytes.isPresent()) {
            hls.audience().sent(request, bytes.get().readableBytes());
            return media(bytes.get());
        }
        return hls.awaitHinted(file)
                .<Reply>map(there ->
                        new Later(there.handle((_, late) -> late == null ? arrived(hls, file, request) : tooLate())))
                .orElseGet(() -> arrived(hls, file, request)); // it may have come since
    }

    private static Reply arrived(HlsStream hls, String file, Request request) {
        return hls.media(file)
                .map(bytes -> {
                    hls.audience().sent(request, bytes.readableBytes());
                    return media(bytes);
                })
                .orElseGet(() -> Response.error(HttpResponseStatus.NOT_FOUND, NOT_THERE));
    }

    /// @param bytes taken
    private static Reply media(ByteBuf bytes) {
        return Response.of(HttpResponseStatus.OK, "video/mp4", bytes)
                .header(HttpHeaderNames.CACHE_CONTROL, MEDIA_CACHE)
                .ranged();
    }

    private HlsStream find(Request request) throws HttpException {
        HlsStream hls = byTake.get(request.pathValue("stream") + "/" + request.pathValue("take"));
        if (hls == null) {
            throw notFound(OVER);
        }
        return hls;
    }

    private static Response playlist(FixedBody body) {
        return Response.of(PLAYLIST_TYPE, body).header(HttpHeaderNames.CACHE_CONTROL, PLAYLIST_CACHE);
    }

    private static HttpException notFound(String words) {
        return new HttpException(HttpResponseStatus.NOT_FOUND, words);
    }
}
