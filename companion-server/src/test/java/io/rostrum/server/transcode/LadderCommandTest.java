package io.rostrum.server.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderCommandTest {
    private static final List<LadderCommand.Output> OUTPUTS =
            List.of(new LadderCommand.Output(40001, "aa"), new LadderCommand.Output(40002, "bb"));

    private static List<String> words(Ladder.Source source) {
        Ladder ladder = Ladder.of(TranscodeConfig.DEFAULT.rungs(), source);
        return LadderCommand.of(
                Path.of("/opt/ffmpeg"),
                ladder,
                "veryfast",
                OUTPUTS.subList(0, ladder.renditions().size()));
    }

    @Test
    void decodesOnceScalesInAChainAndCopiesTheSound() {
        List<String> words = words(new Ladder.Source(1280, 720, true, 30_000 / 1001.0, true, 160_000));

        assertThat(String.join(" ", words)).isEqualTo("""
                /opt/ffmpeg -hide_banner -nostdin -nostats -loglevel error \
                -copyts -analyzeduration 500000 -fpsprobesize 0 -threads 2 -f flv -i pipe:0 \
                -filter_complex \
                [0:v:0]scale=854:480:flags=bilinear,format=yuv420p,setsar=1,split[v0][s0];\
                [s0]scale=426:240:flags=bilinear,format=yuv420p,setsar=1[v1] \
                -map [v0] -map 0:a:0 -c:v libx264 -preset veryfast -bf 0 -threads 1 \
                -crf 23 -maxrate 1000000 -bufsize 500000 -g 9000 -sc_threshold 0 \
                -force_key_frames source -forced-idr 1 \
                -x264-params rc-lookahead=0:sync-lookahead=0:mbtree=0:fps=29.970 \
                -fps_mode passthrough -enc_time_base 1:1000 -c:a copy -metadata rostrum=aa \
                -flush_packets 1 -max_interleave_delta 1 -f flv tcp://127.0.0.1:40001 \
                -map [v1] -map 0:a:0 -c:v libx264 -preset veryfast -bf 0 -threads 1 \
                -crf 23 -maxrate 180000 -bufsize 90000 -g 9000 -sc_threshold 0 \
                -force_key_frames source -forced-idr 1 \
                -x264-params rc-lookahead=0:sync-lookahead=0:mbtree=0:fps=29.970 \
                -fps_mode passthrough -enc_time_base 1:1000 -c:a copy -metadata rostrum=bb \
                -flush_packets 1 -max_interleave_delta 1 -f flv tcp://127.0.0.1:40002""");
    }

    @Test
    void soundThatTakesTooMuchIsEncodedAnew() {
        assertThat(words(new Ladder.Source(640, 360, true, 30, true, 320_000)))
                .containsSubsequence("-c:a", "aac", "-b:a", "96000")
                .doesNotContain("copy");
    }

    @Test
    void picturesAloneHaveNoSoundMapped() {
        assertThat(words(new Ladder.Source(640, 360, true, 30, false, 0))).doesNotContain("0:a:0", "-c:a");
    }

    @Test
    void pixelsThatAreNotSquareKeepTheirShape() {
        assertThat(words(new Ladder.Source(1440, 1080, false, 30, false, 0)))
                .filteredOn(word -> word.contains("scale="))
                .noneMatch(word -> word.contains("setsar"));
    }
}
