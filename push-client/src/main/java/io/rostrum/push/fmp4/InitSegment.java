package io.rostrum.push.fmp4;

import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.MediaKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The header of a fragmented file, or of a stream of segments: what the tracks are (ISO/IEC 14496-12 §4.3, §8.2,
/// §8.8).
///
/// @param bytes          the file type box and the movie box, position 0 to limit, read-only
/// @param durationOffset where in `bytes` the box is kept free that [#durationBox] fills when the file is finished
public record InitSegment(ByteBuffer bytes, int durationOffset) {
    private static final int MOVIE_TIME_SCALE = 1000;

    /// Enabled, in the movie, in the preview (§8.3.2).
    private static final int TRACK_FLAGS = 7;

    /// Language `und`, three letters of five bits (§8.4.2).
    private static final int UNDETERMINED = 0x55C4;

    private static final int DURATION_BOX_BYTES = 20;

    public InitSegment {
        bytes = bytes.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /// Describes the tracks.
    ///
    /// @param tracks one for a CMAF track, or picture and sound together
    /// @throws CodecFormatException     if a track's configuration cannot be read
    /// @throws IllegalArgumentException if there is no track, or an id twice
    public static InitSegment of(List<Fmp4Track> tracks) throws CodecFormatException {
        if (tracks.isEmpty() || tracks.stream().map(Fmp4Track::id).distinct().count() < tracks.size()) {
            throw new IllegalArgumentException(
                    "tracks: " + tracks.size() + " (expected: at least one, each its own id)");
        }
        List<SampleEntry> entries = new ArrayList<>();
        for (Fmp4Track track : tracks) {
            entries.add(SampleEntry.of(track));
        }
        BoxWriter out = new BoxWriter(1024);
        int[] durationOffset = new int[1];
        fileType(out, tracks);
        out.box("moov", () -> {
            out.fullBox("mvhd", 0, 0, () -> movieHeader(out, tracks));
            for (int i = 0; i < tracks.size(); i++) {
                track(out, tracks.get(i), entries.get(i));
            }
            out.box("mvex", () -> {
                durationOffset[0] = out.size();
                out.box("free", () -> out.zeros(DURATION_BOX_BYTES - 8));
                for (Fmp4Track track : tracks) {
                    out.fullBox("trex", 0, 0, () -> out.u32(track.id()).u32(1).zeros(12));
                }
            });
        });
        return new InitSegment(out.toBuffer(), durationOffset[0]);
    }

    /// {@return the movie extends header box (§8.8.2) that says how long the finished file is; it has the size of the
    /// box kept free at [#durationOffset()]}
    public static ByteBuffer durationBox(long durationMillis) {
        BoxWriter out = new BoxWriter(DURATION_BOX_BYTES);
        return out.fullBox("mehd", 1, 0, () -> out.u64(durationMillis)).toBuffer();
    }

    /// CMAF wants one track and no more than its brand promises; `iso6` is what `tfdt` and signed offsets need.
    private static void fileType(BoxWriter out, List<Fmp4Track> tracks) {
        boolean cmaf = tracks.size() == 1 && tracks.getFirst().presentationStart() == 0;
        out.box("ftyp", () -> out.ascii("iso6").u32(512).ascii(cmaf ? "iso6cmfcmp41" : "iso6isommp41"));
    }

    private static void movieHeader(BoxWriter out, List<Fmp4Track> tracks) {
        out.zeros(8).u32(MOVIE_TIME_SCALE).u32(0); // created, modified; the duration is in the fragments
        out.u32(0x0001_0000).u16(0x0100).zeros(10); // rate 1, volume 1
        matrix(out).zeros(24);
        out.u32(1 + tracks.stream().mapToInt(Fmp4Track::id).max().orElseThrow());
    }

    private static BoxWriter matrix(BoxWriter out) {
        return out.u32(0x0001_0000).zeros(12).u32(0x0001_0000).zeros(12).u32(0x4000_0000);
    }

    private static void track(BoxWriter out, Fmp4Track track, SampleEntry entry) {
        boolean video = track.kind() == MediaKind.VIDEO;
        out.box("trak", () -> {
            out.fullBox("tkhd", 0, TRACK_FLAGS, () -> {
                out.zeros(8).u32(track.id()).zeros(8); // created, modified; reserved, duration
                out.zeros(8).u16(0).u16(video ? 0 : 1); // reserved; layer, alternate group
                out.u16(video ? 0 : 0x0100).u16(0);
                matrix(out).u32(entry.displayWidth()).u32(entry.displayHeight());
            });
            if (track.presentationStart() > 0) {
                // A duration of 0: the whole track, all fragments to come (§8.6.6.1).
                out.box(
                        "edts",
                        () -> out.fullBox(
                                "elst",
                                1,
                                0,
                                () -> out.u32(1)
                                        .u64(0)
                                        .u64(track.presentationStart())
                                        .u16(1)
                                        .u16(0)));
            }
            out.box("mdia", () -> {
                out.fullBox(
                        "mdhd",
                        0,
                        0,
                        () -> out.zeros(8)
                                .u32(track.timeScale())
                                .u32(0)
                                .u16(UNDETERMINED)
                                .u16(0));
                out.fullBox(
                        "hdlr",
                        0,
                        0,
                        () -> out.zeros(4)
                                .ascii(video ? "vide" : "soun")
                                .zeros(12)
                                .ascii(video ? "video" : "sound")
                                .u8(0));
                out.box("minf", () -> mediaInformation(out, video, entry));
            });
        });
    }

    private static void mediaInformation(BoxWriter out, boolean video, SampleEntry entry) {
        if (video) {
            out.fullBox("vmhd", 0, 1, () -> out.zeros(8));
        } else {
            out.fullBox("smhd", 0, 0, () -> out.zeros(4));
        }
        out.box(
                "dinf",
                () -> out.fullBox("dref", 0, 0, () -> {
                    out.u32(1);
                    out.fullBox("url ", 0, 1, () -> {}); // flag 1: in this file
                }));
        out.box("stbl", () -> {
            out.fullBox("stsd", 0, 0, () -> {
                out.u32(1);
                entry.write(out);
            });
            out.fullBox("stts", 0, 0, () -> out.u32(0));
            out.fullBox("stsc", 0, 0, () -> out.u32(0));
            out.fullBox("stsz", 0, 0, () -> out.u32(0).u32(0));
            out.fullBox("stco", 0, 0, () -> out.u32(0));
        });
    }
}
