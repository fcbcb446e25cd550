package io.rostrum.capture.session;

import static io.rostrum.capture.session.ScriptedEncoders.failingAt;
import static io.rostrum.capture.session.ScriptedEncoders.hangingAt;
import static io.rostrum.capture.session.ScriptedEncoders.notOpening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.EncoderState.Left;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The test is the compositor: it offers pictures, thirty a second by their times, until something has happened.
final class EncoderStageTest {
    private static final Rational RATE = new Rational(30, 1);
    private static final PictureSize SIZE = new PictureSize(64, 36);
    private static final VideoSettings SETTINGS = VideoSettings.live(SIZE, RATE, 1_000_000, Duration.ofSeconds(2));
    private static final Duration SOON = Duration.ofSeconds(30);

    private final FramePool frames = new FramePool();
    private final PacketPool packets = new PacketPool();
    private final List<Packet> made = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private long pictures;
    private long refused;

    @AfterEach
    void everythingIsGivenBack() {
        made.forEach(Packet::close);
        frames.close();
        await().atMost(SOON).until(() -> frames.outstanding() == 0 && packets.outstanding() == 0);
    }

    private EncoderStage stage(String wanted, VideoEncoders encoders) throws EncoderException {
        EncoderStage stage = new EncoderStage(wanted, SETTINGS, encoders, () -> 0, packets, made::add, failures::add);
        stage.start();
        return stage;
    }

    private void offerUntil(EncoderStage stage, BooleanSupplier enough) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> {
            long time = RATE.nanosOfTick(pictures++);
            refused += stage.frame(frames.take(SIZE, time, true), PacketStamps.NONE) ? 0 : 1;
            return enough.getAsBoolean();
        });
    }

    private boolean madeBy(String name, int atLeast) {
        return made.stream().filter(packet -> maker(packet).equals(name)).count() >= atLeast;
    }

    private static String maker(Packet packet) {
        return StandardCharsets.UTF_8
                .decode(packet.parameters().configuration())
                .toString();
    }

    /// Each encoder begins with a key frame, and time never goes back.
    private void assertThatADecoderGoesOn() {
        for (int i = 0; i < made.size(); i++) {
            boolean another = i == 0 || !maker(made.get(i)).equals(maker(made.get(i - 1)));
            assertThat(made.get(i).keyFrame()).as("key frame at %d", i).isEqualTo(another);
            assertThat(i == 0 || made.get(i).dts() > made.get(i - 1).dts()).isTrue();
        }
    }

    @Test
    void theNextOneGoesOnWhereOneFails() throws Exception {
        ScriptedEncoders encoders = new ScriptedEncoders("nvenc", "x264").with("nvenc", failingAt(20));
        EncoderState state;
        try (EncoderStage stage = stage("auto", encoders)) {
            offerUntil(stage, () -> madeBy("x264", 10));
            state = stage.state();
        }

        assertThatADecoderGoesOn();
        assertThat(state.name()).isEqualTo("x264");
        assertThat(state.left()).containsExactly(new Left("nvenc", "the device was lost"));
        assertThat(state.lost())
                .as("one that it held and the one it failed with")
                .isEqualTo(2);
        assertThat(encoders.closed()).containsExactlyInAnyOrder("nvenc", "x264");
        assertThat(failures).isEmpty();
        assertThat(made).as("all but lost and refused ones come out").hasSize((int) (pictures - refused - 2));
    }

    @Test
    void theNextOneGoesOnWhereOneHangs() throws Exception {
        CountDownLatch comesBack = new CountDownLatch(1);
        ScriptedEncoders encoders = new ScriptedEncoders("nvenc", "x264").with("nvenc", hangingAt(20, comesBack));
        try (EncoderStage stage = stage("auto", encoders)) {
            offerUntil(stage, () -> madeBy("x264", 10));
            int before = made.size();
            assertThat(encoders.closed())
                    .as("a thread that hangs is left alone")
                    .isEmpty();

            comesBack.countDown();
            await().atMost(SOON).until(() -> encoders.closed().contains("nvenc"));
            offerUntil(stage, () -> made.size() > before + 10);

            assertThat(stage.state().left())
                    .containsExactly(new Left("nvenc", "encoder nvenc failed: it did not answer for 500 ms"));
            assertThat(stage.state().lost()).isEqualTo(2);
        }
        assertThatADecoderGoesOn();
        assertThat(made.stream().filter(packet -> maker(packet).equals("nvenc")))
                .hasSize(19);
    }

    @Test
    void softwareThatWaitsForItsTurnIsNotGivenUp() throws Exception {
        CountDownLatch turn = new CountDownLatch(1);
        ScriptedEncoders encoders = new ScriptedEncoders("x264").with("x264", hangingAt(20, turn));
        try (EncoderStage stage = stage("auto", encoders)) {
            offerUntil(stage, () -> madeBy("x264", 19));
            long began = System.nanoTime();
            offerUntil(
                    stage,
                    () -> System.nanoTime() - began > Duration.ofSeconds(1).toNanos());
            turn.countDown();
            offerUntil(stage, () -> madeBy("x264", 40));

            assertThat(stage.state().left()).isEmpty();
        }
        assertThatADecoderGoesOn();
    }

    @Test
    void theNextOneGoesOnWhereOneHangsWhileItOpens() throws Exception {
        CountDownLatch comesBack = new CountDownLatch(1);
        ScriptedEncoders encoders = new ScriptedEncoders("nvenc", "qsv", "x264")
                .with("nvenc", failingAt(5))
                .with("qsv", hangingAt(-1, comesBack));
        try (EncoderStage stage = stage("auto", encoders)) {
            offerUntil(stage, () -> madeBy("x264", 10));
            assertThat(stage.state().left()).extracting(Left::name).containsExactly("nvenc", "qsv");
        }
        comesBack.countDown();
        await().atMost(SOON).until(() -> encoders.closed().contains("qsv"));
        assertThatADecoderGoesOn();
    }

    @Test
    void oneThatTakesPicturesAndGivesNoneBackIsGivenUp() throws Exception {
        try (EncoderStage stage = stage("auto", new ScriptedEncoders("nvenc", "x264").silent("nvenc"))) {
            offerUntil(stage, () -> madeBy("x264", 10));
            assertThat(stage.state().left().getFirst().why()).endsWith("pictures and gave none back");
        }
        assertThatADecoderGoesOn();
    }

    @Test
    void whenAllHaveFailedTheLastOneIsTriedOnceMoreAndThenItEnds() throws Exception {
        ScriptedEncoders encoders = new ScriptedEncoders("nvenc", "x264")
                .with("nvenc", failingAt(5))
                .with("x264", failingAt(5));
        try (EncoderStage stage = stage("auto", encoders)) {
            offerUntil(stage, () -> !failures.isEmpty());

            assertThat(stage.state().left()).extracting(Left::name).containsExactly("nvenc", "x264", "x264");
            assertThat(stage.state().name()).isEmpty();
            assertThat(stage.frame(frames.take(SIZE, 0, true), PacketStamps.NONE))
                    .isFalse();
        }
        assertThat(failures).singleElement().satisfies(why -> assertThat(why).hasMessage("the device was lost"));
    }

    @Test
    void whatDoesNotOpenAtTheStartIsPassedOver() throws Exception {
        ScriptedEncoders encoders = new ScriptedEncoders("nvenc", "x264").with("nvenc", notOpening());
        try (EncoderStage stage = stage("auto", encoders)) {
            assertThat(stage.state().name()).isEqualTo("x264");
            assertThat(stage.state().left()).containsExactly(new Left("nvenc", "there is no such device"));
        }
        assertThatThrownBy(() -> stage("nvenc", encoders))
                .as("who asks for one encoder wants that one")
                .hasMessage("there is no such device");
    }

    @Test
    void theUserGoesOverToAnotherWithoutALoss() throws Exception {
        ScriptedEncoders encoders = new ScriptedEncoders("nvenc", "x264");
        try (EncoderStage stage = stage("nvenc", encoders)) {
            offerUntil(stage, () -> madeBy("nvenc", 10));
            stage.encoder("x264");
            offerUntil(stage, () -> madeBy("x264", 10));

            assertThat(stage.state()).isEqualTo(new EncoderState("x264", 1_000_000, 0, List.of()));
            assertThatThrownBy(() -> stage.encoder("none")).isInstanceOf(EncoderException.class);
        }
        assertThatADecoderGoesOn();
        assertThat(made).hasSize((int) (pictures - refused));
    }

    @Test
    void whoAsksForAnotherWhenAllIsOverLeavesNothingOpen() throws Exception {
        ScriptedEncoders encoders = new ScriptedEncoders("nvenc", "x264");
        EncoderStage stage = stage("auto", encoders);
        stage.close();
        stage.encoder("x264");

        assertThat(encoders.closed()).containsExactly("nvenc", "x264");
    }

    @Test
    void anotherBitRateIsTakenInTheRun() throws Exception {
        ScriptedEncoders encoders = new ScriptedEncoders("x264").takingRates();
        try (EncoderStage stage = stage("auto", encoders)) {
            offerUntil(stage, () -> madeBy("x264", 10));
            stage.bitRate(400_000);
            offerUntil(stage, () -> stage.state().bitsPerSecond() == 400_000);

            assertThatThrownBy(() -> stage.bitRate(1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(encoders.opened()).containsExactly("x264 1000000");
        assertThat(made.getLast().parameters().bitsPerSecond()).isEqualTo(400_000);
        assertThatADecoderGoesOn();
    }

    @Test
    void theNextPictureBecomesAKeyFrameForWhoNeedsOne() throws Exception {
        try (EncoderStage stage = stage("auto", new ScriptedEncoders("x264"))) {
            offerUntil(stage, () -> made.size() > 10);
            stage.keyFrame();
            offerUntil(stage, () -> made.stream().filter(Packet::keyFrame).count() == 2);
            int then = made.size();
            offerUntil(stage, () -> made.size() > then + 10);
        }
        assertThat(made.stream().filter(Packet::keyFrame))
                .as("one, and no more")
                .hasSize(2);
    }

    @Test
    void anEncoderThatCannotTakeAnotherBitRateIsOpenedAnew() throws Exception {
        ScriptedEncoders encoders = new ScriptedEncoders("openh264");
        try (EncoderStage stage = stage("auto", encoders)) {
            offerUntil(stage, () -> madeBy("openh264", 10));
            stage.bitRate(400_000);
            offerUntil(stage, () -> made.getLast().parameters().bitsPerSecond() == 400_000);
        }
        assertThat(encoders.opened()).containsExactly("openh264 1000000", "openh264 400000");
        assertThat(encoders.closed()).hasSize(2);
        assertThat(made.stream().filter(Packet::keyFrame)).hasSize(2);
        assertThat(made).hasSize((int) (pictures - refused));
    }

    /// An encoder of a device that waits for the latch when it is opened a second time.
    private static ScriptedEncoders reopening(CountDownLatch until, CountDownLatch waits) {
        AtomicInteger openings = new AtomicInteger();
        return new ScriptedEncoders("nvenc", "x264").with("nvenc", at -> {
            if (at == -1 && openings.incrementAndGet() == 2) {
                waits.countDown();
                hangingAt(-1, until).picture(-1);
            }
        });
    }

    @Test
    void aDeviceMayTakeItsTimeToOpenForAnotherBitRate() throws Exception {
        CountDownLatch opens = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        try (EncoderStage stage = stage("auto", reopening(opens, waits))) {
            offerUntil(stage, () -> madeBy("nvenc", 10));
            stage.bitRate(400_000);
            offerUntil(stage, () -> waits.getCount() == 0);
            long began = System.nanoTime();
            offerUntil(
                    stage,
                    () -> System.nanoTime() - began > Duration.ofSeconds(1).toNanos());
            opens.countDown();
            offerUntil(stage, () -> made.getLast().parameters().bitsPerSecond() == 400_000);

            assertThat(stage.state().left()).isEmpty();
            assertThat(stage.state().lost()).isZero();
        }
        assertThat(made).as("all that were taken come out").hasSize((int) (pictures - refused));
    }

    @Test
    void aDeviceThatHangsWhileItOpensForAnotherBitRateIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ScriptedEncoders encoders = reopening(never, new CountDownLatch(1));
        try (EncoderStage stage = stage("auto", encoders)) {
            offerUntil(stage, () -> madeBy("nvenc", 10));
            stage.bitRate(400_000);
            offerUntil(stage, () -> madeBy("x264", 10));

            assertThat(stage.state().left())
                    .containsExactly(new Left("nvenc", "encoder nvenc failed: it did not answer for 2000 ms"));
        }
        never.countDown();
        await().atMost(SOON)
                .until(() -> encoders.opened().stream()
                                .filter(opened -> opened.startsWith("nvenc"))
                                .count()
                        == 2);
        await().atMost(SOON).until(() -> Collections.frequency(encoders.closed(), "nvenc") >= 2);
        assertThatADecoderGoesOn();
    }
}
