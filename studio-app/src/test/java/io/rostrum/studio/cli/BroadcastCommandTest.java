package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.input.AudioInput;
import io.rostrum.studio.input.VideoInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What is wrong with the options is said before anything is opened: what, where, and what is expected; exit
/// code 2.
final class BroadcastCommandTest {
    private record Outcome(int code, String said) {}

    private static Outcome run(String... arguments) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new BroadcastCommand())
                .setErr(new PrintWriter(said))
                .execute(arguments);
        return new Outcome(code, said.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --video=nosuch.mp4   | --video nosuch.mp4: no such file (expected: screen[:ID], window:ID, camera[:ID], testcard, text:WORDS, color:#RRGGBB, clock:FORMAT, countdown:TIME, slideshow:FOLDER, playlist:FOLDER, web:ADDRESS or a file that exists)
            --video=text,size=2:A | text size: 2.0 (expected: 4 to 1000 pixels)
            --audio=nosuch.wav   | --audio nosuch.wav: no such file
            --size=1280          | picture size: 1280 (expected: like 1280x720)
            --size=1281x720      | size: 1281x720 (expected: both sides even)
            --fps=fast           | ratio: fast (expected: 30, 29.97 or 30000/1001)
            --bitrate=much       | bit rate: much (expected: like 2500k or 2.5M)
            --bitrate=1k         | bit rate: 1000 (expected: at least 50000 bits a second)
            --keyint=1           | time: 1 (expected: like 60s, 500ms, 10m or 2h)
            --keyint=1h          | key interval: 3600000 ms (expected: 100 ms to 20 s)
            --encoder=nosuch     | --encoder nosuch (expected: auto or one of
            --preset=nonsense    | expected one of [ultrafast, superfast, veryfast, faster, fast, medium]
            --gpu=maybe          | gpu: maybe (expected: auto, off or cpu-opencl)
            --filter=sparkle=1   | sparkle
            --filter=beauty=7    | beauty
            --filter=blur=5000,0,9,9 | filter blur: 5000,0,9,9 lies outside of the picture (expected: within 1280x720)
            --to=http://a/b      | http
            --to=rtmp://         | rtmp
            --backup=http://a/b  | target address, scheme: http (expected: rtmp:// or rtmps://)
            --floor=1k           | --floor: 1000 (expected: at least 50000 bits a second)
            --own-size=big       | picture size: big (expected: like 1280x720)
            --own-bitrate=much   | bit rate: much (expected: like 2500k or 2.5M)
            --adapt=maybe        | expected one of [auto, always, never]
            --watermark=nosuch.png | filter watermark: nosuch.png (expected: a picture file
            --watermark=text:A,corner=here | corner: here (expected: top-left
            --track=7            | track: 7 (expected: 1 to 6)
            --track=2            | track 2: nothing is heard in it (expected: --audio SOURCE --tracks 2, or one of 1)
            --tracks=1           | --audio
            --delay=2m           | --delay: 120.0 s (expected: more than 0, at most 60)
            --forward=rtmp://a/b/c | --server-token
            --nosuchoption       | --nosuchoption
            """)
    void saysWhatIsWrongWithAnOption(String option, String expected) {
        Outcome outcome = run("--to", "rtmp://127.0.0.1:1/live/x", option);

        assertThat(outcome.said()).contains(expected);
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void aBroadcastToNowhereIsAMistake() {
        Outcome outcome = run("--video", "testcard");
        assertThat(outcome.said()).contains("nowhere to send (expected: --to URL, --record FILE or --control)");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void aTargetThatIsNeverReachedIsAnExitCodeOf1() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        Outcome outcome = run(
                "--video",
                "none",
                "--audio",
                "tone",
                "--duration",
                "1s",
                "--to",
                "rtmp://127.0.0.1:" + nobody + "/live/x");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void aCheckTriesEveryTargetAndEnds() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        StringWriter printed = new StringWriter();
        int code = new CommandLine(new BroadcastCommand())
                .setOut(new PrintWriter(printed))
                .execute("--check", "--encoder", "x264", "--to", "rtmp://127.0.0.1:" + nobody + "/live/secret-key");
        assertThat(printed.toString())
                .contains("bad   target 1: 127.0.0.1:" + nobody + " accepts no connections.")
                .contains("good  Encoder: x264 works.")
                .doesNotContain("secret-key");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void neitherPictureNorSoundIsAMistake() {
        Outcome outcome = run("--video", "none", "--to", "rtmp://127.0.0.1:1/live/x");
        assertThat(outcome.said()).contains("--video none and --audio none");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void aSourceOfSoundIsInTracksThatThereAre() {
        String[] target = {"--to", "rtmp://127.0.0.1:1/live/x"};
        assertThat(run(with(target, "--audio", "tone", "--tracks", "1,9")).said())
                .contains("track: 9 (expected: 1 to 6)");
        assertThat(run(with(target, "--audio", "tone", "--tracks", "2", "--audio", "tone"))
                        .said())
                .contains("--audio: the same twice (expected: once, with all of its tracks, like --tracks 1,2)");
        assertThat(run(with(target, "--audio", "tone", "--sound-filter", "echo"))
                        .said())
                .contains("sound filter: echo (expected: one of gain,");
        assertThat(run(with(target, "--audio", "tone", "--sound-filter", "compressor=key=1"))
                        .said())
                .contains("key 1 (expected: the number of another --audio, 1 for the first)");
        assertThat(run(with(target, "--audio", "tone", "--balance", "2")).said())
                .contains("--balance: 2.0 (expected: -1 to 1)");
        assertThat(run(with(target, "--audio", "tone", "--sync-offset", "-500")).said())
                .contains("--sync-offset: -500 (expected: -200 to 20000 ms)");
        assertThat(run(with(target, "--audio", "tone", "--tracks", "2")).said())
                .contains("track 1: nothing is heard in it (expected: --audio SOURCE --tracks 1, or one of 2)");
        assertThat(run("--audio", "tone", "--record", "x.mp4", "--record-track", "3")
                        .said())
                .contains("track 3: nothing is heard in it");
    }

    @Test
    void aWatermarkNeedsPictures() {
        Outcome outcome = run(
                "--video", "none", "--audio", "tone", "--to", "rtmp://127.0.0.1:1/live/x", "--watermark", "text:MINE");
        assertThat(outcome.said()).contains("(expected: pictures to encode)");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void aKeyIsNeverRepeatedInAnError() {
        Outcome outcome = run("--to", "rtmp://127.0.0.1:port/live/topsecretkey");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.said()).doesNotContain("topsecretkey");
    }

    @Test
    void aForwardIsAnAddressAndItsServerAPage() {
        String[] broadcast = {"--to", "rtmp://127.0.0.1:1/live/x", "--server-token", "t", "--server-stream", "x"};

        assertThat(run(with(broadcast, "--forward", "http://a/b", "--server", "http://a:1"))
                        .said())
                .contains("target address, scheme: http");
        assertThat(run(with(broadcast, "--forward", "rtmp://a/b/c", "--server", "a:1"))
                        .said())
                .contains("--server: a:1 (expected: http://HOST:PORT)");
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aFileIsAPictureOrMediaByItsName(@TempDir Path folder) throws IOException {
        Path picture = Files.createFile(folder.resolve("Slide.PNG"));
        Path scan = Files.createFile(folder.resolve("scan.tiff"));
        Path media = Files.createFile(folder.resolve("talk.mp4"));
        assertThat(VideoInput.parse(picture.toString())).isEqualTo(new VideoInput.Image(picture));
        assertThat(VideoInput.parse(scan.toString())).isEqualTo(new VideoInput.Image(scan));
        assertThat(VideoInput.parse(media.toString())).isEqualTo(new VideoInput.Media(media));
        assertThat(AudioInput.parse(media.toString())).isEqualTo(new AudioInput.Media(media));
    }

    @Test
    void aCameraIsTheFirstOneOrANamedOne() {
        assertThat(VideoInput.parse("camera")).isEqualTo(new VideoInput.Camera(""));
        assertThat(VideoInput.parse("camera:/dev/video2")).isEqualTo(new VideoInput.Camera("/dev/video2"));
        assertThat(VideoInput.parse("camera:HD Pro: C920").label()).isEqualTo("camera HD Pro: C920");
    }

    @Test
    void viewersNeverSeeAFolder(@TempDir Path folder) throws IOException {
        Path media = Files.createFile(folder.resolve("talk.mp4"));
        assertThat(VideoInput.parse(media.toString()).label()).isEqualTo("talk.mp4");
        assertThat(VideoInput.parse("testcard").label()).isEqualTo("test card");
        assertThat(VideoInput.parse("window:Slides").label()).isEqualTo("window Slides");
    }
}
