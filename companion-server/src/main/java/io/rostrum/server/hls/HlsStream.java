package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamWarning;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One quality of a live stream as HLS, from its first publisher to its end: what the publisher sent, cut by a
/// [Segmenter], or a rendition of it, cut by a [FollowingSegmenter] where the other is cut.
///
/// Filled on the stream's loop; [#playlists()] and [#media] may be asked from any thread. Held within a
/// [MemoryBudget]: a stream that needs more lists less, and is given up when even the least does not fit.
final class HlsStream implements Segmenter.Output {
    private static final Logger log = LoggerFactory.getLogger(HlsStream.class);

    private static final String TOO_LARGE =
            "HLS of this stream is off until it ends: its segments need more memory than a stream may have."
                    + " Set the key frame interval to 2 s, lower the bit rate, or raise hls.stream_memory and hls.memory.";
    private static final String FAULT =
            "HLS of this stream is off until it ends, because of a fault of the server; its log says which.";

    private final String name;
    private final String take;
    private final HlsConfig config;
    private final MemoryBudget budget;
    private final Consumer<StreamWarning> onWarning;
    private final MediaStore store;
    private final LongSupplier nanoTime;
    private final Cutter cutter;
    private final Window window;
    private final BandwidthMeter bandwidth = new BandwidthMeter();
    private final Audience audience;
    private final BlockingReload reloads = new BlockingReload();
    /// Initialization sections that can be asked for, with their sizes, oldest first.
    private final Map<String, Integer> maps = new LinkedHashMap<>();

    private final List<Consumer<Segmenter.Cut>> followers = new ArrayList<>();
    private int mapsMade;
    private String map = "";
    private @Nullable Packer packer;
    private MultivariantPlaylist.@Nullable Picture picture;
    private String codecs = "";
    private boolean independent = true;
    private boolean ended;
    private boolean forgotten;
    private long heldBytes;
    private volatile Optional<String> offBecause = Optional.empty();
    private volatile int targetSeconds;
    private long nextSequence;
    private long discontinuities;
    private long wholeUpToMillis;
    private volatile Optional<Playlists> playlists = Optional.empty();

    /// What is told of this quality, as it stands.
    ///
    /// @param variant for the multivariant playlist
    /// @param media   the media playlist
    /// @param gap     whether its newest segment is missing
    record Playlists(MultivariantPlaylist.Variant variant, String media, boolean gap) {}

    /// @param take      names this presentation among all that had or will have the stream's name; part of its
    /// addresses
    /// @param onWarning told why there is no HLS
    HlsStream(
            String name,
            String take,
            HlsConfig config,
            MediaStore store,
            MemoryBudget budget,
            Consumer<StreamWarning> onWarning,
            InstantSource wallClock,
            LongSupplier nanoTime) {
        this.name = name;
        this.take = take;
        this.config = config;
        this.store = store;
        this.budget = budget;
        this.onWarning = onWarning;
        budget.opened();
        this.nanoTime = nanoTime;
        this.window = new Window(config, 0);
        this.audience = new Audience(nanoTime);
        this.cutter = new Segmenter(name, config, this, wallClock);
    }

    /// A rendition of `source`, from the segment on that is not whole yet. Its players are the source's.
    private HlsStream(HlsStream source, String take, String label) {
        this.name = source.name;
        this.take = take;
        this.config = source.config;
        this.store = source.store;
        this.budget = source.budget;
        this.onWarning = source.onWarning;
        budget.opened();
        this.nanoTime = source.nanoTime;
        this.window = new Window(config, source.discontinuities);
        this.audience = source.audience;
        this.nextSequence = source.nextSequence;
        FollowingSegmenter following = new FollowingSegmenter(name + " " + label, this);
        source.followers.add(cut -> guarded(() -> following.follow(cut)));
        this.cutter = following;
    }

    /// Begins a rendition of this stream. On the stream's loop.
    ///
    /// @param renditionTake names it among everything that had or will have the stream's name
    /// @param label         what people call it: `480p`
    HlsStream rendition(String renditionTake, String label) {
        return new HlsStream(this, renditionTake, label);
    }

    /// What came since the last segment comes again, or never.
    void discardPending() {
        guarded(cutter::discard);
    }

    /// {@return where the newest segment ends; on the stream's loop}
    long wholeUpToMillis() {
        return wholeUpToMillis;
    }

    /// @param message borrowed
    void message(MediaMessage message) {
        guarded(() -> cutter.message(message));
    }

    /// The publisher is gone and may come back.
    void interrupted() {
        guarded(cutter::interrupted);
    }

    /// Whatever goes wrong here costs the stream its HLS and nobody anything else.
    void guarded(Runnable what) {
        if (offBecause.isPresent()) {
            return;
        }
        try {
            what.run();
        } catch (Throwable e) {
            log.error("[live/{}] HLS failed", name, e);
            turnOff("HlsFault", FAULT);
        } finally {
            if (offBecause.isPresent()) {
                cutter.discard();
            }
        }
    }

    private void turnOff(String warning, String words) {
        offBecause = Optional.of(words);
        packer = null;
        forgetMedia();
        reloads.advanced(-1, true);
        onWarning.accept(new StreamWarning(warning, words));
    }

    /// {@return why there is no HLS of this stream, in words; empty where there is, or will be}
    Optional<String> offBecause() {
        return offBecause;
    }

    String take() {
        return take;
    }

    /// {@return who watches; any thread}
    Audience audience() {
        return audience;
    }

    /// {@return requests that wait for a segment; any thread}
    BlockingReload reloads() {
        return reloads;
    }

    /// {@return how long a request waits for a segment, seconds}
    int patienceSeconds() {
        return BlockingReload.PATIENCE * Math.max(1, targetSeconds);
    }

    /// {@return the playlists; empty until the first segment is whole}
    Optional<Playlists> playlists() {
        return playlists;
    }

    /// {@return a segment or initialization section, a handle of the caller's own}
    Optional<ByteBuf> media(String file) {
        return store.get(key(file));
    }

    private String key(String file) {
        return name + "/" + take + "/" + file;
    }

    @Override
    public void tracks(Tracks tracks) {
        try {
            Packer made = new Packer(tracks);
            codecs = tracks.codecs();
            map = "init-" + mapsMade++ + ".mp4";
            ByteBuf init = made.init();
            maps.put(map, init.readableBytes());
            store.put(key(map), init);
            packer = made;
            picture = null;
            if (tracks.video().isPresent() && tracks.video().get().parameters() instanceof CodecParameters.Video v) {
                picture = new MultivariantPlaylist.Picture(
                        v.width(), v.height(), v.frameRate().toDouble());
            }
        } catch (CodecFormatException e) {
            packer = null;
            log.warn("[live/{}] HLS is off: {}", name, e.getMessage());
        }
    }

    @Override
    public void segment(Segmenter.Cut cut, List<HeldSample> video, List<HeldSample> audio) {
        try {
            if (packer != null) {
                add(packer, cut, video, audio);
            }
        } finally {
            video.forEach(HeldSample::close);
            audio.forEach(HeldSample::close);
        }
    }

    @Override
    public void missing(Segmenter.Cut cut) {
        add(segment(nextSequence++, cut, 0, true), cut);
    }

    private void add(Packer with, Segmenter.Cut cut, List<HeldSample> video, List<HeldSample> audio) {
        long sequence = nextSequence++;
        ByteBuf bytes = with.segment(sequence, cut.endMillis(), cut.unitTicks(), video, audio);
        Segment segment = segment(sequence, cut, bytes.readableBytes(), false);
        store.put(key(segment.uri()), bytes);
        independent &= cut.independent();
        add(segment, cut);
    }

    private Segment segment(long sequence, Segmenter.Cut cut, int bytes, boolean gap) {
        return new Segment(
                sequence,
                cut.endMillis() - cut.startMillis(),
                sequence + ".m4s",
                map,
                cut.discontinuity() && sequence > 0,
                cut.dateTime(),
                bytes,
                cut.independent(),
                gap);
    }

    private void add(Segment segment, Segmenter.Cut cut) {
        discontinuities += segment.discontinuity() ? 1 : 0;
        wholeUpToMillis = cut.endMillis();
        targetSeconds = cut.targetSeconds();
        audience.askEvery(targetSeconds);
        remove(window.add(segment, targetSeconds, nanoTime.getAsLong()));
        hold();
        budget.makeRoom();
        remove(window.shrink(budget.allowed(heldBytes) - mapBytes(), targetSeconds));
        hold();
        if (heldBytes > budget.allowed(heldBytes)) {
            turnOff("HlsMemory", TOO_LARGE);
            return;
        }
        bandwidth.measure(window.listed(), targetSeconds);
        publish();
        followers.forEach(follower -> follower.accept(cut));
    }

    private void remove(List<Segment> gone) {
        gone.forEach(segment -> store.remove(key(segment.uri())));
        if (!gone.isEmpty() && maps.size() > 1) {
            Set<String> needed = window.all().stream().map(Segment::mapUri).collect(Collectors.toSet());
            maps.keySet().removeIf(old -> {
                boolean unused = !old.equals(map) && !needed.contains(old);
                if (unused) {
                    store.remove(key(old));
                }
                return unused;
            });
        }
    }

    private long mapBytes() {
        return maps.values().stream().mapToLong(Integer::longValue).sum();
    }

    /// Tells the budget what is held.
    private void hold() {
        long now = window.bytes() + mapBytes();
        budget.use(now - heldBytes);
        heldBytes = now;
    }

    private void publish() {
        List<Segment> listed = window.listed();
        if (listed.isEmpty()) {
            reloads.advanced(-1, ended);
            return;
        }
        String media =
                new MediaPlaylist(targetSeconds, window.discontinuitySequence(), independent, ended, listed).render();
        var variant = new MultivariantPlaylist.Variant(
                codecs,
                bandwidth.peakBitsPerSecond(listed),
                BandwidthMeter.averageBitsPerSecond(listed),
                Optional.ofNullable(picture),
                take + "/media.m3u8");
        playlists = Optional.of(new Playlists(variant, media, listed.getLast().gap()));
        reloads.advanced(listed.getLast().sequence(), ended);
    }

    /// Nothing follows: the playlist ends.
    void end() {
        guarded(() -> {
            cutter.end();
            ended = true;
            if (offBecause.isEmpty()) {
                publish();
            }
        });
        audience.end();
    }

    /// Forgets everything; any thread, after [#end()]. Idempotent.
    synchronized void forget() {
        if (!forgotten) {
            forgotten = true;
            forgetMedia();
            budget.closed();
        }
    }

    private void forgetMedia() {
        playlists = Optional.empty();
        window.all().forEach(segment -> store.remove(key(segment.uri())));
        maps.keySet().forEach(old -> store.remove(key(old)));
        budget.use(-heldBytes);
        heldBytes = 0;
    }
}
