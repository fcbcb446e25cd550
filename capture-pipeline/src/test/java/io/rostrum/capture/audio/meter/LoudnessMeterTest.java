package io.rostrum.capture.audio.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Loudness against FFmpeg's: the figures below are what its filter ebur128 (FFmpeg 5.1.9 of Debian 12) said of the
/// same
/// sounds, made by its source aevalsrc, at the end of each unless a time is given:
///
/// `ffmpeg -f lavfi -i "aevalsrc=exprs=LEFT|RIGHT:s=48000:d=SECONDS" -filter_complex
/// "ebur128=metadata=1:peak=true,ametadata=mode=print:file=-" -f null -`
final class LoudnessMeterTest {
    private static final double UNIT = 0.1;

    private final LoudnessMeter meter = new LoudnessMeter();
    private long at;

    private Loudness play(double until, DoubleUnaryOperator left, DoubleUnaryOperator right) {
        float[] block = new float[2 * 480];
        for (; at < until * 48_000; at += 480) {
            for (int i = 0; i < 480; i++) {
                double t = (at + i) / 48_000.0;
                block[2 * i] = (float) left.applyAsDouble(t);
                block[2 * i + 1] = (float) right.applyAsDouble(t);
            }
            meter.add(block);
        }
        return meter.loudness();
    }

    private static double sine(double hertz, double t) {
        return Math.sin(2 * Math.PI * hertz * t);
    }

    /// `0.1*sin(2*PI*1000*t)|0.1*sin(2*PI*1000*t)`, 10 s.
    @Test
    void aSineOnBothSides() {
        Loudness loudness = play(10, t -> 0.1 * sine(1000, t), t -> 0.1 * sine(1000, t));
        assertThat(loudness.momentary()).isCloseTo(-19.993, within(UNIT));
        assertThat(loudness.shortTerm()).isCloseTo(-19.993, within(UNIT));
        assertThat(loudness.integrated()).isCloseTo(-20.0, within(UNIT));
        assertThat(loudness.truePeak()).isCloseTo(-20.0, within(UNIT));
    }

    private static double stepped(double t) {
        return t < 5 ? 0.01 : t < 15 ? 0.1 : 0.04;
    }

    /// `if(lt(t\,5)\,0.01\,if(lt(t\,15)\,0.1\,0.04))*sin(2*PI*997*t)`, and the same with 300 Hz on the right, 20 s.
    @Test
    void aProgrammeOfThreeLoudnessesWhoseFirstIsGatedOut() {
        DoubleUnaryOperator left = t -> stepped(t) * sine(997, t);
        DoubleUnaryOperator right = t -> stepped(t) * sine(300, t);
        Loudness loudness = play(20, left, right);
        assertThat(loudness.momentary()).isCloseTo(-28.332, within(UNIT));
        assertThat(loudness.shortTerm()).isCloseTo(-28.331, within(UNIT));
        assertThat(loudness.integrated()).isCloseTo(-21.816, within(UNIT));

        meter.restart();
        assertThat(play(21, left, right).integrated()).as("measured anew").isCloseTo(-28.3, within(UNIT));
    }

    /// `0.5*min(1\,t)*sin(2*PI*12000*t+PI/4)|0.25*sin(2*PI*60*t)`, 8 s: the left side has its peaks between the
    /// samples.
    @Test
    void peaksBetweenTheSamplesCount() {
        Loudness loudness = play(
                8,
                t -> 0.5 * Math.min(1, t) * Math.sin(2 * Math.PI * 12_000 * t + Math.PI / 4),
                t -> 0.25 * sine(60, t));
        assertThat(loudness.momentary()).isCloseTo(-5.465, within(UNIT));
        assertThat(loudness.integrated()).isCloseTo(-5.758, within(UNIT));
        assertThat(loudness.truePeak())
                .as("0.354 is the largest sample, -9 dBFS")
                .isCloseTo(-6.02, within(0.2));
    }

    @Test
    void silenceIsNoLouderThanSilence() {
        assertThat(play(5, _ -> 0, _ -> 0)).isEqualTo(Loudness.NONE);
    }

    /// A sine of -20 dBFS: its peak is that, and its mean 3.01 dB less.
    @Test
    void peakAndMeanOfASine() {
        float[] block = new float[2 * 4800];
        for (int i = 0; i < 4800; i++) {
            block[2 * i] = (float) (0.1 * sine(1000, i / 48_000.0));
            block[2 * i + 1] = block[2 * i];
        }
        assertThat(AudioLevel.of(block).peakDecibels()).isCloseTo(-20, within(0.5));
        assertThat(AudioLevel.of(block).rmsDecibels()).isCloseTo(-23.01, within(0.5));
    }
}
