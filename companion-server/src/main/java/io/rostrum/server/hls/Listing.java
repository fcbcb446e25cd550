package io.rostrum.server.hls;

import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.CodecParameters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What players are told of one quality: its playlists, made anew whenever something can be played that could not
/// before, and given to those who wait for that.
///
/// Filled on the stream's loop; [#playlists()] and [#targetSeconds()] may be asked from any thread.
final class Listing {
    private final String take;
    private final Window window;
    private final Shelf shelf;
    private final BlockingReload reloads;
    private final BandwidthMeter bandwidth = new BandwidthMeter();
    private MultivariantPlaylist.@Nullable Picture picture;
    private String codecs = "";
    private boolean independent = true;
    private boolean ended;
    private long partMillis;
    private volatile int targetSeconds;
    private volatile Optional<Playlists> playlists = Optional.empty();

    /// What is told of a quality, as it stands.
    ///
    /// @param variant for the multivariant playlist
    /// @param version the media playlist
    /// @param gap     whether its newest segment is missing
    /// @param report  how the playlists of the others tell of it (draft-pantos-hls-rfc8216bis §4.4.5.4)
    record Playlists(MultivariantPlaylist.Variant variant, PlaylistVersion version, boolean gap, String report) {
        /// {@return the media playlist in full, without reports of others}
        String media() {
            return version.playlist().render();
        }
    }

    /// @param take    part of the quality's addresses
    /// @param window  segments that are listed
    /// @param shelf   parts of the segment that is being made
    /// @param reloads told how far the playlist has come
    Listing(String take, Window window, Shelf shelf, BlockingReload reloads) {
        this.take = take;
        this.window = window;
        this.shelf = shelf;
        this.reloads = reloads;
    }

    /// {@return the playlists; empty until the first segment is whole}
    Optional<Playlists> playlists() {
        return playlists;
    }

    /// {@return the target duration; 0 until the first segment is whole}
    int targetSeconds() {
        return targetSeconds;
    }

    /// {@return whether there are pictures in what comes}
    boolean hasPictures() {
        return picture != null;
    }

    /// What comes from now on is this.
    ///
    /// @throws CodecFormatException if players could not be told what it is
    void tracks(Tracks tracks) throws CodecFormatException {
        codecs = tracks.codecs();
        picture = null;
        if (tracks.video().isPresent() && tracks.video().get().parameters() instanceof CodecParameters.Video video) {
            picture = new MultivariantPlaylist.Picture(
                    video.width(), video.height(), video.frameRate().toDouble());
        }
    }

    /// @param millis the part target; 0 where there are no parts
    void parted(long millis) {
        partMillis = millis;
    }

    /// A segment has come to its end.
    void settled(Cut cut) {
        targetSeconds = cut.targetSeconds();
        partMillis = cut.partMillis();
    }

    /// @param beginsWithKey whether the segment that has come to its end does
    void whole(boolean beginsWithKey) {
        independent &= beginsWithKey;
    }

    /// The newest segment is listed.
    void measure() {
        bandwidth.measure(window.listed(), targetSeconds);
    }

    /// Tells what there is now.
    ///
    /// @param sequence of the segment that is being made
    /// @param opening  what that begins with; null while there is nothing of it
    void publish(long sequence, HlsStream.@Nullable Opening opening) {
        List<Segment> listed = window.listed();
        if (listed.isEmpty()) {
            if (ended) {
                reloads.over();
            }
            return;
        }
        List<Part> parts = partMillis > 0 ? shelf.parts() : List.of();
        Segment last = listed.getLast();
        Optional<OpenSegment> open = opening == null || parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new OpenSegment(
                        sequence,
                        opening.map(),
                        HlsStream.file(opening.key()),
                        opening.discontinuity(),
                        opening.dateTime(),
                        parts));
        var media = new MediaPlaylist(
                targetSeconds, partMillis, window.discontinuitySequence(), independent, ended, listed, open);
        var variant = new MultivariantPlaylist.Variant(
                codecs,
                bandwidth.peakBitsPerSecond(listed),
                BandwidthMeter.averageBitsPerSecond(listed),
                Optional.ofNullable(picture),
                take + "/media.m3u8");
        playlists = Optional.of(
                new Playlists(variant, new PlaylistVersion(media), last.gap(), media.report("../" + variant.uri())));
        reloads.advanced(
                new BlockingReload.State(last.sequence(), last.parts().size(), parts.size(), partMillis), ended);
    }

    /// Nothing follows, which is told.
    void end(long sequence, HlsStream.@Nullable Opening opening) {
        ended = true;
        publish(sequence, opening);
    }

    /// There is nothing to tell any longer.
    void forget() {
        playlists = Optional.empty();
    }
}
