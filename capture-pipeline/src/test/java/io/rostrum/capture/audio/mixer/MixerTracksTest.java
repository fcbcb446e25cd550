package io.rostrum.capture.audio.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.FfmpegTones;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which input is heard in which track, by FFmpeg's ears.
final class MixerTracksTest {
    private static final int FRAMES = 960;
    private static final long BLOCK_NANOS = 20_000_000;

    @TempDir
    Path folder;

    private long now;
    private TrackSet wanted = TrackSet.parse("1,2");
    private final Map<Integer, List<AudioBlock>> mixed = new TreeMap<>();
    private final AudioMixer mixer = new AudioMixer(
            () -> now,
            Duration.ofMillis(80),
            new MixOutput() {
                @Override
                public void mixed(int track, AudioBlock block) {
                    mixed.computeIfAbsent(track, _ -> new ArrayList<>()).add(block);
                }

                @Override
                public TrackSet wanted() {
                    return wanted;
                }
            },
            defect -> {
                throw new AssertionError(defect);
            });

    private List<AudioBlock> of(int track) {
        return mixed.getOrDefault(track, List.of());
    }

    /// Gives each of `inputs` its sound, 20 ms after 20 ms, until `endNanos`.
    private void play(long endNanos, Map<MixerInput, FloatBuffer> inputs) {
        while (now < endNanos) {
            long captured = now;
            now += BLOCK_NANOS;
            inputs.forEach((input, sound) -> {
                float[] samples = new float[2 * FRAMES];
                sound.get(samples);
                input.block(new AudioBlock(captured, samples));
            });
            mixer.mixDue();
        }
    }

    private FloatBuffer sine(int hertz) throws Exception {
        Path file = FfmpegTones.sine(folder.resolve(hertz + ".wav"), hertz, 3);
        return ByteBuffer.wrap(FfmpegTones.samples(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private boolean heard(int hertz, int track) throws Exception {
        Path file = folder.resolve("track-" + track + ".f32");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (AudioBlock block : of(track)) {
                out.write(bytes(block));
            }
        }
        return FfmpegTones.heard(hertz, "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", file.toString());
    }

    private static byte[] bytes(AudioBlock block) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * block.samples().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(block.samples());
        return bytes.array();
    }

    @Test
    void eachInputIsHeardInItsTracksAndInNoOther() throws Exception {
        MixerInput low = mixer.addInput("low");
        MixerInput high = mixer.addInput("high");
        high.tracks(TrackSet.parse("2"));
        MixerInput both = mixer.addInput("both");
        both.tracks(TrackSet.parse("1,2,3"));

        play(2_000_000_000L, Map.of(low, sine(440), high, sine(1760), both, sine(5000)));

        assertThat(heard(440, 1)).isTrue();
        assertThat(heard(1760, 1)).isFalse();
        assertThat(heard(5000, 1)).isTrue();
        assertThat(heard(440, 2)).isFalse();
        assertThat(heard(1760, 2)).isTrue();
        assertThat(heard(5000, 2)).isTrue();
        assertThat(mixed.keySet()).as("what nobody wants is not made").containsExactly(1, 2);
    }

    @Test
    void aStalledInputDelaysNobodyInAnyTrack() throws Exception {
        MixerInput alive = mixer.addInput("alive");
        alive.tracks(TrackSet.parse("1,2"));
        MixerInput stalled = mixer.addInput("stalled");
        stalled.tracks(TrackSet.parse("1,2"));
        FloatBuffer tone = sine(440);
        play(1_000_000_000L, Map.of(alive, tone, stalled, sine(1760)));
        mixed.clear();

        play(2_000_000_000L, Map.of(alive, tone));

        long due = 48_000 / AudioMixer.BLOCK_FRAMES;
        for (int track : new int[] {1, 2}) {
            assertThat(of(track)).hasSizeBetween((int) due, (int) due + 1);
            assertThat(heard(440, track)).isTrue();
        }
        assertThat(alive.stats().underrunFrames()).isZero();
        assertThat(times(1)).isEqualTo(times(2));
    }

    private List<Long> times(int track) {
        return of(track).stream().map(AudioBlock::ptsNanos).toList();
    }

    @Test
    void atATrackThatIsEnteredOrLeftItFades() {
        MixerInput input = mixer.addInput("constant");
        float[] constant = new float[2 * 48_000 * 3];
        java.util.Arrays.fill(constant, 0.5f);
        FloatBuffer sound = FloatBuffer.wrap(constant);
        play(1_000_000_000L, Map.of(input, sound));
        input.tracks(TrackSet.parse("2"));
        play(1_500_000_000L, Map.of(input, sound));

        for (int track : new int[] {1, 2}) {
            List<AudioBlock> blocks = of(track).subList(20, of(track).size());
            float before = blocks.getFirst().samples()[0];
            for (AudioBlock block : blocks) {
                for (int i = 0; i < block.samples().length; i += 2) {
                    assertThat(Math.abs(block.samples()[i] - before)).isLessThan(0.002f);
                    before = block.samples()[i];
                }
            }
            assertThat(before).isEqualTo(track == 1 ? 0f : 0.5f);
        }
    }

    @Test
    void aTrackThatIsWantedLaterIsInStepWithTheFirst() throws Exception {
        wanted = TrackSet.FIRST_ONLY;
        MixerInput input = mixer.addInput("low");
        input.tracks(TrackSet.parse("1,6"));
        FloatBuffer tone = sine(440);
        play(1_000_000_000L, Map.of(input, tone));
        wanted = TrackSet.parse("1,6");
        play(2_000_000_000L, Map.of(input, tone));

        List<Long> first = times(1);
        assertThat(times(6)).isEqualTo(first.subList(first.size() - times(6).size(), first.size()));
        AudioBlock here = of(6).getLast();
        assertThat(here.samples()).isEqualTo(of(1).getLast().samples());
    }

    @Test
    void setsOfTracksAreWrittenAsNumbers() {
        assertThat(TrackSet.parse(" 3,1 ")).hasToString("1,3");
        assertThat(TrackSet.parse("")).isEqualTo(TrackSet.NONE);
        assertThat(TrackSet.parse("1,6").with(1, false)).hasToString("6");
        assertThatThrownBy(() -> TrackSet.parse("7")).hasMessage("track: 7 (expected: 1 to 6)");
        assertThatThrownBy(() -> TrackSet.parse("one"))
                .hasMessage("tracks: one (expected: numbers from 1 to 6, like 1,3)");
    }
}
