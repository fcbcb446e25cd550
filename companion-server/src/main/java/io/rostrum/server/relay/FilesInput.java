package io.rostrum.server.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays files as if they were live: FFmpeg's program reads them at their own pace, over and over, and gives H.264 and
/// AAC as FLV.
///
/// Whatever the files are, what comes out has one size, so that players go on from one to the next. Names of files go
/// to the program in a list, never as words of its command line.
final class FilesInput {
    private static final Logger log = LoggerFactory.getLogger(FilesInput.class);
    private static final int MOST_WARNINGS = 10;
    private static final String SIZE = "scale=1280:720:force_original_aspect_ratio=decrease,"
            + "pad=1280:720:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p";

    private FilesInput() {}

    /// @param program FFmpeg's
    static FlvInput open(Path program, PullSource.Files source) throws IOException {
        Path list = Files.createTempFile("rostrum-channel", ".txt");
        try {
            Files.writeString(list, list(source.files()));
            Process process = new ProcessBuilder(command(program, list)).start();
            process.getOutputStream().close();
            Thread.ofVirtual().name("channel " + source.stream()).start(() -> listen(process, source));
            return new FlvInput(process.getInputStream(), () -> {
                process.destroyForcibly();
                Files.deleteIfExists(list);
            });
        } catch (IOException e) {
            Files.deleteIfExists(list);
            throw e;
        }
    }

    /// In the form of FFmpeg's concat demuxer, quoted as its manual says.
    static String list(List<Path> files) {
        return files.stream()
                .map(file -> "file '" + file.toString().replace("'", "'\\''") + "'\n")
                .collect(Collectors.joining("", "ffconcat version 1.0\n", ""));
    }

    private static List<String> command(Path program, Path list) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"));
        words.addAll(List.of("-re", "-stream_loop", "-1", "-f", "concat", "-safe", "0", "-i", list.toString()));
        words.addAll(List.of("-map", "0:v:0?", "-map", "0:a:0?", "-vf", SIZE));
        words.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-crf", "23"));
        words.addAll(List.of("-maxrate", "2500k", "-bufsize", "2500k", "-force_key_frames", "expr:gte(t,n_forced*2)"));
        words.addAll(List.of("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"));
        words.addAll(List.of("-flush_packets", "1", "-f", "flv", "pipe:1"));
        return List.copyOf(words);
    }

    /// What it says first tells what is wrong; a damaged file would go on for each of its pictures.
    private static void listen(Process process, PullSource.Files source) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            int said = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (said < MOST_WARNINGS) {
                    log.warn("[channel {}] ffmpeg: {}", source.stream(), line);
                    said++;
                } else {
                    log.debug("[channel {}] ffmpeg: {}", source.stream(), line);
                }
            }
        } catch (IOException e) {
            log.debug("[channel {}] the program's words ended: {}", source.stream(), e.getMessage());
        }
    }
}
