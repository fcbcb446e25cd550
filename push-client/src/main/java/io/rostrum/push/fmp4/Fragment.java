package io.rostrum.push.fmp4;

import io.rostrum.push.packet.MediaKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A movie fragment and its media data (ISO/IEC 14496-12 §8.8), ready to be written; a CMAF chunk.
///
/// The samples' bytes are not copied: [#buffers()] is the header, then a view of each sample.
public final class Fragment {
    private static final int DEFAULT_BASE_IS_MOOF = 0x02_0000;
    private static final int DEFAULT_DURATION = 0x08;
    private static final int DEFAULT_FLAGS = 0x20;

    private static final int TRUN_DATA_OFFSET = 0x001;
    private static final int TRUN_DURATION = 0x100;
    private static final int TRUN_SIZE = 0x200;
    private static final int TRUN_FLAGS = 0x400;
    private static final int TRUN_COMPOSITION = 0x800;

    /// Sample flags of §8.8.3.1: depends on no other sample.
    static final int SYNC_SAMPLE = 0x0200_0000;

    /// Depends on others, and is no sync sample.
    static final int NON_SYNC_SAMPLE = 0x0101_0000;

    private static final int BOX_HEADER_BYTES = 8;

    private final List<ByteBuffer> buffers;
    private final long bytes;

    private Fragment(List<ByteBuffer> buffers, long bytes) {
        this.buffers = buffers;
        this.bytes = bytes;
    }

    /// Makes a fragment.
    ///
    /// @param sequenceNumber 1 for the first fragment of a file or stream, then one more each time (§8.8.5)
    /// @param runs           at least one, each of a track of its own; borrowed until the fragment is written
    /// @throws IllegalArgumentException if a track's times go backwards or the samples are 2 GiB or more
    public static Fragment of(long sequenceNumber, List<TrackRun> runs) {
        return of(sequenceNumber, runs, false);
    }

    /// Makes a fragment that begins a segment: the same with a segment type box before it (§8.16.2).
    public static Fragment beginningSegment(long sequenceNumber, List<TrackRun> runs) {
        return of(sequenceNumber, runs, true);
    }

    private static Fragment of(long sequenceNumber, List<TrackRun> runs, boolean segmentType) {
        int samples = 0;
        long payload = 0;
        for (TrackRun run : runs) {
            samples += run.samples().size();
            for (Sample sample : run.samples()) {
                payload += sample.data().remaining();
            }
        }
        if (runs.isEmpty() || payload > Integer.MAX_VALUE - BOX_HEADER_BYTES) {
            throw new IllegalArgumentException("fragment: " + runs.size() + " tracks, " + payload
                    + " bytes (expected: at least one, below 2 GiB)");
        }
        BoxWriter out = new BoxWriter(128 + 100 * runs.size() + 16 * samples);
        if (segmentType) {
            out.box("styp", () -> out.ascii("msdh").u32(0).ascii("msdhmsixcmfc"));
        }
        int moof = out.size();
        int[] dataOffsets = new int[runs.size()];
        out.box("moof", () -> {
            out.fullBox("mfhd", 0, 0, () -> out.u32(sequenceNumber));
            for (int i = 0; i < dataOffsets.length; i++) {
                dataOffsets[i] = trackFragment(out, runs.get(i));
            }
        });
        long offset = (long) out.size() - moof + BOX_HEADER_BYTES;
        out.u32(payload + BOX_HEADER_BYTES).ascii("mdat");
        List<ByteBuffer> buffers = new ArrayList<>(1 + samples);
        buffers.add(ByteBuffer.allocate(0));
        for (int i = 0; i < dataOffsets.length; i++) {
            out.patch32(dataOffsets[i], offset);
            for (Sample sample : runs.get(i).samples()) {
                buffers.add(sample.data());
                offset += sample.data().remaining();
            }
        }
        buffers.set(0, out.toBuffer());
        return new Fragment(buffers, out.size() + payload);
    }

    /// {@return where the data offset is to be filled in}
    private static int trackFragment(BoxWriter out, TrackRun run) {
        boolean even = hasOneDuration(run);
        boolean video = run.track().kind() == MediaKind.VIDEO;
        int[] dataOffset = new int[1];
        out.box("traf", () -> {
            int defaults = DEFAULT_BASE_IS_MOOF | (even ? DEFAULT_DURATION : 0) | (video ? 0 : DEFAULT_FLAGS);
            out.fullBox("tfhd", 0, defaults, () -> {
                out.u32(run.track().id());
                if (even) {
                    out.u32(run.duration(0));
                }
                if (!video) {
                    out.u32(SYNC_SAMPLE);
                }
            });
            out.fullBox("tfdt", 1, 0, () -> out.u64(run.samples().getFirst().decodeTime()));
            int perSample = TRUN_SIZE | (even ? 0 : TRUN_DURATION) | (video ? TRUN_FLAGS | TRUN_COMPOSITION : 0);
            out.fullBox("trun", 1, TRUN_DATA_OFFSET | perSample, () -> {
                out.u32(run.samples().size());
                dataOffset[0] = out.size();
                out.u32(0);
                for (int i = 0; i < run.samples().size(); i++) {
                    Sample sample = run.samples().get(i);
                    if (!even) {
                        out.u32(run.duration(i));
                    }
                    out.u32(sample.data().remaining());
                    if (video) {
                        out.u32(sample.sync() ? SYNC_SAMPLE : NON_SYNC_SAMPLE);
                        out.u32(sample.compositionOffset());
                    }
                }
            });
        });
        return dataOffset[0];
    }

    private static boolean hasOneDuration(TrackRun run) {
        int first = run.duration(0);
        for (int i = 1; i < run.samples().size(); i++) {
            if (run.duration(i) != first) {
                return false;
            }
        }
        return true;
    }

    /// {@return the bytes in order: views, position to limit, the first of them the header}
    public List<ByteBuffer> buffers() {
        return buffers.stream().map(ByteBuffer::duplicate).toList();
    }

    /// {@return bytes of all together}
    public long size() {
        return bytes;
    }
}
