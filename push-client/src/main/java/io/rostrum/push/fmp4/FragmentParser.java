package io.rostrum.push.fmp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads a track fragment (ISO/IEC 14496-12 §8.8.6 to §8.8.8, §8.8.12), whose offsets count from its `moof`.
final class FragmentParser {
    private static final int BASE_OFFSET = 0x01;
    private static final int DESCRIPTION = 0x02;
    private static final int DEFAULT_DURATION = 0x08;
    private static final int DEFAULT_SIZE = 0x10;
    private static final int DEFAULT_FLAGS = 0x20;
    private static final int TRUN_OFFSET = 0x001;
    private static final int TRUN_FIRST_FLAGS = 0x004;
    private static final int TRUN_DURATION = 0x100;
    private static final int TRUN_SIZE = 0x200;
    private static final int TRUN_FLAGS = 0x400;
    private static final int TRUN_COMPOSITION = 0x800;
    private static final int NON_SYNC_BIT = 0x1_0000;

    private final long moofOffset;
    private final boolean keepSamples;
    private final List<Movie.PlacedSample> samples = new ArrayList<>();
    private int track;
    private long defaultDuration;
    private int defaultSize;
    private int defaultFlags;
    private long time;
    private int number;
    private int syncSample;
    private long syncTime;

    private FragmentParser(long moofOffset, boolean keepSamples) {
        this.moofOffset = moofOffset;
        this.keepSamples = keepSamples;
    }

    /// @param traf        content of the box
    /// @param moofOffset  in the file
    /// @param tracks      of the movie
    /// @param keepSamples whether the run is to name its samples
    static Movie.Run parse(ByteBuffer traf, long moofOffset, List<Movie.Track> tracks, boolean keepSamples)
            throws MovieFormatException {
        FragmentParser parser = new FragmentParser(moofOffset, keepSamples);
        try {
            parser.header(Boxes.require(traf, "tfhd", 8));
            if (tracks.stream().noneMatch(track -> track.track().id() == parser.track)) {
                throw new MovieFormatException("tfhd: track " + parser.track + " (expected: one of the movie header)");
            }
            ByteBuffer start = Boxes.require(traf, "tfdt", 8);
            parser.time = start.get() == 0 ? start.getInt(4) & 0xFFFF_FFFFL : start.getLong(4);
            long begin = parser.time;
            for (Boxes.Box box : Boxes.in(traf)) {
                if (box.type().equals("trun")) {
                    parser.run(box.content());
                }
            }
            return new Movie.Run(parser.track, begin, parser.time, parser.syncSample, parser.syncTime, parser.samples);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new MovieFormatException("fragment at " + moofOffset + ": a box of its track is cut short");
        }
    }

    private void header(ByteBuffer in) {
        int present = in.getInt();
        track = in.getInt();
        if ((present & BASE_OFFSET) != 0) {
            in.getLong();
        }
        if ((present & DESCRIPTION) != 0) {
            in.getInt();
        }
        defaultDuration = (present & DEFAULT_DURATION) != 0 ? in.getInt() & 0xFFFF_FFFFL : 0;
        defaultSize = (present & DEFAULT_SIZE) != 0 ? in.getInt() : 0;
        defaultFlags = (present & DEFAULT_FLAGS) != 0 ? in.getInt() : 0;
    }

    private void run(ByteBuffer in) throws MovieFormatException {
        int present = in.getInt();
        int count = in.getInt();
        long offset = moofOffset + ((present & TRUN_OFFSET) != 0 ? in.getInt() : 0);
        int firstFlags = (present & TRUN_FIRST_FLAGS) != 0 ? in.getInt() : defaultFlags;
        boolean perSample = (present & (TRUN_DURATION | TRUN_SIZE | TRUN_FLAGS | TRUN_COMPOSITION)) != 0;
        if (count < 0 || (count > in.remaining() && perSample) || (!perSample && count > 1)) {
            throw new MovieFormatException("trun: " + count + " samples (expected: as many as it has fields for)");
        }
        for (int i = 0; i < count; i++) {
            long lasts = (present & TRUN_DURATION) != 0 ? in.getInt() & 0xFFFF_FFFFL : defaultDuration;
            int bytes = (present & TRUN_SIZE) != 0 ? in.getInt() : defaultSize;
            int flags = (present & TRUN_FLAGS) != 0 ? in.getInt() : i == 0 ? firstFlags : defaultFlags;
            int composition = (present & TRUN_COMPOSITION) != 0 ? in.getInt() : 0;
            if (bytes < 0) {
                throw new MovieFormatException("trun: sample of " + bytes + " bytes (expected: below 2 GiB)");
            }
            boolean isSync = (flags & NON_SYNC_BIT) == 0;
            number++;
            if (isSync && syncSample == 0) {
                syncSample = number;
                syncTime = time + composition;
            }
            if (keepSamples) {
                samples.add(new Movie.PlacedSample(time, composition, isSync, offset, bytes));
            }
            offset += bytes;
            time += lasts;
        }
    }
}
