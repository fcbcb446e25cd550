package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.studio.engine.ChannelSetting;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.RemoteState;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.StudioEngine;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.remote.RemoteControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The studio is controlled by a program that was made for OBS Studio.
class RemoteControlIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aForeignProgramListsSwitchesMutesSavesAReplayAndRecords() throws Exception {
        try (StudioEngine studio = StudioEngine.open(folder.resolve("studio"));
                RemoteControl remote = new RemoteControl(studio)) {
            OutputSetting output = studio.snapshot().output();
            studio.output(new OutputSetting(
                    "640x360",
                    output.frameRate(),
                    500_000,
                    1,
                    "x264",
                    folder.resolve("recordings").toString(),
                    output.recordTrack()));
            studio.addSource(new SourceSetting("Card", "testcard"));
            studio.addChannel(new ChannelSetting("Tone", "tone"));
            studio.scenes().add("Break");
            studio.remote().set(studio.remote().setting().withPort(freePort()));
            remote.switchOn();
            await().atMost(LIMIT).until(() -> studio.remote().state() instanceof RemoteState.Listening);
            await().atMost(LIMIT)
                    .until(() -> studio.snapshot().channels().stream()
                            .anyMatch(channel -> channel.health() instanceof Health.Running));

            JsonObject seen = Node.run(
                    "remote-check.mjs",
                    "--url",
                    "ws://127.0.0.1:" + studio.remote().setting().port(),
                    "--password",
                    studio.remote().setting().password());

            assertThat(Node.problems(seen)).as(seen.toString()).isEmpty();
            assertThat(seen.get("wrongPassword").getAsInt()).isEqualTo(4009);
            assertThat(seen.getAsJsonArray("scenes").asList())
                    .extracting(JsonElement::getAsString)
                    .containsExactly("Break", "Scene 1");
            assertThat(seen.get("switchedTo").getAsString()).isEqualTo("Break");
            assertThat(seen.get("muted").getAsBoolean()).isTrue();
            assertThat(seen.getAsJsonArray("batch").asList())
                    .extracting(JsonElement::getAsInt)
                    .containsExactly(100, 100, 600);
            for (String file : List.of("replay", "recorded")) {
                try (FileChannel channel =
                        FileChannel.open(Path.of(seen.get(file).getAsString()))) {
                    assertThat(MovieReader.read(channel, /* samples= */ true).fragments())
                            .as(file)
                            .isNotEmpty();
                }
            }
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(studio.snapshot().figures().encoder())
                            .as("nothing is encoded any more")
                            .isEmpty());
        }
    }
}
