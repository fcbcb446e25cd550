package io.rostrum.server.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.hls.HlsConfig;
import io.rostrum.server.hls.HlsOutput;
import io.rostrum.server.hls.MemoryStore;
import io.rostrum.server.live.Camera;
import io.rostrum.server.live.LiveConfig;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LocalStreams;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.Messages;
import io.rostrum.server.live.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A ladder whose program hangs: it reads nothing and does not end.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program is a shell script")
@ExtendWith(LeakGuard.class)
@Timeout(120)
class LadderJobTest {
    private static final StreamName CAM = new StreamName("cam");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /// More than half a second of pictures, and more bytes than a pipe takes.
    private static final int PICTURES = 16;

    private static final int PICTURE_BYTES = 40_000;

    @TempDir
    private Path folder;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final LocalStreams streams = new LocalStreams(LiveConfig.DEFAULT, new LiveCounters());
    private final HlsOutput hls = new HlsOutput(HlsConfig.DEFAULT, new MemoryStore(), Clock.systemUTC());
    private final Camera camera = new Camera(loop);
    private Transcoder transcoder;

    @BeforeEach
    void start() throws IOException {
        Path program = folder.resolve("ffmpeg");
        Files.writeString(program, "#!/bin/sh\necho started >> '" + started() + "'\nexec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        TranscodeConfig config = new TranscodeConfig(
                true, Optional.of(program), List.of(new Rung(16, 100_000)), "veryfast", 1, Duration.ofMinutes(5));
        transcoder = new Transcoder(config, program, hls, new LadderCounters(), Duration.ofMillis(200));
        hls.follow(streams);
        transcoder.follow(streams);
    }

    private Path started() {
        return folder.resolve("started");
    }

    @AfterEach
    void stop() {
        streams.close();
        loop.submit(() -> {}).awaitUninterruptibly();
        transcoder.close();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        hls.close();
    }

    private void publish() throws Exception {
        streams.publish(CAM, camera);
        await().atMost(LIMIT).until(() -> loop.submit(camera::publishes).get());
        loop.submit(this::sendPictures).get();
    }

    private void sendPictures() {
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            if (message.kind() == Kind.VIDEO && message.sequenceHeader()) {
                camera.send(message);
            } else {
                message.close();
            }
        }
        for (int i = 0; i < PICTURES; i++) {
            camera.send(picture(i == 0, 40L * i));
        }
    }

    private void endPublication() throws Exception {
        loop.submit(() -> camera.end(Publication.End.STOPPED)).get();
    }

    /// An AVC picture of one slice (Video File Format Specification 10.1 §E.4.3).
    private static MediaMessage picture(boolean key, long millis) {
        ByteBuf body = PooledByteBufAllocator.DEFAULT.buffer();
        body.writeByte(key ? 0x17 : 0x27).writeByte(1).writeMedium(0);
        body.writeInt(PICTURE_BYTES).writeByte(key ? 0x65 : 0x41).writeZero(PICTURE_BYTES - 1);
        return MediaMessage.of(Kind.VIDEO, millis, body);
    }

    private void awaitStarted(int times) {
        await().atMost(LIMIT)
                .until(() ->
                        Files.exists(started()) && Files.readAllLines(started()).size() == times);
    }

    @Test
    void givesItsSlotBackWhenTheSourceEnds() throws Exception {
        publish();
        awaitStarted(1);
        assertThat(transcoder.slots().availablePermits()).isZero();

        endPublication();

        await().atMost(LIMIT).until(() -> transcoder.slots().availablePermits() == 1);
    }

    @Test
    void makesWayForASourceThatComesBackAndOneInBetweenLosesNothing() throws Exception {
        publish();
        awaitStarted(1);
        endPublication();
        publish();
        endPublication();

        publish();

        awaitStarted(2);
    }
}
