package io.rostrum.push.hls;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Looks into fragmented MP4 (ISO/IEC 14496-12 §8.8) whether decoding can start at its first samples.
final class FragmentFlags {
    private static final int MOOF = 0x6D6F_6F66;
    private static final int TRAF = 0x7472_6166;
    private static final int TFHD = 0x7466_6864;
    private static final int TRUN = 0x7472_756E;

    private static final int NON_SYNC = 0x0001_0000;
    private static final int DEFAULT_FLAGS = 0x20;
    private static final int TRUN_DATA_OFFSET = 0x001;
    private static final int TRUN_FIRST_FLAGS = 0x004;
    private static final int TRUN_DURATION = 0x100;
    private static final int TRUN_SIZE = 0x200;
    private static final int TRUN_FLAGS = 0x400;

    private boolean known;
    private boolean sync = true;
    private boolean first = true;
    private int defaultFlags;
    private boolean hasDefault;

    private FragmentFlags() {}

    /// {@return whether the first sample of each track of the first fragment is a sync sample; empty where the bytes
    /// are
    /// no fragments, or leave it to the header of the movie}
    static Optional<Boolean> startsWithSync(byte[] media) {
        FragmentFlags flags = new FragmentFlags();
        try {
            flags.boxes(ByteBuffer.wrap(media));
        } catch (RuntimeException e) {
            return Optional.empty(); // cut short: not what it says it is
        }
        return flags.known ? Optional.of(flags.sync) : Optional.empty();
    }

    private void boxes(ByteBuffer in) {
        while (in.remaining() >= 8) {
            int size = in.getInt();
            int type = in.getInt();
            ByteBuffer content = in.slice(in.position(), size == 0 ? in.remaining() : size - 8);
            in.position(in.position() + content.remaining());
            switch (type) {
                case MOOF -> {
                    if (first) {
                        boxes(content);
                        first = false;
                    }
                }
                case TRAF -> {
                    hasDefault = false;
                    boxes(content);
                }
                case TFHD -> trackHeader(content);
                case TRUN -> run(content);
                default -> {} // nothing about samples
            }
        }
    }

    private void trackHeader(ByteBuffer in) {
        int flags = in.getInt();
        in.getInt(); // track
        in.position(in.position() + ((flags & 0x01) != 0 ? 8 : 0) + 4 * Integer.bitCount(flags & 0x1A));
        if ((flags & DEFAULT_FLAGS) != 0) {
            hasDefault = true;
            defaultFlags = in.getInt();
        }
    }

    private void run(ByteBuffer in) {
        int flags = in.getInt();
        int samples = in.getInt();
        in.position(in.position() + ((flags & TRUN_DATA_OFFSET) != 0 ? 4 : 0));
        if (samples == 0) {
            return;
        }
        if ((flags & TRUN_FIRST_FLAGS) != 0) {
            note(in.getInt());
        } else if ((flags & TRUN_FLAGS) != 0) {
            in.position(in.position() + 4 * Integer.bitCount(flags & (TRUN_DURATION | TRUN_SIZE)));
            note(in.getInt());
        } else if (hasDefault) {
            note(defaultFlags);
        }
    }

    private void note(int sampleFlags) {
        known = true;
        sync &= (sampleFlags & NON_SYNC) == 0;
    }
}
