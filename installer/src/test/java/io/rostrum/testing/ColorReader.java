package io.rostrum.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The colours of the seven 75 % bars in a decoded picture, converted to R'G'B' with the matrix and range that the
/// bitstream signals.
///
/// FFmpeg decodes; the conversion is written out here from Rec. ITU-R BT.709-6 §3 and BT.601-7 §2.5 in floating
/// point, because swscale's own tables round.
///
/// @param space what the stream signals
/// @param bars  mean R'G'B' of each bar from left to right, 0–255
public record ColorReader(Space space, List<double[]> bars) {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 192;

    /// Colour description as `ffprobe` names it; `unknown` where the bitstream is silent.
    public record Space(String matrix, String range, String primaries, String transfer) {}

    /// Reads one picture.
    ///
    /// @param second media time from the start of reading at which it is taken
    public static ColorReader of(String url, double second, List<String> inputOptions) {
        Space space = space(url, inputOptions);
        byte[] planes = picture(url, second, inputOptions);
        List<double[]> bars = new ArrayList<>();
        for (int bar = 0; bar < TestPicture.BARS.length; bar++) {
            bars.add(rgb(space, mean(planes, bar, 0), mean(planes, bar, 1), mean(planes, bar, 2)));
        }
        return new ColorReader(space, bars);
    }

    /// {@return the largest distance of any channel of any bar from what was sent, in 1/255}
    public double maxError() {
        double max = 0;
        for (int bar = 0; bar < bars.size(); bar++) {
            int sent = TestPicture.BARS[bar];
            double[] got = bars.get(bar);
            max = Math.max(max, Math.abs(got[0] - (sent >> 16 & 0xFF)));
            max = Math.max(max, Math.abs(got[1] - (sent >> 8 & 0xFF)));
            max = Math.max(max, Math.abs(got[2] - (sent & 0xFF)));
        }
        return max;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(space.toString());
        bars.forEach(bar -> text.append(' ')
                .append(Arrays.toString(
                        Arrays.stream(bar).map(v -> Math.round(v * 10) / 10.0).toArray())));
        return text.toString();
    }

    private static Space space(String url, List<String> inputOptions) {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
        command.addAll(inputOptions);
        command.addAll(List.of("-select_streams", "v:0", "-show_entries"));
        command.addAll(
                List.of("stream=color_space,color_range,color_primaries,color_transfer", "-of", "default=nw=1", url));
        List<String> said = output(command);
        return new Space(
                value(said, "color_space"),
                value(said, "color_range"),
                value(said, "color_primaries"),
                value(said, "color_transfer"));
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse("unknown");
    }

    private static List<String> output(List<String> command) {
        try (Child child = Child.start("ffprobe", command, Map.of())) {
            if (child.awaitExit(Duration.ofSeconds(60)).isEmpty()) {
                throw new IllegalStateException("ffprobe did not end; " + child.tail());
            }
            return child.lines();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Y, U and V planes, each reduced by area to 320×192 without a conversion of values.
    private static byte[] picture(String url, double second, List<String> inputOptions) {
        String reduce = "scale=" + WIDTH + ":" + HEIGHT + ":flags=area+accurate_rnd";
        String filter = "trim=start=" + second + ",setpts=PTS-STARTPTS,format=yuv420p|yuvj420p," + reduce
                + ",format=yuv444p|yuvj444p";
        List<String> command =
                new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-loglevel", "warning"));
        command.addAll(inputOptions);
        command.addAll(
                List.of("-i", url, "-map", "0:v:0", "-vf", filter, "-frames:v", "1", "-f", "rawvideo", "pipe:1"));
        try (Child decoder = Child.startWithData("decoder", command, Map.of());
                InputStream in = decoder.data()) {
            byte[] planes = in.readNBytes(3 * WIDTH * HEIGHT);
            if (planes.length != 3 * WIDTH * HEIGHT) {
                throw new IllegalStateException("no picture came from " + url + "; " + decoder.tail());
            }
            return planes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The mean over the inner half of a bar.
    private static double mean(byte[] planes, int bar, int plane) {
        int barWidth = 4 * WIDTH / TestPicture.COLUMNS;
        int left = TestPicture.STRIP_COLUMN * WIDTH / TestPicture.COLUMNS + bar * barWidth + barWidth / 4;
        int top = 6 * HEIGHT / TestPicture.ROWS;
        int bottom = 10 * HEIGHT / TestPicture.ROWS;
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < left + barWidth / 2; x++) {
                sum += planes[plane * WIDTH * HEIGHT + y * WIDTH + x] & 0xFF;
            }
        }
        return (double) sum / ((bottom - top) * (barWidth / 2));
    }

    private static double[] rgb(Space space, double luma, double blueDifference, double redDifference) {
        boolean full = space.range().equals("pc");
        double kr = space.matrix().equals("bt709") ? 0.2126 : 0.299;
        double kb = space.matrix().equals("bt709") ? 0.0722 : 0.114;
        double y = full ? luma : (luma - 16) * 255 / 219;
        double cb = full ? blueDifference - 128 : (blueDifference - 128) * 255 / 224;
        double cr = full ? redDifference - 128 : (redDifference - 128) * 255 / 224;
        double red = y + 2 * (1 - kr) * cr;
        double blue = y + 2 * (1 - kb) * cb;
        double green = (y - kr * red - kb * blue) / (1 - kr - kb);
        return new double[] {clamp(red), clamp(green), clamp(blue)};
    }

    private static double clamp(double value) {
        return Math.clamp(value, 0, 255);
    }
}
