package io.rostrum.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a foreign decoder sees and hears in a stream or file: each picture with its time stamp and code strips, and
/// each beep's onset.
///
/// One `ffmpeg` child reads the address, decodes, and passes pictures (averaged down to 128×64, four pixels per grid
/// cell) through a pipe and sound through a file; the exact time stamps come from the filters `showinfo` and
/// `ashowinfo`. Time stamps are the stream's own (`-copyts`), as a player sees them, with priming samples skipped
/// where the container says so.
///
/// @param frames in the order the decoder gave them
/// @param beepNanos media time of each beep's onset, in order
/// @param log what the decoder said
public record MediaReading(List<Frame> frames, List<Long> beepNanos, List<String> log) {
    private static final int WIDTH = 128;
    private static final int HEIGHT = 64;
    private static final int CELL = 4;
    private static final Pattern TIME_BASE = Pattern.compile("Parsed_showinfo.*config in time_base: (\\d+)/(\\d+)");
    private static final Pattern VIDEO_STAMP = Pattern.compile("Parsed_showinfo.* pts: *(-?\\d+) ");

    /// One decoded picture.
    ///
    /// @param ptsNanos media time
    /// @param counter  what the counter strip says, or empty when unreadable
    /// @param clock    what the clock strip says: milliseconds of wall clock modulo 2^20, or empty
    /// @param flash    whether the flash is lit; never in a picture without a readable counter
    public record Frame(long ptsNanos, OptionalInt counter, OptionalInt clock, boolean flash) {}

    /// What to read.
    public enum Tracks {
        VIDEO,
        AUDIO,
        BOTH
    }

    public MediaReading {
        frames = List.copyOf(frames);
        beepNanos = List.copyOf(beepNanos);
        log = List.copyOf(log);
    }

    /// Reads a whole file.
    public static MediaReading of(Path file, Tracks tracks) {
        return of(file.toString(), tracks, Duration.ofDays(1), List.of());
    }

    /// Reads a stream until it ends or has been read for the given time, whichever is first.
    ///
    /// @param forTime wall time after which the decoder is asked to end
    /// @param inputOptions further options of `ffmpeg` for this input
    public static MediaReading of(String url, Tracks tracks, Duration forTime, List<String> inputOptions) {
        return of(url, tracks, forTime, Integer.MAX_VALUE, inputOptions);
    }

    /// Reads a stream until so many pictures have come: as much of it on a machine that is busy as on one that is
    /// not.
    ///
    /// @param pictures at least so many, or fewer if the stream ends before
    /// @param limit    wall time after which the decoder is asked to end, whatever has come
    public static MediaReading ofPictures(String url, Tracks tracks, int pictures, Duration limit) {
        return of(url, tracks, limit, pictures, List.of());
    }

    private static MediaReading of(
            String url, Tracks tracks, Duration forTime, int pictures, List<String> inputOptions) {
        Path sound = null;
        try {
            sound = Files.createTempFile("reading", ".s16");
            return read(command(url, tracks, inputOptions, sound), tracks, forTime, pictures, sound);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (sound != null) {
                deleteQuietly(sound);
            }
        }
    }

    private static MediaReading read(List<String> command, Tracks tracks, Duration forTime, int enough, Path sound)
            throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        try (Child decoder = Child.startWithData("decoder", command, Map.of())) {
            Thread timer = Thread.ofVirtual().start(() -> endAfter(decoder, forTime));
            try (InputStream in = decoder.data()) {
                for (byte[] picture = in.readNBytes(WIDTH * HEIGHT);
                        picture.length == WIDTH * HEIGHT;
                        picture = in.readNBytes(WIDTH * HEIGHT)) {
                    pictures.add(picture);
                    if (pictures.size() == enough) {
                        decoder.terminate();
                    }
                }
            }
            decoder.awaitExit(Duration.ofSeconds(10));
            timer.interrupt();
            List<String> log = decoder.lines();
            List<Long> beeps = tracks == Tracks.VIDEO ? List.of() : BeepReader.onsets(sound, log);
            return new MediaReading(frames(pictures, log), beeps, log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }

    private static List<String> command(String url, Tracks tracks, List<String> inputOptions, Path sound) {
        List<String> command = new ArrayList<>(
                List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-loglevel", "info", "-copyts", "-y"));
        command.addAll(inputOptions);
        command.addAll(List.of("-i", url));
        if (tracks != Tracks.AUDIO) {
            String filter = "scale=" + WIDTH + ":" + HEIGHT + ":flags=area,format=gray,showinfo=checksum=0";
            command.addAll(
                    List.of("-map", "0:v:0", "-fps_mode", "passthrough", "-vf", filter, "-f", "rawvideo", "pipe:1"));
        }
        if (tracks != Tracks.VIDEO) {
            String filter = "aformat=sample_fmts=s16:channel_layouts=mono,ashowinfo";
            command.addAll(List.of("-map", "0:a:0", "-af", filter, "-f", "s16le", sound.toString()));
        }
        return command;
    }

    private static void endAfter(Child decoder, Duration time) {
        try {
            if (decoder.awaitExit(time).isEmpty()) {
                decoder.terminate();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Frame> frames(List<byte[]> pictures, List<String> log) {
        long numerator = 0;
        long denominator = 1;
        List<Long> stamps = new ArrayList<>();
        for (String line : log) {
            Matcher base = TIME_BASE.matcher(line);
            if (base.find()) {
                numerator = Long.parseLong(base.group(1));
                denominator = Long.parseLong(base.group(2));
            }
            Matcher stamp = VIDEO_STAMP.matcher(line);
            if (stamp.find()) {
                stamps.add(Long.parseLong(stamp.group(1)) * numerator * 1_000_000_000L / denominator);
            }
        }
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < Math.min(pictures.size(), stamps.size()); i++) {
            frames.add(frame(stamps.get(i), pictures.get(i)));
        }
        return frames;
    }

    private static Frame frame(long ptsNanos, byte[] picture) {
        double[] counter = strip(picture, TestPicture.COUNTER_ROW);
        double[] clock = strip(picture, TestPicture.CLOCK_ROW);
        double threshold = (counter[0] + counter[1]) / 2;
        OptionalInt count = CodeStrip.read(counter);
        boolean flash = count.isPresent() && level(picture, 3, 2) > threshold && level(picture, 4, 2) > threshold;
        return new Frame(ptsNanos, count, CodeStrip.read(clock), flash);
    }

    private static double[] strip(byte[] picture, int row) {
        double[] levels = new double[CodeStrip.CELLS];
        for (int cell = 0; cell < CodeStrip.CELLS; cell++) {
            levels[cell] = level(picture, TestPicture.STRIP_COLUMN + cell, row);
        }
        return levels;
    }

    /// The mean of the middle half of a cell.
    private static double level(byte[] picture, int column, int row) {
        int sum = 0;
        for (int y = row * CELL + 1; y <= row * CELL + 2; y++) {
            for (int x = column * CELL + 1; x <= column * CELL + 2; x++) {
                sum += picture[y * WIDTH + x] & 0xFF;
            }
        }
        return sum / 4.0;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
