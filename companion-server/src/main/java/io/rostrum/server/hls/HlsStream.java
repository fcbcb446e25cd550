package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.CodecParameters;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HLS presentation of one live stream, from its first publisher to its end.
///
/// Filled on the stream's loop; [#playlists()] and [#media] may be asked from any thread.
final class HlsStream implements Segmenter.Output {
    private static final Logger log = LoggerFactory.getLogger(HlsStream.class);

    private final String name;
    private final String take;
    private final MediaStore store;
    private final LongSupplier nanoTime;
    private final Segmenter segmenter;
    private final Window window;
    private final BandwidthMeter bandwidth = new BandwidthMeter();
    private final Audience audience;
    private final BlockingReload reloads = new BlockingReload();
    private final List<String> maps = new ArrayList<>();

    private @Nullable Packer packer;
    private MultivariantPlaylist.@Nullable Picture picture;
    private String codecs = "";
    private boolean independent = true;
    private boolean ended;
    private volatile int targetSeconds;
    private long nextSequence;
    private volatile Optional<Playlists> playlists = Optional.empty();

    /// Both playlists as they stand.
    record Playlists(String multivariant, String media) {}

    /// @param take names this presentation among all that had or will have the stream's name; part of its addresses
    HlsStream(
            String name,
            String take,
            HlsConfig config,
            MediaStore store,
            InstantSource wallClock,
            LongSupplier nanoTime) {
        this.name = name;
        this.take = take;
        this.store = store;
        this.nanoTime = nanoTime;
        this.window = new Window(config);
        this.audience = new Audience(nanoTime);
        this.segmenter = new Segmenter(name, config, this, wallClock);
    }

    Segmenter segmenter() {
        return segmenter;
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
        String map = "init-" + maps.size() + ".mp4";
        try {
            Packer made = new Packer(tracks);
            codecs = tracks.codecs();
            store.put(key(map), made.init());
            packer = made;
            picture = null;
            if (tracks.video().isPresent() && tracks.video().get().parameters() instanceof CodecParameters.Video v) {
                picture = new MultivariantPlaylist.Picture(
                        v.width(), v.height(), v.frameRate().toDouble());
            }
            maps.add(map);
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
                maps.getLast(),
                cut.discontinuity() && sequence > 0,
                cut.dateTime(),
                bytes.readableBytes(),
                cut.independent());
        store.put(key(segment.uri()), bytes);
        targetSeconds = cut.targetSeconds();
        audience.askEvery(targetSeconds);
        independent &= cut.independent();
        for (Segment gone : window.add(segment, targetSeconds, nanoTime.getAsLong())) {
            store.remove(key(gone.uri()));
        }
        bandwidth.measure(window.listed(), targetSeconds);
        publish();
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
        segmenter.interrupted();
        ended = true;
        publish();
    }

    /// Forgets everything; any thread, after [#end()].
    void forget() {
        playlists = Optional.empty();
        window.all().forEach(segment -> store.remove(key(segment.uri())));
        maps.forEach(map -> store.remove(key(map)));
    }
}
