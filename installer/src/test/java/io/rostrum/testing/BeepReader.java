package io.rostrum.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the onsets of beeps in decoded sound, in media time, to the sample.
///
/// An onset is the first sample above 40 % of the loudest one after at least 300 ms without such a sample: a 1 kHz
/// sine passes that level 65 µs after its start, and what an AAC encoder smears in front of an attack stays far below
/// it.
final class BeepReader {
    private static final Pattern BLOCK =
            Pattern.compile("Parsed_ashowinfo.* pts:(-?\\d+) .* rate:(\\d+) nb_samples:(\\d+)");
    private static final double LEVEL = 0.4;
    private static final int QUIET_MILLIS = 300;
    private static final int LEAST_PEAK = 1000;

    private BeepReader() {}

    /// @param sound 16-bit mono samples, little endian, one after the other as decoded
    /// @param log   the decoder's log with one `ashowinfo` line per block of samples
    /// @return media time of each onset in nanoseconds; empty when there is no sound above 3 % of full scale
    static List<Long> onsets(Path sound, List<String> log) throws IOException {
        List<Long> onsets = new ArrayList<>();
        int threshold = (int) (LEVEL * peak(sound));
        if (threshold < LEVEL * LEAST_PEAK) {
            return onsets;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(sound)))) {
            long lastLoudNanos = Long.MIN_VALUE / 2;
            for (String line : log) {
                Matcher block = BLOCK.matcher(line);
                if (!block.find()) {
                    continue;
                }
                long pts = Long.parseLong(block.group(1));
                long rate = Long.parseLong(block.group(2));
                byte[] bytes = in.readNBytes(2 * Integer.parseInt(block.group(3)));
                ByteBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < bytes.length / 2; i++) {
                    if (Math.abs(samples.getShort(2 * i)) >= threshold) {
                        long nanos = (pts + i) * 1_000_000_000L / rate;
                        if (nanos - lastLoudNanos > QUIET_MILLIS * 1_000_000L) {
                            onsets.add(nanos);
                        }
                        lastLoudNanos = nanos;
                    }
                }
            }
        }
        return onsets;
    }

    private static int peak(Path sound) throws IOException {
        int peak = 0;
        byte[] buffer = new byte[1 << 16];
        try (DataInputStream in = new DataInputStream(Files.newInputStream(sound))) {
            for (int read = in.readNBytes(buffer, 0, buffer.length);
                    read > 0;
                    read = in.readNBytes(buffer, 0, buffer.length)) {
                ByteBuffer samples = ByteBuffer.wrap(buffer, 0, read).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i + 1 < read; i += 2) {
                    peak = Math.max(peak, Math.abs(samples.getShort(i)));
                }
            }
        }
        return peak;
    }
}
