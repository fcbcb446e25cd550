package io.rostrum.push.fmp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads what the writer under test writes, by the specification and without its code: ISO/IEC 14496-12 §4.2, §8.8.
final class Mp4Boxes {
    private static final Set<String> CONTAINERS =
            Set.of("moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf", "mfra");

    /// One sample with all that applies to it, in ticks of its track.
    record ReadSample(long decodeTime, long duration, int compositionOffset, int flags, String data) {}

    /// @param path    types from the outside in, such as `moov/trak/tkhd`
    /// @param start   of the box in the file
    /// @param content after size and type
    record Box(String path, int start, ByteBuffer content) {}

    private final ByteBuffer file;
    final List<Box> boxes = new ArrayList<>();

    /// Reads all boxes that are there in full; a box cut short ends the reading.
    Mp4Boxes(ByteBuffer file) {
        this.file = file;
        read("", file.position(), file.limit());
    }

    private void read(String parent, int from, int to) {
        int at = from;
        while (to - at >= 8) {
            int size = file.getInt(at);
            require(size >= 8, "size of a box");
            if (size > to - at) {
                require(parent.isEmpty(), "only the file may end within a box");
                return;
            }
            byte[] name = new byte[4];
            file.get(at + 4, name);
            String type = new String(name, StandardCharsets.US_ASCII);
            String path = parent + type;
            boxes.add(new Box(path, at, file.slice(at + 8, size - 8)));
            switch (type) {
                case "stsd" -> read(path + "/", at + 16, at + size);
                case "avc1" -> read(path + "/", at + 8 + 78, at + size);
                case "mp4a" -> read(path + "/", at + 8 + 28, at + size);
                default -> {
                    if (CONTAINERS.contains(type)) {
                        read(path + "/", at + 8, at + size);
                    }
                }
            }
            at += size;
        }
        if (!parent.isEmpty()) {
            require(at == to, "boxes fill the box around them");
        }
    }

    List<ByteBuffer> contents(String path) {
        return boxes.stream()
                .filter(box -> box.path().equals(path))
                .map(box -> box.content().duplicate())
                .toList();
    }

    List<String> topLevel() {
        return boxes.stream().map(Box::path).filter(path -> !path.contains("/")).toList();
    }

    /// {@return the samples of the track whose data is there}
    List<ReadSample> samplesOf(int wanted) {
        List<ReadSample> samples = new ArrayList<>();
        int moof = 0;
        int track = 0;
        long duration = 0;
        int size = 0;
        int flags = 0;
        long time = 0;
        for (Box box : boxes) {
            ByteBuffer in = box.content().duplicate();
            switch (box.path()) {
                case "moof" -> moof = box.start();
                case "moof/traf/tfhd" -> {
                    int present = in.getInt();
                    track = in.getInt();
                    require((present & 0x02_0000) != 0, "default-base-is-moof");
                    require((present & 0x01) == 0, "no base-data-offset");
                    duration = (present & 0x08) != 0 ? in.getInt() & 0xFFFF_FFFFL : 0;
                    size = (present & 0x10) != 0 ? in.getInt() : 0;
                    flags = (present & 0x20) != 0 ? in.getInt() : 0;
                }
                case "moof/traf/tfdt" -> {
                    require(in.getInt() == 0x0100_0000, "tfdt of version 1");
                    time = in.getLong();
                }
                case "moof/traf/trun" -> {
                    int present = in.getInt();
                    int count = in.getInt();
                    int offset = (present & 0x001) != 0 ? in.getInt() : 0;
                    int firstFlags = (present & 0x004) != 0 ? in.getInt() : flags;
                    for (int i = 0; i < count; i++) {
                        long lasts = (present & 0x100) != 0 ? in.getInt() & 0xFFFF_FFFFL : duration;
                        int bytes = (present & 0x200) != 0 ? in.getInt() : size;
                        int sampleFlags = (present & 0x400) != 0 ? in.getInt() : i == 0 ? firstFlags : flags;
                        int composition = (present & 0x800) != 0 ? in.getInt() : 0;
                        if (track == wanted && moof + offset + bytes <= file.limit()) {
                            byte[] data = new byte[bytes];
                            file.get(moof + offset, data);
                            samples.add(new ReadSample(
                                    time,
                                    lasts,
                                    composition,
                                    sampleFlags,
                                    new String(data, StandardCharsets.ISO_8859_1)));
                        }
                        offset += bytes;
                        time += lasts;
                    }
                    require(!in.hasRemaining(), "samples fill the trun");
                }
                default -> {}
            }
        }
        return samples;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected: " + what);
        }
    }
}
