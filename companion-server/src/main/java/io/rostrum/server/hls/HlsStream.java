package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.server.encryption.KeyRotation;
import io.rostrum.server.encryption.MediaKey;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.http.FixedBody;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamWarning;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One quality of a live stream as HLS, from its first publisher to its end: what the publisher sent, cut by a
/// [Segmenter], or a rendition of it, cut by a [FollowingSegmenter] where the other is cut.
///
/// Filled on the stream's loop; [#playlists()] and [#media] may be asked from any thread. Held within a
/// [MemoryBudget]: a stream that needs more lists less, and is given up when even the least does not fit.
final class HlsStream implements SegmentOutput {
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
    private final Holdings holdings;
    private final Shelf shelf;
    private final Window window;
    private final LongSupplier nanoTime;
    private final Cutter cutter;
    private final Listing listing;
    private final Audience audience;
    private final BlockingReload reloads;
    private final SegmentEncryption encryption;
    private final KeyRotation keys;
    private final List<Follower> followers = new ArrayList<>();
    /// All qualities of the stream, this one among them.
    private final List<HlsStream> qualities;
    private @Nullable Packer packer;
    private boolean ended;
    private boolean forgotten;
    private volatile Optional<String> offBecause = Optional.empty();
    private long nextSequence;
    private long discontinuities;
    private long wholeUpToMillis;
    private long stretchMillis = -1;
    private @Nullable Opening opening;
    private volatile Optional<Instant> begins = Optional.empty();

    /// What the segment that is being made begins with.
    record Opening(String map, Optional<MediaKey> key, boolean discontinuity, Instant dateTime) {}

    /// Told where this quality is cut.
    private record Follower(Consumer<Cut> part, Consumer<Cut> segment) {}

    /// @param take      names this presentation among all that had or will have the stream's name; part of its
    /// addresses
    /// @param encryption whether segments are encrypted
    /// @param onWarning told why there is no HLS
    HlsStream(
            String name,
            String take,
            HlsConfig config,
            MediaStore store,
            MemoryBudget budget,
            SegmentEncryption encryption,
            Consumer<StreamWarning> onWarning,
            InstantSource wallClock,
            LongSupplier nanoTime) {
        this.name = name;
        this.take = take;
        this.config = config;
        this.store = store;
        this.window = new Window(config, 0);
        this.shelf = new Shelf(store, name + "/" + take + "/");
        this.holdings = new Holdings(shelf, window, budget);
        this.qualities = new CopyOnWriteArrayList<>(List.of(this));
        this.budget = budget;
        this.onWarning = onWarning;
        this.encryption = encryption;
        this.keys = new KeyRotation(encryption, name, nanoTime);
        budget.opened();
        this.nanoTime = nanoTime;
        this.audience = new Audience(nanoTime);
        this.reloads = new BlockingReload(nanoTime);
        this.listing = new Listing(take, window, shelf, reloads);
        this.cutter = new Segmenter(name, config, this, wallClock);
    }

    /// A rendition of `source`, from the segment on that is not whole yet. Its players are the source's.
    private HlsStream(HlsStream source, String take, String label) {
        this.name = source.name;
        this.take = take;
        this.config = source.config;
        this.store = source.store;
        this.window = new Window(config, source.discontinuities);
        this.shelf = new Shelf(store, name + "/" + take + "/");
        this.holdings = new Holdings(shelf, window, source.budget);
        this.qualities = source.qualities;
        this.budget = source.budget;
        this.onWarning = source.onWarning;
        this.encryption = source.encryption;
        this.keys = new KeyRotation(encryption, name, source.nanoTime);
        budget.opened();
        this.nanoTime = source.nanoTime;
        this.audience = source.audience;
        this.reloads = new BlockingReload(nanoTime);
        this.listing = new Listing(take, window, shelf, reloads);
        this.nextSequence = source.nextSequence;
        FollowingSegmenter following = new FollowingSegmenter(name + " " + label, this);
        this.cutter = following;
        source.followers.add(new Follower(
                part -> guarded(() -> following.followPart(part)), cut -> guarded(() -> following.follow(cut))));
        qualities.add(this);
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

    /// The next message; nothing follows the end.
    ///
    /// @param message borrowed
    void message(MediaMessage message) {
        if (!ended) {
            guarded(() -> cutter.message(message));
        }
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
        reloads.over();
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

    /// Gives up requests that have waited too long (draft-pantos-hls-rfc8216bis §6.2.5.2). Any thread.
    void expireRequests() {
        reloads.expire(TimeUnit.SECONDS.toNanos((long) BlockingReload.PATIENCE * Math.max(1, listing.targetSeconds())));
    }

    /// {@return wall time of its first segment; empty until that is whole}
    Optional<Instant> begins() {
        return begins;
    }

    /// {@return the playlists; empty until the first segment is whole}
    Optional<Listing.Playlists> playlists() {
        return listing.playlists();
    }

    /// {@return a segment or initialization section, a handle of the caller's own}
    Optional<ByteBuf> media(String file) {
        return shelf.media(file);
    }

    /// {@return a segment, part or initialization section as it is without encryption, a handle of the caller's own}
    Optional<ByteBuf> clearMedia(String file) {
        return shelf.clear(file);
    }

    /// {@return the key of such a file, as long as there are segments that need it}
    Optional<MediaKey> key(String file) {
        return shelf.key(file);
    }

    /// {@return the name of a key's file; empty without one}
    static String file(Optional<MediaKey> key) {
        return key.map(MediaKey::file).orElse("");
    }

    /// {@return the media playlist for a player that asks now; empty before the first segment, and when all is over}
    ///
    /// @param delta without what a player that asks for an update has already
    Optional<FixedBody> mediaPlaylist(boolean delta) {
        return playlists().map(now -> now.version().body(delta, reportsOfOthers()));
    }

    private String reportsOfOthers() {
        if (qualities.size() == 1) {
            return "";
        }
        StringBuilder reports = new StringBuilder();
        for (HlsStream other : qualities) {
            if (other != this) {
                other.playlists().ifPresent(theirs -> reports.append(theirs.report()));
            }
        }
        return reports.toString();
    }

    /// {@return done when a part is there that will be; empty for any other name}
    Optional<CompletableFuture<Void>> awaitHinted(String file) {
        return playlists()
                .map(now -> now.version().playlist())
                .filter(now -> !now.ended() && now.partTargetMillis() > 0 && file.equals(now.hint()))
                .map(now -> reloads.awaitPart(now.hintSequence(), now.hintIndex()));
    }

    @Override
    public void tracks(Tracks tracks) {
        try {
            Packer made = new Packer(tracks);
            listing.tracks(tracks);
            holdings.addMap(made.init());
            packer = made;
        } catch (CodecFormatException e) {
            packer = null;
            log.warn("[live/{}] HLS is off: {}", name, e.getMessage());
        }
    }

    @Override
    public void part(Cut part, List<HeldSample> video, List<HeldSample> audio) {
        if (packer == null) {
            close(video, audio);
            return;
        }
        addPart(packer, part, video, audio);
        listing.parted(part.partMillis());
        if (!holdings.fit(listing.targetSeconds())) {
            turnOff("HlsMemory", TOO_LARGE);
            return;
        }
        listing.publish(nextSequence, opening);
        followers.forEach(follower -> follower.part().accept(part));
    }

    private void addPart(Packer with, Cut part, List<HeldSample> video, List<HeldSample> audio) {
        try {
            boolean begins = opening == null;
            if (begins) {
                opening = opening(part);
                holdings.openWith(holdings.map());
                shelf.encryptWith(nextSequence, opening.key());
            }
            ByteBuf bytes = with.fragment(begins, part.endMillis(), part.unitTicks(), video, audio);
            shelf.addPart(nextSequence, part.millis(), part.independent(), bytes);
        } finally {
            close(video, audio);
        }
    }

    private Opening opening(Cut cut) {
        return new Opening(holdings.map(), keys.next(), cut.discontinuity() && nextSequence > 0, cut.dateTime());
    }

    private static void close(List<HeldSample> video, List<HeldSample> audio) {
        video.forEach(HeldSample::close);
        audio.forEach(HeldSample::close);
    }

    @Override
    public void segment(Cut cut, List<HeldSample> video, List<HeldSample> audio) {
        if (packer == null) {
            close(video, audio);
            return;
        }
        boolean whole = opening == null;
        if (!video.isEmpty() || !audio.isEmpty()) {
            addPart(packer, rest(cut, !video.isEmpty() && video.getFirst().keyFrame()), video, audio);
        }
        // a segment that was not listed part by part, and is longer than a part may be, has none
        List<Part> parts = whole && cut.millis() > cut.partMillis() ? List.of() : shelf.parts();
        listing.whole(cut.independent());
        String file = nextSequence + ".m4s";
        add(segment(cut, file, shelf.close(file, !parts.isEmpty()), parts, false), cut);
    }

    /// {@return what of the segment is in no part yet}
    private Cut rest(Cut cut, boolean key) {
        long listed = shelf.parts().stream().mapToLong(Part::durationMillis).sum();
        return new Cut(
                Math.min(cut.startMillis() + listed, cut.endMillis() - 1),
                cut.endMillis(),
                cut.discontinuity(),
                key || !listing.hasPictures(),
                cut.dateTime(),
                cut.targetSeconds(),
                cut.partMillis(),
                cut.unitTicks());
    }

    @Override
    public void missing(Cut cut) {
        List<Part> parts = new ArrayList<>(shelf.parts());
        long listed = parts.stream().mapToLong(Part::durationMillis).sum();
        int bytes = (int) shelf.openBytes();
        while (!parts.isEmpty() && listed < cut.millis()) { // what was listed in part is missed in parts
            long millis = Math.min(cut.partMillis(), cut.millis() - listed);
            parts.add(new Part(Part.name(nextSequence, parts.size()), millis, 0, false, true));
            listed += millis;
        }
        shelf.leaveOpen();
        add(segment(cut, nextSequence + ".m4s", bytes, parts, true), cut);
    }

    private Segment segment(Cut cut, String file, int bytes, List<Part> parts, boolean gap) {
        Opening begun = opening == null ? opening(cut) : opening;
        opening = null;
        stretchMillis = begun.discontinuity() || stretchMillis < 0 ? cut.startMillis() : stretchMillis;
        return new Segment(
                nextSequence++,
                cut.startMillis(),
                stretchMillis,
                cut.millis(),
                file,
                begun.map(),
                file(begun.key()),
                begun.discontinuity(),
                begun.dateTime(),
                bytes,
                cut.independent(),
                gap,
                parts);
    }

    private void add(Segment segment, Cut cut) {
        discontinuities += segment.discontinuity() ? 1 : 0;
        wholeUpToMillis = cut.endMillis();
        int targetSeconds = cut.targetSeconds();
        listing.settled(cut);
        if (begins.isEmpty()) {
            begins = Optional.of(segment.dateTime());
        }
        audience.askEvery(targetSeconds);
        holdings.add(segment, targetSeconds, nanoTime.getAsLong());
        if (!holdings.fit(targetSeconds)) {
            turnOff("HlsMemory", TOO_LARGE);
            return;
        }
        listing.measure();
        listing.publish(nextSequence, opening);
        followers.forEach(follower -> follower.segment().accept(cut));
    }

    /// Nothing follows: the playlist ends.
    void end() {
        guarded(() -> {
            cutter.end();
            ended = true;
            if (offBecause.isEmpty()) {
                listing.end(nextSequence, opening);
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
        listing.forget();
        holdings.forget();
    }
}
