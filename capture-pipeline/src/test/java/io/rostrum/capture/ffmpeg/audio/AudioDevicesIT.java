package io.rostrum.capture.ffmpeg.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.meter.AudioLevel;
import io.rostrum.capture.audio.source.AudioDevice;
import io.rostrum.capture.audio.source.RetryingAudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Sound cards as PulseAudio shows them: a null sink, recorded through its monitor.
@EnabledOnOs(OS.LINUX)
final class AudioDevicesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private PulseServer pulse;
    private AudioDevices devices;
    private final Heard heard = new Heard();

    @BeforeEach
    void startServer() throws IOException {
        pulse = PulseServer.start(folder);
        devices = new AudioDevices(pulse.address());
    }

    @AfterEach
    void stopServer() {
        pulse.close();
    }

    /// Keeps what it is given.
    private static final class Heard implements AudioSink {
        private final List<AudioBlock> blocks = new CopyOnWriteArrayList<>();
        private final List<DeviceException> losses = new CopyOnWriteArrayList<>();

        @Override
        public void block(AudioBlock block) {
            blocks.add(block);
        }

        @Override
        public void lost(DeviceException why) {
            losses.add(why);
        }

        @Override
        public void ended() {
            throw new AssertionError("a sound card has no end");
        }

        long loudBlocks() {
            return blocks.stream().filter(Heard::loud).count();
        }

        private static boolean loud(AudioBlock block) {
            return AudioLevel.of(block.samples()).peakLeft() > 0.05;
        }
    }

    private Path tone(double hertz, int seconds) throws IOException {
        ByteBuffer raw = ByteBuffer.allocate(seconds * 48_000 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < seconds * 48_000; i++) {
            short sample = (short) (16_000 * Math.sin(2 * Math.PI * hertz * i / 48_000));
            raw.putShort(sample).putShort(sample);
        }
        return Files.write(folder.resolve(hertz + ".raw"), raw.array());
    }

    @Test
    void listsTheMonitorWithItsHumanName() {
        assertThat(devices.list()).singleElement().satisfies(device -> {
            assertThat(device.id()).isEqualTo(PulseServer.MONITOR);
            assertThat(device.name()).isEqualTo("Monitor of Stage");
            assertThat(device.kind()).isEqualTo(AudioDevice.Kind.MONITOR);
            assertThat(device.isDefault()).isTrue();
        });
    }

    @Test
    void anUnknownDeviceIsNamedTogetherWithThoseThatExist() {
        assertThatThrownBy(() -> devices.device("no-such-card").start(MediaClock.startingNow(), heard))
                .isInstanceOf(DeviceException.class)
                .hasMessage("audio device: no-such-card (expected: one of stage.monitor (Monitor of Stage))");
    }

    @Test
    void hearsWhatTheDesktopPlaysAtItsPitchAndInTime() throws IOException {
        MediaClock clock = MediaClock.startingNow();
        pulse.play(tone(997, 6));
        try (AudioSource desktop = devices.desktop()) {
            desktop.start(clock, heard);
            await().atMost(DEADLINE).until(() -> heard.loudBlocks() > 100);
        }
        List<AudioBlock> loud = heard.blocks.stream().filter(Heard::loud).toList();
        assertThat(hertz(loud.subList(20, 90))).isCloseTo(997, within(3.0));
        for (int i = 1; i < heard.blocks.size(); i++) {
            AudioBlock before = heard.blocks.get(i - 1);
            long gap = heard.blocks.get(i).ptsNanos() - before.ptsNanos() - AudioBlock.nanosOf(before.frames());
            assertThat(gap).as("jitter, ns").isBetween(-5_000_000L, 5_000_000L);
        }
    }

    /// Upward zero crossings a second.
    private static double hertz(List<AudioBlock> blocks) {
        int crossings = 0;
        int frames = 0;
        float last = 0;
        for (AudioBlock block : blocks) {
            for (int i = 0; i < block.frames(); i++) {
                float sample = block.samples()[2 * i];
                crossings += last < 0 && sample >= 0 ? 1 : 0;
                last = sample;
                frames++;
            }
        }
        return crossings * 48_000.0 / frames;
    }

    @Test
    void theDefaultDeviceIsFollowedWhenTheUserChoosesAnotherAndWhenItIsPulledOut() throws Exception {
        String module = pulse.addSink("second");
        pulse.control("set-default-source", PulseServer.MONITOR);
        pulse.play(tone(997, 120));
        Process second = pulse.play(tone(1499, 120), "second");
        try (AudioSource card = new RetryingAudioSource(() -> devices.device(""))) {
            card.start(MediaClock.startingNow(), heard);
            awaitPitch(997);
            pulse.control("set-default-source", "second.monitor");
            awaitPitch(1499);
            assertThat(heard.losses).isEmpty();
            second.destroy();
            pulse.removeSink(module);
            awaitPitch(997);
        }
    }

    @Test
    void desktopSoundIsWhatTheNewOutputPlaysWhenTheUserChoosesAnother() throws Exception {
        pulse.addSink("headphones");
        pulse.control("set-default-sink", PulseServer.SINK);
        pulse.play(tone(997, 120));
        pulse.play(tone(1499, 120), "headphones");
        try (AudioSource desktop = new RetryingAudioSource(devices::desktop)) {
            desktop.start(MediaClock.startingNow(), heard);
            awaitPitch(997);
            pulse.control("set-default-sink", "headphones");
            awaitPitch(1499);
            assertThat(heard.losses)
                    .singleElement()
                    .satisfies(why -> assertThat(why).hasMessageContaining("desktop sound is"));
        }
    }

    private void awaitPitch(double hertz) {
        await().atMost(DEADLINE).untilAsserted(() -> {
            List<AudioBlock> blocks = List.copyOf(heard.blocks);
            assertThat(blocks).hasSizeGreaterThan(50);
            List<AudioBlock> newest = blocks.subList(blocks.size() - 50, blocks.size());
            assertThat(newest).allMatch(Heard::loud);
            assertThat(hertz(newest)).as("which of the two tones").isCloseTo(hertz, within(100.0));
        });
    }

    @Test
    void aDeviceThatGoesAndComesBackIsHeardAgain() throws IOException, InterruptedException {
        try (AudioSource card = new RetryingAudioSource(this::monitor)) {
            card.start(MediaClock.startingNow(), heard);
            await().atMost(DEADLINE).until(() -> !heard.blocks.isEmpty());
            pulse.removeSink();
            await().atMost(DEADLINE).until(() -> !heard.losses.isEmpty());
            assertThat(heard.losses.getFirst().reason()).isEqualTo(DeviceException.Reason.LOST);
            int before = heard.blocks.size();
            pulse.addSink();
            await().atMost(DEADLINE).until(() -> heard.blocks.size() > before + 10);
        }
    }

    private AudioSource monitor() {
        return devices.device(PulseServer.MONITOR);
    }

    @Test
    void closingReturnsWhenTheServerIsGone() throws IOException {
        AudioSource card = devices.desktop();
        card.start(MediaClock.startingNow(), heard);
        await().atMost(DEADLINE).until(() -> !heard.blocks.isEmpty());
        pulse.close();
        await().atMost(DEADLINE).until(() -> !heard.losses.isEmpty());
        card.close();
        assertThatThrownBy(() -> devices.desktop().start(MediaClock.startingNow(), heard))
                .isInstanceOf(DeviceException.class);
    }

    @Test
    void aServerThatEndsWhileItIsAskedCostsNothing() throws Exception {
        for (int round = 0; round < 10; round++) {
            AtomicBoolean asked = new AtomicBoolean();
            AtomicBoolean ended = new AtomicBoolean();
            Thread asking = Thread.ofPlatform().start(() -> {
                while (!ended.get()) {
                    devices.list();
                    asked.set(true);
                }
            });
            await().atMost(DEADLINE).untilTrue(asked);
            pulse.close();
            ended.set(true);
            asking.join();
            assertThat(PulseListing.of(pulse.address())).isEmpty();

            pulse = PulseServer.start(folder);
            assertThat(devices.list()).extracting(AudioDevice::id).containsExactly(PulseServer.MONITOR);
        }
    }
}
