package io.rostrum.capture.audio.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.filter.SoundFilterChain;
import io.rostrum.capture.audio.filter.SoundFilterSpec;
import io.rostrum.capture.source.DeviceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AudioMixerTest {
    private static final int BLOCK = AudioMixer.BLOCK_FRAMES;

    private long now;
    private final List<AudioBlock> mixed = new ArrayList<>();
    private final AudioMixer mixer = new AudioMixer(
            () -> now, Duration.ofMillis(80), (_, block) -> mixed.add(block), AudioMixerTest::unexpected);

    private static void unexpected(Throwable defect) {
        throw new AssertionError(defect);
    }

    private void runTo(long nanos) {
        now = nanos;
        mixer.mixDue();
    }

    /// 20 ms of `value` in both channels, whose first sample was captured at `ptsNanos`.
    private static AudioBlock constant(long ptsNanos, float value) {
        float[] samples = new float[2 * 960];
        java.util.Arrays.fill(samples, value);
        return new AudioBlock(ptsNanos, samples);
    }

    private float[] everything() {
        float[] all = new float[mixed.size() * BLOCK];
        for (int i = 0; i < all.length; i++) {
            all[i] = mixed.get(i / BLOCK).samples()[2 * (i % BLOCK)];
        }
        return all;
    }

    /// The mixed sample at `frame` of the session.
    private float at(long frame) {
        int index = (int) (frame - AudioMixer.FIRST_BLOCK * BLOCK);
        return mixed.get(index / BLOCK).samples()[2 * (index % BLOCK)];
    }

    @Test
    void makesExactlyTheBlocksTheClockAsksForWithTheirExactTimes() {
        for (int second = 1; second <= 600; second++) {
            runTo(second * 1_000_000_000L);
        }
        long due = (600 * 48_000L - 80 * 48) / BLOCK - 1;
        assertThat(mixed).hasSize((int) due);
        for (int i = 0; i < mixed.size(); i++) {
            assertThat(mixed.get(i).ptsNanos()).isEqualTo((i + 1) * 1024L * 1_000_000_000L / 48_000);
            assertThat(mixed.get(i).frames()).isEqualTo(BLOCK);
        }
    }

    @Test
    void putsASampleWhereItsTimeSays() {
        MixerInput input = mixer.addInput("a");
        float[] impulse = new float[2 * 960];
        impulse[2 * 480] = 0.5f;
        now = 120_000_000;
        input.block(new AudioBlock(100_000_000, impulse));
        runTo(400_000_000);
        assertThat(at(4800 + 480)).isEqualTo(0.5f);
        assertThat(at(4800 + 479)).isZero();
        assertThat(at(4800 + 481)).isZero();
    }

    @Test
    void aStalledInputIsSilentAndDelaysNobody() {
        MixerInput alive = mixer.addInput("alive");
        MixerInput stalled = mixer.addInput("stalled");
        for (long t = 0; t < 2_000_000_000L; t += 20_000_000) {
            runTo(t + 25_000_000);
            alive.block(constant(t, 0.25f));
            if (t < 1_000_000_000L) {
                stalled.block(constant(t, 0.5f));
            }
        }
        assertThat(mixed).hasSize((int) ((2_005_000_000L - 80_000_000) * 48 / 1_000_000 / BLOCK) - 1);
        assertThat(at(40_000)).isEqualTo(0.75f);
        assertThat(at(60_000)).isEqualTo(0.25f);
        assertThat(stalled.stats().underrunFrames()).isGreaterThan(40_000);
        assertThat(alive.stats().underrunFrames()).isZero();
    }

    @Test
    void whatComesTooLateIsDroppedAndWhatFollowsIsInPlace() {
        MixerInput input = mixer.addInput("a");
        input.block(constant(0, 0.5f));
        runTo(1_000_000_000L);
        input.block(constant(500_000_000, 0.5f));
        input.block(constant(1_000_000_000, 0.25f));
        runTo(1_400_000_000L);
        assertThat(at(24_400)).isZero();
        assertThat(at(48_000 + 500)).isEqualTo(0.25f);
        assertThat(input.stats().lateFrames()).isEqualTo(960);
    }

    @Test
    void anOverlapIsTrimmedAndAGapIsSilence() {
        MixerInput input = mixer.addInput("a");
        input.block(constant(100_000_000, 0.25f));
        input.block(constant(70_000_000, 0.75f)); // wholly before the end of the last
        input.block(constant(300_000_000, 0.5f));
        runTo(600_000_000);
        assertThat(at(4800 + 400)).isEqualTo(0.25f);
        assertThat(at(4800 + 959)).isEqualTo(0.25f);
        assertThat(at(4800 + 2000)).isZero();
        assertThat(at(14_400 + 500)).isEqualTo(0.5f);
    }

    @Test
    void soundFromTheFarFutureIsRefused() {
        MixerInput input = mixer.addInput("a");
        input.block(constant(100_000_000_000L, 0.5f));
        input.block(constant(100_000_000, 0.5f));
        runTo(400_000_000);
        assertThat(at(5300)).isEqualTo(0.5f);
        assertThat(input.stats().earlyFrames()).isEqualTo(960);
    }

    @ParameterizedTest
    @CsvSource({"500, 7200", "-500, 600"})
    void aCardThatDriftsStaysInPlaceForTwoHours(double ppm, double seconds) {
        AudioMixer light = new AudioMixer(
                () -> now, Duration.ofMillis(80), (_, block) -> watch(block.samples()), AudioMixerTest::unexpected);
        MixerInput input = light.addInput("card");
        double nanosPerFrame = 1e9 / (48_000 * (1 + ppm * 1e-6));
        double worstMillis = 0;
        for (long frame = 0; frame * nanosPerFrame < seconds * 1e9; frame += 960) {
            double captured = frame * nanosPerFrame;
            now = (long) (captured + 960 * nanosPerFrame);
            double millis = captured / 1e6 % 1000;
            float[] ramp = new float[2 * 960];
            for (int i = 0; i < 960; i++) {
                // the sound tells its own time of capture: milliseconds within a second
                ramp[2 * i] = (float) millis / 2000f;
                millis += nanosPerFrame / 1e6;
                millis -= millis >= 1000 ? 1000 : 0;
            }
            input.block(new AudioBlock((long) captured, ramp));
            light.mixDue();
            long first = light.stats().blocks() * BLOCK;
            if (watched.length > 0 && frame > 96_000) {
                double heard = watched[1000] * 2000.0;
                double due = (first + 500) / 48.0 % 1000;
                double off = Math.abs(heard - due);
                worstMillis = Math.max(worstMillis, Math.min(off, 1000 - off));
            }
        }
        assertThat(worstMillis).as("skew, ms").isLessThan(2);
        assertThat(input.stats().steps()).isZero();
        assertThat(input.stats().underrunFrames()).isZero();
        assertThat(input.stats().corrections() / seconds).isCloseTo(Math.abs(ppm) * 0.048, within(0.1));
    }

    private float[] watched = {};

    private void watch(float[] samples) {
        watched = samples;
    }

    @Test
    void anInputThatKeepsTimeIsNotTouchedByASample() {
        MixerInput input = mixer.addInput("a");
        float[] sent = new float[48_000 * 3];
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < sent.length; i++) {
            sent[i] = random.nextFloat() - 0.5f;
        }
        for (int first = 0; first < sent.length; first += 960) {
            float[] block = new float[2 * 960];
            for (int i = 0; i < 960; i++) {
                block[2 * i] = sent[first + i];
            }
            runTo(AudioBlock.nanosOf(first + 960));
            input.block(new AudioBlock(AudioBlock.nanosOf(first), block));
        }
        float[] got = everything();
        int fadedIn = 96;
        assertThat(java.util.Arrays.copyOfRange(got, fadedIn, got.length))
                .isEqualTo(java.util.Arrays.copyOfRange(sent, BLOCK + fadedIn, BLOCK + got.length));
    }

    @Test
    void saysWhyAnInputIsSilentUntilItIsBack() {
        MixerInput input = mixer.addInput("a");
        input.lost(new DeviceException(DeviceException.Reason.LOST, "pulled out"));
        assertThat(input.stats().lost()).contains("pulled out");
        input.block(constant(0, 0.5f));
        assertThat(input.stats().lost()).isEmpty();
    }

    @Test
    void gainMuteAndOffsetWork() {
        MixerInput input = mixer.addInput("a");
        input.gain(0.5f);
        input.syncOffset(Duration.ofMillis(10));
        for (long t = 0; t < 1_000_000_000L; t += 20_000_000) {
            runTo(t + 20_000_000);
            if (t == 600_000_000L) {
                input.mute(true);
            }
            input.block(constant(t, t < 200_000_000L ? 0f : 0.5f));
        }
        assertThat(at(9600 + 479)).isZero();
        assertThat(at(9600 + 481)).isEqualTo(0.25f);
        assertThat(at(40_000)).isZero();
    }

    private void play(long endNanos, MixerInput input, float left, float right) {
        for (long t = now; t < endNanos; t += 20_000_000) {
            runTo(t + 20_000_000);
            float[] samples = new float[2 * 960];
            for (int i = 0; i < 960; i++) {
                samples[2 * i] = left;
                samples[2 * i + 1] = right;
            }
            input.block(new AudioBlock(t, samples));
        }
    }

    @Test
    void balanceAndMonoChangeTheSides() {
        MixerInput input = mixer.addInput("a");
        input.balance(0.5);
        play(400_000_000, input, 0.4f, 0.2f);
        float[] heard = mixed.getLast().samples();
        assertThat(heard[0]).isCloseTo(0.2f, within(1e-6f));
        assertThat(heard[1]).isCloseTo(0.2f, within(1e-6f));

        input.balance(0);
        input.mono(true);
        play(800_000_000, input, 0.4f, 0.2f);
        heard = mixed.getLast().samples();
        assertThat(heard[0]).isCloseTo(0.3f, within(1e-6f));
        assertThat(heard[1]).isCloseTo(0.3f, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"-200", "-100", "0", "35", "1234", "20000"})
    void anOffsetIsKeptToTheSample(int millis) {
        MixerInput input = mixer.addInput("a", controls -> controls.syncOffset(Duration.ofMillis(millis)));
        long clap = 48_000L + 123;
        for (long frame = 0; frame < 48_000L * 22; frame += 960) {
            runTo(AudioBlock.nanosOf(frame + 960) + 10_000_000);
            float[] samples = new float[2 * 960];
            if (clap / 960 * 960 == frame) {
                samples[(int) (2 * (clap - frame))] = 0.5f;
            }
            input.block(new AudioBlock(AudioBlock.nanosOf(frame), samples));
        }
        float[] all = everything();
        int heard = -1;
        for (int i = 0; i < all.length; i++) {
            heard = all[i] == 0.5f ? i : heard;
        }
        assertThat(heard + (long) BLOCK).as("frames").isEqualTo(clap + millis * 48L);
        assertThat(input.stats().lateFrames()).isZero();
    }

    @Test
    void anOffsetThatIsTakenBackIsHeardAtOnce() {
        MixerInput input = mixer.addInput("a");
        input.syncOffset(Duration.ofSeconds(20));
        play(1_000_000_000, input, 0.5f, 0.5f);
        input.syncOffset(Duration.ZERO);
        play(2_000_000_000, input, 0.25f, 0.25f);
        assertThat(at(48_000 * 3 / 2)).isEqualTo(0.25f);
    }

    @Test
    void whatAFilterDelaysIsStillInPlace() {
        MixerInput input = mixer.addInput(
                "a",
                controls -> controls.filters(
                        List.of(new SoundFilterChain.Entry(SoundFilterSpec.parse("limiter=ceiling=0"), true))));
        float[] samples = new float[2 * 960];
        samples[2 * 480] = 0.5f;
        play(200_000_000, input, 0, 0);
        runTo(220_000_000);
        input.block(new AudioBlock(200_000_000, samples));
        runTo(500_000_000);
        assertThat(at(9600 + 480)).isEqualTo(0.5f);
    }

    @Test
    void aChannelDucksUnderAnotherUnlessThatIsMuted() {
        MixerInput music = mixer.addInput(
                "music",
                controls -> controls.filters(List.of(new SoundFilterChain.Entry(
                        SoundFilterSpec.parse("compressor=threshold=-30,ratio=4,key=voice"), true))));
        MixerInput voice = mixer.addInput("Microphone", controls -> controls.id("voice"));
        voice.tracks(TrackSet.parse("2"));
        duck(1_000_000_000, music, voice);
        assertThat(mixer.level().peakLeft())
                .as("-10 dBFS is 20 dB above: 15 dB less")
                .isCloseTo(0.0889f, within(0.005f));
        voice.mute(true);
        duck(2_000_000_000, music, voice);
        assertThat(mixer.level().peakLeft()).isCloseTo(0.5f, within(0.001f));
    }

    private void duck(long endNanos, MixerInput music, MixerInput voice) {
        for (long t = now; t < endNanos; t += 20_000_000) {
            runTo(t + 20_000_000);
            music.block(constant(t, 0.5f));
            voice.block(constant(t, 0.3162f));
        }
    }

    @Test
    void theMonitorHearsWhatIsMonitoredAndOnSoloOnlyThat() {
        float[] heard = new float[2 * BLOCK];
        mixer.monitor(block -> System.arraycopy(block, 0, heard, 0, block.length));
        MixerInput a = mixer.addInput("a");
        MixerInput b = mixer.addInput("b");
        a.monitoring(Monitoring.ONLY);
        b.monitoring(Monitoring.BOTH);
        two(400_000_000, a, b);
        assertThat(heard[0]).isCloseTo(0.3f, within(1e-6f));
        assertThat(mixed.getLast().samples()[0]).as("the audience").isCloseTo(0.2f, within(1e-6f));

        a.solo(true);
        a.mute(true);
        two(800_000_000, a, b);
        assertThat(heard[0]).as("before mute").isCloseTo(0.1f, within(1e-6f));
        assertThat(mixed.getLast().samples()[0]).isCloseTo(0.2f, within(1e-6f));
    }

    private void two(long endNanos, MixerInput a, MixerInput b) {
        for (long t = now; t < endNanos; t += 20_000_000) {
            runTo(t + 20_000_000);
            a.block(constant(t, 0.1f));
            b.block(constant(t, 0.2f));
        }
    }

    @Test
    void whatIsMutedFromTheBeginningIsNeverHeard() {
        MixerInput input = mixer.addInput("a", controls -> controls.mute(true));
        for (long t = 0; t < 400_000_000L; t += 20_000_000) {
            runTo(t + 20_000_000);
            input.block(constant(t, 0.5f));
        }
        assertThat(mixed).hasSizeGreaterThan(10);
        assertThat(everything()).containsOnly(0f);
    }

    @Test
    void theMixNeverPassesFullScaleAndQuietSoundIsUntouched() {
        MixerInput a = mixer.addInput("a");
        MixerInput b = mixer.addInput("b");
        for (long t = 0; t < 400_000_000L; t += 20_000_000) {
            runTo(t + 20_000_000);
            a.block(constant(t, 0.9f));
            b.block(constant(t, 0.9f));
        }
        for (AudioBlock block : mixed) {
            for (float sample : block.samples()) {
                assertThat(sample).isBetween(-1f, 1f);
            }
        }
        assertThat(mixer.level().peakLeft()).isGreaterThan(0.9f).isLessThanOrEqualTo(1f);
        assertThat(a.level().rmsLeft()).isCloseTo(0.9f, within(0.001f));
    }

    @Test
    void anInputThatIsAlwaysLateRaisesTheBudgetOnce() {
        MixerInput headset = mixer.addInput("headset");
        Set<Long> budgets = new LinkedHashSet<>();
        for (long t = 0; t < 10_000_000_000L; t += 20_000_000) {
            runTo(t + 180_000_000);
            headset.block(constant(t, 0.5f));
            budgets.add(mixer.stats().latencyNanos());
        }
        assertThat(budgets).hasSize(2).startsWith(80_000_000L);
        assertThat(mixer.stats().latencyNanos()).isBetween(180_000_000L, 230_000_000L);
        assertThat(at(48_000 * 9)).isEqualTo(0.5f);
        for (int i = 0; i < mixed.size(); i++) {
            assertThat(mixed.get(i).ptsNanos()).isEqualTo(AudioBlock.nanosOf((i + AudioMixer.FIRST_BLOCK) * BLOCK));
        }
    }
}
