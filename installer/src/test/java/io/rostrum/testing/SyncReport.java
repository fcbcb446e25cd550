package io.rostrum.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// How far sound and picture are apart, second by second: beep onset minus flash onset, in milliseconds (positive:
/// sound late).
///
/// @param pairs            flashes for which a beep was found within half a second
/// @param lonely           flashes without a beep, and beeps without a flash, between the first and last pair
/// @param maxMillis        largest distance, absolute
/// @param medianMillis     median, signed
/// @param driftMillisPerMinute slope of a straight line through all pairs
/// @param far              pairs further than 20 ms from the median, in their order
public record SyncReport(
        int pairs, int lonely, double maxMillis, double medianMillis, double driftMillisPerMinute, List<Pair> far) {
    private static final long HALF_SECOND_NANOS = 500_000_000L;
    private static final double FAR_MILLIS = 20;

    /// One flash with its beep.
    ///
    /// @param second    time of the flash, in seconds after the first flash
    /// @param offMillis beep minus flash
    public record Pair(double second, double offMillis) {
        @Override
        public String toString() {
            return "%.1f ms at %.0f s".formatted(offMillis, second);
        }
    }

    public static SyncReport of(MediaReading reading) {
        return of(flashOnsets(reading.frames()), reading.beepNanos());
    }

    /// The same where each picture says by its counter when it was made to be seen. A picture that a busy machine
    /// shows late is taken for where it belongs, which is where the others of its stream are; a stream in which all
    /// pictures are late, or early, is not in step.
    ///
    /// @param perSecond counters a second
    public static SyncReport ofCounted(MediaReading reading, int perSecond) {
        List<MediaReading.Frame> counted = reading.frames().stream()
                .filter(frame -> frame.counter().isPresent())
                .toList();
        List<Long> late = counted.stream()
                .map(frame -> frame.ptsNanos() - madeAt(frame, perSecond))
                .sorted()
                .toList();
        long usual = late.isEmpty() ? 0 : late.get(late.size() / 2);
        List<MediaReading.Frame> inPlace = counted.stream()
                .map(frame -> new MediaReading.Frame(
                        madeAt(frame, perSecond) + usual, frame.counter(), frame.clock(), frame.flash()))
                .toList();
        return of(flashOnsets(inPlace), reading.beepNanos());
    }

    private static long madeAt(MediaReading.Frame frame, int perSecond) {
        return frame.counter().orElseThrow() * 1_000_000_000L / perSecond;
    }

    private static SyncReport of(List<Long> flashes, List<Long> beeps) {
        List<Double> times = new ArrayList<>();
        List<Double> offsets = new ArrayList<>();
        for (long flash : flashes) {
            beeps.stream()
                    .filter(beep -> Math.abs(beep - flash) < HALF_SECOND_NANOS)
                    .findFirst()
                    .ifPresent(beep -> {
                        times.add(flash / 60e9);
                        offsets.add((beep - flash) / 1e6);
                    });
        }
        if (offsets.isEmpty()) {
            return new SyncReport(0, flashes.size() + beeps.size(), Double.NaN, Double.NaN, Double.NaN, List.of());
        }
        double max = offsets.stream().mapToDouble(Math::abs).max().orElseThrow();
        double median = offsets.stream().sorted().toList().get(offsets.size() / 2);
        int lonely = Math.max(flashes.size(), beeps.size()) - offsets.size();
        List<Pair> far = IntStream.range(0, offsets.size())
                .filter(i -> Math.abs(offsets.get(i) - median) > FAR_MILLIS)
                .mapToObj(i -> new Pair((times.get(i) - times.getFirst()) * 60, offsets.get(i)))
                .toList();
        return new SyncReport(offsets.size(), lonely, max, median, Line.slope(times, offsets), far);
    }

    /// {@return the time stamp of each first lit picture after dark ones; a stream that begins lit has no onset there}
    static List<Long> flashOnsets(List<MediaReading.Frame> frames) {
        List<Long> onsets = new ArrayList<>();
        for (int i = 1; i < frames.size(); i++) {
            if (frames.get(i).flash() && !frames.get(i - 1).flash()) {
                onsets.add(frames.get(i).ptsNanos());
            }
        }
        return onsets;
    }
}
