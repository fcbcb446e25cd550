package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.fmp4.Fmp4Track;
import io.rostrum.push.fmp4.Fragment;
import io.rostrum.push.fmp4.InitSegment;
import io.rostrum.push.fmp4.TrackRun;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Puts samples of one set of tracks into fragmented MP4. Confined to one thread.
final class Packer {
    private final Tracks tracks;
    private final ByteBuffer init;
    private long made;

    /// @throws CodecFormatException if a track's configuration cannot be read
    Packer(Tracks tracks) throws CodecFormatException {
        this.tracks = tracks;
        this.init = InitSegment.of(tracks.all()).bytes();
    }

    /// {@return the media initialization section, the caller's}
    ByteBuf init() {
        return Unpooled.copiedBuffer(init);
    }

    /// {@return a segment or a part of one, the caller's}
    ///
    /// @param begins    whether it begins a segment
    /// @param endMillis when the next begins
    /// @param unitTicks ticks that an access unit of sound lasts
    /// @param video     borrowed
    /// @param audio     borrowed
    ByteBuf fragment(boolean begins, long endMillis, int unitTicks, List<HeldSample> video, List<HeldSample> audio) {
        List<TrackRun> runs = new ArrayList<>();
        if (!video.isEmpty()) {
            Fmp4Track track = tracks.video().orElseThrow();
            long end = Math.max(track.ticksOfMillis(endMillis), video.getLast().decodeTime() + 1);
            runs.add(new TrackRun(track, video.stream().map(HeldSample::view).toList(), end));
        }
        if (!audio.isEmpty()) {
            long end = audio.getLast().decodeTime() + unitTicks;
            runs.add(new TrackRun(
                    tracks.audio().orElseThrow(),
                    audio.stream().map(HeldSample::view).toList(),
                    end));
        }
        made++;
        Fragment fragment = begins ? Fragment.beginningSegment(made, runs) : Fragment.of(made, runs);
        ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(Math.toIntExact(fragment.size()));
        fragment.buffers().forEach(bytes::writeBytes);
        return bytes;
    }
}
