package io.rostrum.capture.audio.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.capture.audio.filter.SoundFilterChain.Entry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each filter does to sounds whose loudness is known.
final class SoundFiltersTest {
    private static final int BLOCK = 1024;
    private static final int RATE = 48_000;
    private static final float[] SILENCE = new float[2 * BLOCK];

    private final SoundFilterChain chain = new SoundFilterChain();

    private static Entry on(String spec) {
        return new Entry(SoundFilterSpec.parse(spec), true);
    }

    private static float[] sine(double hertz, double decibels, double seconds) {
        float[] samples = new float[(int) (seconds * RATE) / BLOCK * BLOCK * 2];
        double amplitude = Math.pow(10, decibels / 20);
        for (int i = 0; i < samples.length; i++) {
            int frame = i / 2;
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * frame / RATE));
        }
        return samples;
    }

    private float[] through(float[] sound) {
        return through(sound, SILENCE);
    }

    private float[] through(float[] sound, float[] key) {
        float[] out = new float[sound.length];
        for (int from = 0; from < sound.length; from += 2 * BLOCK) {
            float[] block = Arrays.copyOfRange(sound, from, from + 2 * BLOCK);
            chain.process(block, _ -> key);
            System.arraycopy(block, 0, out, from, block.length);
        }
        return out;
    }

    /// The loudest sample of the second half, dBFS.
    private static double settledPeak(float[] sound) {
        double peak = 0;
        for (int i = sound.length / 2; i < sound.length; i++) {
            peak = Math.max(peak, Math.abs(sound[i]));
        }
        return peak == 0 ? -200 : 20 * Math.log10(peak);
    }

    @Test
    void aGainIsAddedInDecibels() {
        chain.replace(List.of(on("gain=gain=6")));
        assertThat(settledPeak(through(sine(1000, -20, 0.5)))).isCloseTo(-14, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"-50, -200", "-29, -200", "-20, -20"})
    void aGateIsShutForWhatIsTooQuietAndOpenForWhatIsNot(double in, double out) {
        chain.replace(List.of(on("gate")));
        assertThat(settledPeak(through(sine(1000, in, 1)))).isCloseTo(out, within(0.05));
    }

    @Test
    void aGateThatIsOpenStaysSoBetweenItsTwoLevelsAndShutsBelow() {
        chain.replace(List.of(on("gate")));
        through(sine(1000, -20, 0.5));
        assertThat(settledPeak(through(sine(1000, -29, 1)))).isCloseTo(-29, within(0.05));
        assertThat(settledPeak(through(sine(1000, -40, 1)))).isEqualTo(-200);
        assertThat(chain.reductions().getFirst()).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({"-6, -15", "-18.5, -18.5", "-30, -30"})
    void aCompressorLeavesOnePartOfFourAboveItsThreshold(double in, double out) {
        chain.replace(List.of(on("compressor=threshold=-18,ratio=4,attack=1,release=500")));
        assertThat(settledPeak(through(sine(1000, in, 1)))).isCloseTo(out, within(0.3));
    }

    @Test
    void aCompressorWithAKeyDucksByTheOtherChannelAlone() {
        chain.replace(List.of(on("compressor=threshold=-30,ratio=4,key=voice,release=500")));
        assertThat(settledPeak(through(sine(300, -6, 1), SILENCE))).isCloseTo(-6, within(0.05));
        float[] voice = sine(1000, -10, 0.1);
        float[] key = Arrays.copyOf(voice, 2 * BLOCK);
        assertThat(settledPeak(through(sine(300, -6, 1), key))).isCloseTo(-21, within(0.7));
        assertThat(chain.reductions().getFirst()).isCloseTo(15, within(0.7));
    }

    @ParameterizedTest
    @CsvSource({"-20, -20", "-50, -63"})
    void anExpanderDoublesWhatIsMissingToItsThreshold(double in, double out) {
        chain.replace(List.of(on("expander=threshold=-40,ratio=2")));
        assertThat(settledPeak(through(sine(1000, in, 1)))).isCloseTo(out, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLimiterNeverPassesItsCeiling(long seed) {
        Random random = new Random(seed);
        float[] wild = new float[2 * BLOCK * 200];
        float loud = 1;
        for (int i = 0; i < wild.length; i++) {
            if (random.nextInt(3000) == 0) {
                loud = (float) Math.pow(10, random.nextInt(60) / 20.0 - 2);
            }
            wild[i] = loud * (float) random.nextGaussian();
        }
        chain.replace(List.of(on("limiter=ceiling=-6,release=" + (1 + random.nextInt(60)))));
        through(Arrays.copyOf(wild, 4 * BLOCK)); // filled, and faded in
        float ceiling = (float) Math.pow(10, -6 / 20.0);
        float peak = 0;
        for (float sample : through(wild)) {
            peak = Math.max(peak, Math.abs(sample));
        }
        assertThat(peak).isLessThanOrEqualTo(ceiling).isGreaterThan(0.9f * ceiling);
    }

    @Test
    void aLimiterOnlyDelaysWhatIsBelowItsCeilingAndSaysByHowMuch() {
        chain.replace(List.of(on("limiter=ceiling=-6")));
        float[] quiet = sine(440, -7, 0.5);
        float[] out = through(quiet);
        int later = 2 * chain.latencyFrames();
        assertThat(later).isEqualTo(2 * 240);
        int faded = 4 * BLOCK + later;
        assertThat(Arrays.copyOfRange(out, faded, out.length))
                .isEqualTo(Arrays.copyOfRange(quiet, faded - later, out.length - later));
    }

    @ParameterizedTest
    @CsvSource({"low, 20, 12", "lowmid, 300, 12", "mid, 1000, 12", "highmid, 3500, 12", "high, 20000, 12", "mid, 40, 0"
    })
    void theEqualiserRaisesItsBandAndLeavesWhatIsFarAway(String band, double hertz, double more) {
        chain.replace(List.of(on("eq=" + band + "=12")));
        assertThat(settledPeak(through(sine(hertz, -30, 2)))).isCloseTo(-30 + more, within(0.3));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSwitchedOnOrOffAndSetAnewDoesNotClick(SoundFilterKind kind) {
        // The steepest step of the sine itself is 0.0066.
        float[] tone = sine(100, -6, 10);
        Entry on = new Entry(louder(SoundFilterSpec.usual(kind)), true);
        Entry off = new Entry(on.spec(), false);
        Entry other = on("gain=gain=-3");
        List<List<Entry>> lists = List.of(
                List.of(),
                List.of(on),
                List.of(off),
                List.of(on, other),
                List.of(other, on),
                List.of(other),
                List.of(on),
                List.of(new Entry(SoundFilterSpec.usual(kind), true)));
        float before = 0;
        float steepest = 0;
        int blocks = tone.length / (2 * BLOCK);
        for (int i = 0; i < blocks; i++) {
            if (i % 12 == 0) {
                chain.replace(lists.get(i / 12 % lists.size()));
            }
            float[] block = Arrays.copyOfRange(tone, i * 2 * BLOCK, (i + 1) * 2 * BLOCK);
            chain.process(block, _ -> SILENCE);
            for (int at = 0; at < block.length; at += 2) {
                steepest = Math.max(steepest, Math.abs(block[at] - before));
                before = block[at];
            }
        }
        assertThat(steepest).isLessThan(0.016f);
    }

    /// Settings that are heard.
    private static SoundFilterSpec louder(SoundFilterSpec usual) {
        return switch (usual.kind()) {
            case GAIN -> usual.with(0, 5);
            case EQ -> usual.with(0, 5);
            case GATE -> usual.with(0, 0);
            case LIMITER -> usual.with(0, -20);
            case EXPANDER, COMPRESSOR, DENOISE -> usual;
        };
    }

    @Test
    void nothingIsAllocatedOnTheMixersThread() {
        chain.replace(Arrays.stream(SoundFilterKind.values())
                .map(kind -> new Entry(SoundFilterSpec.usual(kind), true))
                .toList());
        float[] block = sine(440, -10, 0.03);
        SoundFilterChain.Keys keys = _ -> SILENCE;
        for (int i = 0; i < 20; i++) {
            chain.process(block, keys);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 200; i++) {
            chain.process(block, keys);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(200);
    }

    @ParameterizedTest
    @EnumSource
    void soundThatEndsBecomesSilenceAndNoNumbersThatAreNearlyNothing(SoundFilterKind kind) {
        chain.replace(List.of(new Entry(louder(SoundFilterSpec.usual(kind)), true)));
        through(sine(440, -6, 0.3));
        float[] out = through(new float[2 * BLOCK * 1000]);
        for (float sample : out) {
            assertThat(sample == 0 || Math.abs(sample) >= Float.MIN_NORMAL).isTrue();
        }
        assertThat(Arrays.copyOfRange(out, out.length - 2 * BLOCK, out.length)).containsOnly(0f);
    }

    @Test
    void whatIsChangedInPlaceKeepsWhatItHasHeard() {
        List<Entry> list = new ArrayList<>(List.of(on("gate"), on("eq")));
        chain.replace(list);
        through(sine(1000, -20, 0.5));
        list.set(1, on("eq=mid=3"));
        chain.replace(list);
        assertThat(settledPeak(through(sine(1000, -29, 0.5))))
                .as("the gate is still open")
                .isCloseTo(-26, within(0.1));
    }
}
