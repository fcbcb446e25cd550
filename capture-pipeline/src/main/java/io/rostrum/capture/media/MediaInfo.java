package io.rostrum.capture.media;

import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is in a media file, as the program `ffprobe` sees it.
///
/// @param shown    size of the picture as it is to be shown, turned and with square pixels; null without video
/// @param matrix   colour matrix of the pictures: `auto` where the file names it, else `bt709` for HD and `bt601` below
/// @param alpha    whether pictures may be transparent
/// @param vp9Alpha whether that transparency is a stream of its own, which only libvpx decodes
/// @param sound    whether there is sound
/// @param still    whether the file is one picture, as `.webp` and `.tiff` are
/// @param length   how long it lasts; zero where that is not known
/// @param rate     pictures a second as the file says; empty where it does not
record MediaInfo(
        @Nullable PictureSize shown,
        String matrix,
        boolean alpha,
        boolean vp9Alpha,
        boolean sound,
        boolean still,
        Duration length,
        OptionalDouble rate) {
    private static final long PATIENCE_SECONDS = 8;
    /// The smallest height that counts as HD where nothing is said (BT.709 is for 720 lines and more).
    private static final int HD_LINES = 720;

    /// @throws DeviceException if the file is missing, may not be read, or holds neither pictures nor sound
    static MediaInfo of(Path file) throws DeviceException {
        if (!Files.isRegularFile(file)) {
            throw new DeviceException(
                    Reason.NOT_FOUND, "file " + file + " is not there; check the path and the spelling");
        }
        if (!Files.isReadable(file)) {
            throw new DeviceException(
                    Reason.PERMISSION_DENIED, "file " + file + " may not be read; give yourself the right to read it");
        }
        try {
            return parse(file, probe(file));
        } catch (IOException e) {
            if (e instanceof DeviceException known) {
                throw known;
            }
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "file " + file + " cannot be looked into: " + e.getMessage() + "; try another one",
                    e);
        }
    }

    /// {@return the lines of `ffprobe`: `key=value`, each stream between [STREAM] and [/STREAM]}
    private static String probe(Path file) throws IOException {
        Process probe = new ProcessBuilder(
                        FfmpegProgram.probe().toString(),
                        "-v",
                        "error",
                        "-protocol_whitelist",
                        "file,crypto,data",
                        "-show_entries",
                        "stream=codec_type,codec_name,width,height,pix_fmt,color_space,sample_aspect_ratio,r_frame_rate"
                                + ":stream_disposition=attached_pic:stream_tags=alpha_mode"
                                + ":stream_side_data=rotation:format=format_name,duration",
                        "file:" + file)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = probe.inputReader()) {
            probe.getOutputStream().close();
            probe.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> probe.destroyForcibly());
            StringBuilder text = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
            }
            return text.toString();
        } finally {
            probe.destroyForcibly();
        }
    }

    static MediaInfo parse(Path file, String lines) throws DeviceException {
        Map<String, String> video = null;
        boolean sound = false;
        boolean still = false;
        Duration length = Duration.ZERO;
        Map<String, String> stream = new HashMap<>();
        for (String line : lines.lines().toList()) {
            int equals = line.indexOf('=');
            if (line.equals("[STREAM]")) {
                stream = new HashMap<>();
            } else if (line.startsWith("format_name=")) {
                still = line.endsWith("_pipe"); // FFmpeg's demuxers of single pictures
            } else if (line.matches("duration=\\d{1,9}\\.\\d{1,9}")) {
                length = Duration.ofNanos(Math.round(Double.parseDouble(line.substring(equals + 1)) * 1e9));
            } else if (equals > 0) {
                stream.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (line.equals("[/STREAM]")) {
                boolean cover = "1".equals(stream.get("DISPOSITION:attached_pic"));
                if (video == null && "video".equals(stream.get("codec_type")) && !cover) {
                    video = stream;
                }
                sound |= "audio".equals(stream.get("codec_type"));
            }
        }
        if (video == null && !sound) {
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "file " + file + " holds neither pictures nor sound that can be read; try another one");
        }
        if (video == null) {
            return new MediaInfo(null, "auto", false, false, sound, false, length, OptionalDouble.empty());
        }
        String format = video.getOrDefault("pix_fmt", "");
        boolean vp9Alpha = "1".equals(video.get("TAG:alpha_mode"));
        boolean alpha = vp9Alpha || format.matches("(yuva|gbrap|rgba|bgra|argb|abgr|ya|ayuv|pal8).*");
        int height = number(video, "height");
        boolean named = !List.of("unknown", "reserved").contains(video.getOrDefault("color_space", "unknown"));
        String assumed = height >= HD_LINES ? "bt709" : "bt601";
        return new MediaInfo(
                shownSize(video), named ? "auto" : assumed, alpha, vp9Alpha, sound, still, length, rate(video));
    }

    private static OptionalDouble rate(Map<String, String> video) {
        String text = video.getOrDefault("r_frame_rate", "");
        return text.matches("[1-9]\\d{0,8}/[1-9]\\d{0,8}")
                ? OptionalDouble.of(Rational.parse(text).toDouble())
                : OptionalDouble.empty();
    }

    private static PictureSize shownSize(Map<String, String> video) throws DeviceException {
        double width = number(video, "width");
        int height = number(video, "height");
        String[] aspect = video.getOrDefault("sample_aspect_ratio", "1:1").split(":", -1);
        if (aspect.length == 2 && aspect[0].matches("[1-9]\\d{0,8}") && aspect[1].matches("[1-9]\\d{0,8}")) {
            width = width * Integer.parseInt(aspect[0]) / Integer.parseInt(aspect[1]);
        }
        boolean turned = Math.floorMod(number(video, "rotation"), 180) == 90;
        try {
            int across = (int) Math.round(width);
            return turned ? new PictureSize(height, across) : new PictureSize(across, height);
        } catch (IllegalArgumentException e) {
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED, "pictures of this size cannot be shown: " + e.getMessage(), e);
        }
    }

    private static int number(Map<String, String> stream, String key) {
        String text = stream.getOrDefault(key, "0");
        return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /// {@return the size in which the pictures are decoded: their own, or smaller, to fit into `canvas`}
    static PictureSize within(PictureSize own, PictureSize canvas) {
        double scale =
                Math.min(1, Math.min((double) canvas.width() / own.width(), (double) canvas.height() / own.height()));
        return new PictureSize(Math.max(1, (int) Math.round(own.width() * scale)), Math.max(1, (int)
                Math.round(own.height() * scale)));
    }
}
