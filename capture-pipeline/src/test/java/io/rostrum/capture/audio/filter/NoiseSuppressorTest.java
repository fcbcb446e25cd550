package io.rostrum.capture.audio.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A voice with a noise, made by rule, so that each is known by itself: syllables of 0.25 s with pauses of 0.15 s, of
/// the harmonics of 140 Hz below three formants, at -20 dBFS; white noise at -45 dBFS.
final class NoiseSuppressorTest {
    private static final int BLOCK = 1024;
    private static final int RATE = 48_000;
    private static final int SECONDS = 8;
    private static final int FRAMES = SECONDS * RATE / BLOCK * BLOCK;
    private static final int SYLLABLE = RATE * 40 / 100;
    private static final int SPOKEN = RATE * 25 / 100;
    private static final double[] FORMANTS = {600, 1200, 2500};

    private static double voice(int frame) {
        int at = frame % SYLLABLE;
        if (at >= SPOKEN) {
            return 0;
        }
        double sum = 0;
        for (int harmonic = 1; harmonic <= 24; harmonic++) {
            double hertz = 140.0 * harmonic;
            double weight = 0;
            for (double formant : FORMANTS) {
                weight += 1 / (1 + Math.pow((hertz - formant) / 150, 2));
            }
            sum += weight * Math.sin(2 * Math.PI * hertz * frame / RATE);
        }
        return 0.07 * sum * Math.pow(Math.sin(Math.PI * at / SPOKEN), 2);
    }

    @Test
    void aSteadyNoiseIsTakenDownByTwentyDecibelsAndTheVoiceIsLeft() {
        SoundFilterChain chain = new SoundFilterChain();
        chain.replace(List.of(new SoundFilterChain.Entry(SoundFilterSpec.usual(SoundFilterKind.DENOISE), true)));
        Random random = new Random(7);
        float[] in = new float[2 * FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            double speech = voice(i);
            in[2 * i] = (float) (speech + 0.0056 * random.nextGaussian());
            in[2 * i + 1] = (float) (speech + 0.0056 * random.nextGaussian());
        }
        float[] out = new float[in.length];
        for (int from = 0; from < in.length; from += 2 * BLOCK) {
            float[] block = java.util.Arrays.copyOfRange(in, from, from + 2 * BLOCK);
            chain.process(block, _ -> block);
            System.arraycopy(block, 0, out, from, block.length);
        }
        int later = chain.latencyFrames();

        double pausesIn = 0;
        double pausesOut = 0;
        double spokenIn = 0;
        double spokenOut = 0;
        for (int i = 3 * RATE; i < FRAMES - later; i++) {
            int at = i % SYLLABLE;
            if (at >= SPOKEN + RATE / 20) { // the filter lets go within 50 ms
                pausesIn += (double) in[2 * i] * in[2 * i];
                pausesOut += (double) out[2 * (i + later)] * out[2 * (i + later)];
            } else if (at > SPOKEN / 4 && at < SPOKEN * 3 / 4) {
                spokenIn += voice(i) * voice(i);
                spokenOut += (double) out[2 * (i + later)] * out[2 * (i + later)];
            }
        }
        assertThat(10 * Math.log10(pausesOut / pausesIn)).as("noise, dB").isLessThan(-20);
        assertThat(10 * Math.log10(spokenOut / spokenIn)).as("voice, dB").isCloseTo(0, within(1.5));
        assertThat(later).isEqualTo(512);
    }
}
