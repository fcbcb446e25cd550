package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamWarning;
import java.time.InstantSource;
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

/// The HLS presentation of one live stream, from its first publisher to its end.
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
    private final MemoryBudget budget;
    private final Consumer<StreamWarning> onWarning;
    private final MediaStore store;
    private final LongSupplier nanoTime;
    private final Segmenter segmenter;
    private final Window window;
    private final BandwidthMeter bandwidth = new BandwidthMeter();
    private final Audience audience;
    private final BlockingReload reloads = new BlockingReload();
    /// Initialization sections that can be asked for, with their sizes, oldest first.
    private final Map<String, Integer> maps = new LinkedHashMap<>();

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
    private volatile Optional<Playlists> playlists = Optional.empty();

    /// Both playlists as they stand.
    record Playlists(String multivariant, String media) {}

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
        this.store = store;
        this.budget = budget;
        this.onWarning = onWarning;
        budget.opened();
        this.nanoTime = nanoTime;
        this.window = new Window(config);
        this.audience = new Audience(nanoTime);
        this.segmenter = new Segmenter(name, config, this, wallClock);
    }

    /// @param message borrowed
    void message(MediaMessage message) {
        guarded(() -> segmenter.message(message));
    }

    /// The publisher is gone and may come back.
    void interrupted() {
        guarded(segmenter::interrupted);
    }

    /// Whatever goes wrong here costs the stream its HLS and nobody anything else.
    private void guarded(Runnable what) {
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
                segmenter.discard();
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

    private void add(Packer with, Segmenter.Cut cut, List<HeldSample> video, List<HeldSample> audio) {
        long sequence = nextSequence++;
        ByteBuf bytes = with.segment(sequence, cut.endMillis(), cut.unitTicks(), video, audio);
        Segment segment = new Segment(
                sequence,
                cut.endMillis() - cut.startMillis(),
                sequence + ".m4s",
                map,
                cut.discontinuity() && sequence > 0,
                cut.dateTime(),
                bytes.readableBytes(),
                cut.independent());
        store.put(key(segment.uri()), bytes);
        targetSeconds = cut.targetSeconds();
        audience.askEvery(targetSeconds);
        independent &= cut.independent();
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
        String multivariant = new MultivariantPlaylist(
                        codecs,
                        bandwidth.peakBitsPerSecond(listed),
                        BandwidthMeter.averageBitsPerSecond(listed),
                        Optional.ofNullable(picture),
                        take + "/media.m3u8")
                .render();
        playlists = Optional.of(new Playlists(multivariant, media));
        reloads.advanced(listed.getLast().sequence(), ended);
    }

    /// Nothing follows: the playlist ends.
    void end() {
        guarded(() -> {
            segmenter.end();
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
