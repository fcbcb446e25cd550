package io.rostrum.e2e;

import io.rostrum.testing.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A file for tests of the way out: what FFmpeg encodes of its own test picture and tone, like a broadcast's packets.
final class SampleFlv {
    private SampleFlv() {}

    /// Makes ten seconds of 1280x720 at 30 fps, 2.5 Mbit/s, a key frame each second, with 128 kbit/s AAC.
    static Path create(Path folder) throws InterruptedException {
        Path file = folder.resolve("sample.flv");
        List<String> command =
                List.of(("ffmpeg -hide_banner -nostdin -loglevel error -f lavfi -i testsrc2=size=1280x720:rate=30"
                                + " -f lavfi -i sine=frequency=1000:sample_rate=48000 -t 10 -c:v libx264 -preset ultrafast -g 30"
                                + " -b:v 2500k -maxrate 2500k -bufsize 2500k -pix_fmt yuv420p -c:a aac -ac 2 -b:a 128k -f flv "
                                + file)
                        .split(" ", -1));
        try (Child ffmpeg = Child.start("ffmpeg", command, Map.of())) {
            if (ffmpeg.awaitExit(Duration.ofSeconds(60)).orElse(-1) != 0) {
                throw new IllegalStateException(ffmpeg.tail());
            }
        }
        return file;
    }
}
