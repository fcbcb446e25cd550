package io.rostrum.server.transcode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The command line that turns FLV on standard input into the renditions of a ladder.
///
/// Pictures are decoded once, and each rendition is scaled from the one above it. Time stamps are the source's (FLV's
/// milliseconds), and so are the key frames: no other is made, and no picture is reordered, left out or doubled.
final class LadderCommand {
    /// Further apart than any stream's; key frames come where the source has them.
    private static final int NO_KEY_FRAMES_OF_ITS_OWN = 9_000;
    /// Pictures do not wait for sound that is later.
    private static final int INTERLEAVE_MICROS = 1;
    private static final int PROBE_MICROS = 500_000;
    private static final int QUALITY = 23;

    private LadderCommand() {}

    /// Where a rendition goes.
    ///
    /// @param port  of loopback
    /// @param token said in the metadata, so that the receiver knows who connects
    record Output(int port, String token) {}

    /// The name under which the token stands in `onMetaData`.
    static final String TOKEN = "rostrum";

    /// @param outputs one for each rendition
    static List<String> of(Path program, Ladder ladder, String preset, List<Output> outputs) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"));
        words.addAll(List.of("-copyts", "-analyzeduration", Integer.toString(PROBE_MICROS), "-fpsprobesize", "0"));
        words.addAll(List.of("-threads", "2", "-f", "flv", "-i", "pipe:0"));
        words.addAll(List.of("-filter_complex", graph(ladder)));
        for (int i = 0; i < outputs.size(); i++) {
            output(ladder, ladder.renditions().get(i), i, preset, outputs.get(i), words);
        }
        return List.copyOf(words);
    }

    private static String graph(Ladder ladder) {
        StringBuilder graph = new StringBuilder();
        String from = "[0:v:0]";
        List<Ladder.Rendition> renditions = ladder.renditions();
        for (int i = 0; i < renditions.size(); i++) {
            Ladder.Rendition rendition = renditions.get(i);
            graph.append(i == 0 ? "" : ";")
                    .append(from)
                    .append("scale=%d:%d:flags=bilinear,format=yuv420p"
                            .formatted(rendition.width(), rendition.height()));
            if (ladder.source().squarePixels()) {
                graph.append(",setsar=1");
            }
            if (i + 1 < renditions.size()) {
                graph.append(",split[v").append(i).append("][s").append(i).append(']');
                from = "[s" + i + "]";
            } else {
                graph.append("[v").append(i).append(']');
            }
        }
        return graph.toString();
    }

    private static void output(
            Ladder ladder, Ladder.Rendition rendition, int index, String preset, Output output, List<String> words) {
        String bits = Integer.toString(rendition.videoBits());
        String buffer = Long.toString(Math.round(rendition.videoBits() * Ladder.BUFFER_SECONDS));
        words.addAll(List.of("-map", "[v" + index + "]"));
        if (ladder.source().sound()) {
            words.addAll(List.of("-map", "0:a:0"));
        }
        words.addAll(List.of("-c:v", "libx264", "-preset", preset, "-bf", "0", "-threads", "1"));
        words.addAll(List.of("-crf", Integer.toString(QUALITY), "-maxrate", bits, "-bufsize", buffer));
        words.addAll(List.of("-g", Integer.toString(NO_KEY_FRAMES_OF_ITS_OWN), "-sc_threshold", "0"));
        words.addAll(List.of("-force_key_frames", "source", "-forced-idr", "1"));
        words.addAll(List.of("-x264-params", options(ladder.source().frameRate())));
        words.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:1000"));
        if (ladder.source().sound()) {
            words.addAll(
                    ladder.source().copiesSound()
                            ? List.of("-c:a", "copy")
                            : List.of("-c:a", "aac", "-b:a", Integer.toString(Ladder.SOUND_BITS)));
        }
        words.addAll(List.of("-metadata", TOKEN + "=" + output.token()));
        words.addAll(List.of("-flush_packets", "1", "-max_interleave_delta", Integer.toString(INTERLEAVE_MICROS)));
        words.addAll(List.of("-f", "flv", "tcp://127.0.0.1:" + output.port()));
    }

    /// Nothing looks ahead, so that a picture leaves when the next one comes. The rate tells the level alone:
    /// x264 would take a clock of milliseconds for a thousand pictures a second.
    private static String options(double frameRate) {
        return "rc-lookahead=0:sync-lookahead=0:mbtree=0:fps=" + String.format(Locale.ROOT, "%.3f", frameRate);
    }
}
