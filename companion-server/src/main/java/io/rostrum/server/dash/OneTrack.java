package io.rostrum.server.dash;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/// Takes one track out of fragmented MP4 that this server made (ISO/IEC 14496-12 §8.8): headers are written anew, media
/// is taken by reference.
final class OneTrack {
    private static final int HEADER = 8;
    private static final int FULL_HEADER = 12;

    private static final int STYP = 0x7374_7970;
    private static final int FTYP = 0x6674_7970;
    private static final int MOOV = 0x6D6F_6F76;
    private static final int MVHD = 0x6D76_6864;
    private static final int TRAK = 0x7472_616B;
    private static final int TKHD = 0x746B_6864;
    private static final int MVEX = 0x6D76_6578;
    private static final int TREX = 0x7472_6578;
    private static final int MOOF = 0x6D6F_6F66;
    private static final int MFHD = 0x6D66_6864;
    private static final int TRAF = 0x7472_6166;
    private static final int TFHD = 0x7466_6864;
    private static final int TRUN = 0x7472_756E;
    private static final int MDAT = 0x6D64_6174;

    /// Fields of a sample in a track run, by their flags (§8.8.8): duration, size, flags, composition.
    private static final int SAMPLE_FIELDS = 0xF00;

    private static final int SAMPLE_DURATION = 0x100;
    private static final int FIRST_SAMPLE_FLAGS = 0x004;
    private static final int TKHD_TRACK_ID = 20;
    private static final int TRUN_SAMPLES = FULL_HEADER + 8;

    private final int trackId;

    OneTrack(int trackId) {
        this.trackId = trackId;
    }

    /// {@return the initialization section of the track alone; empty if it is not in there}
    ///
    /// @param all borrowed
    Optional<ByteBuf> init(ByteBuf all) {
        ByteBuf out = Unpooled.buffer(all.readableBytes());
        boolean[] found = new boolean[1];
        for (int at = all.readerIndex(); at < all.writerIndex(); at += all.getInt(at)) {
            int type = all.getInt(at + 4);
            if (type == FTYP) {
                copy(all, at, out);
            } else if (type == MOOV) {
                found[0] |= movie(all, at, out);
            }
        }
        return found[0] ? Optional.of(out) : release(out);
    }

    private static Optional<ByteBuf> release(ByteBuf out) {
        out.release();
        return Optional.empty();
    }

    private boolean movie(ByteBuf all, int moov, ByteBuf out) {
        boolean found = false;
        int start = open(out, MOOV);
        for (int at = moov + HEADER; at < moov + all.getInt(moov); at += all.getInt(at)) {
            switch (all.getInt(at + 4)) {
                case MVHD -> copy(all, at, out);
                case TRAK -> {
                    int header = child(all, at, TKHD);
                    if (header >= 0 && all.getInt(header + TKHD_TRACK_ID) == trackId) {
                        found = true;
                        copy(all, at, out);
                    }
                }
                case MVEX -> {
                    int extends_ = open(out, MVEX);
                    for (int in = at + HEADER; in < at + all.getInt(at); in += all.getInt(in)) {
                        if (all.getInt(in + 4) == TREX && all.getInt(in + FULL_HEADER) == trackId) {
                            copy(all, in, out);
                        }
                    }
                    close(out, extends_);
                }
                default -> {} // says nothing about a track
            }
        }
        close(out, start);
        return found;
    }

    /// {@return the segment with the track alone; empty if it has nothing of it}
    ///
    /// @param all borrowed; what is returned holds on to its memory
    Optional<ByteBuf> segment(ByteBuf all) {
        var whole = Unpooled.compositeBuffer(Integer.MAX_VALUE);
        boolean found = false;
        int moof = -1;
        for (int at = all.readerIndex(); at < all.writerIndex(); at += all.getInt(at)) {
            int type = all.getInt(at + 4);
            if (type == STYP) {
                whole.addComponent(true, all.retainedSlice(at, all.getInt(at)));
            } else if (type == MOOF) {
                moof = at;
            } else if (type == MDAT && moof >= 0) {
                Optional<ByteBuf> header = header(all, moof);
                if (header.isPresent()) {
                    found = true;
                    whole.addComponent(true, header.get());
                    whole.addComponent(true, media(all, moof));
                }
                moof = -1;
            }
        }
        return found ? Optional.of(whole) : release(whole);
    }

    /// {@return the fragment's headers for the track alone, and that of its media data}
    private Optional<ByteBuf> header(ByteBuf all, int moof) {
        int traf = traf(all, moof);
        if (traf < 0) {
            return Optional.empty();
        }
        ByteBuf out = Unpooled.buffer(all.getInt(traf) + 64);
        int start = open(out, MOOF);
        copy(all, child(all, moof, MFHD), out);
        int trafAt = out.writerIndex();
        copy(all, traf, out);
        close(out, start);
        int trun = trafAt + child(all, traf, TRUN) - traf;
        out.setInt(trun + FULL_HEADER + 4, out.writerIndex() - start + HEADER);
        out.writeInt(HEADER + mediaBytes(all, moof)).writeInt(MDAT);
        return Optional.of(out);
    }

    private ByteBuf media(ByteBuf all, int moof) {
        int trun = child(all, traf(all, moof), TRUN);
        return all.retainedSlice(moof + all.getInt(trun + FULL_HEADER + 4), mediaBytes(all, moof));
    }

    private int mediaBytes(ByteBuf all, int moof) {
        int trun = child(all, traf(all, moof), TRUN);
        int flags = all.getInt(trun + HEADER);
        int stride = 4 * Integer.bitCount(flags & SAMPLE_FIELDS);
        int before = Integer.bitCount(flags & (FIRST_SAMPLE_FLAGS | SAMPLE_DURATION));
        int sizeAt = trun + TRUN_SAMPLES + 4 * before;
        int bytes = 0;
        for (int i = 0; i < all.getInt(trun + FULL_HEADER); i++) {
            bytes += all.getInt(sizeAt + i * stride);
        }
        return bytes;
    }

    /// {@return where the track's fragment begins; -1 without one}
    private int traf(ByteBuf all, int moof) {
        for (int at = moof + HEADER; at < moof + all.getInt(moof); at += all.getInt(at)) {
            if (all.getInt(at + 4) == TRAF && all.getInt(child(all, at, TFHD) + FULL_HEADER) == trackId) {
                return at;
            }
        }
        return -1;
    }

    /// {@return where the first box of that type begins in the one at `box`; -1 without one}
    private static int child(ByteBuf all, int box, int type) {
        for (int at = box + HEADER; at < box + all.getInt(box); at += all.getInt(at)) {
            if (all.getInt(at + 4) == type) {
                return at;
            }
        }
        return -1;
    }

    private static void copy(ByteBuf all, int box, ByteBuf out) {
        out.writeBytes(all, box, all.getInt(box));
    }

    private static int open(ByteBuf out, int type) {
        int start = out.writerIndex();
        out.writeInt(0).writeInt(type);
        return start;
    }

    private static void close(ByteBuf out, int start) {
        out.setInt(start, out.writerIndex() - start);
    }
}
