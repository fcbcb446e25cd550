package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.engine.ScheduleDesk.Paired;
import io.rostrum.studio.engine.ScheduleDesk.Start;
import io.rostrum.studio.keys.KeyVault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScheduleKeeperTest {
    private static final Paired SERVER = new Paired(URI.create("https://live.example/tv/"), "maths", "rdt_secret-1");

    @TempDir
    Path folder;

    private ScheduleKeeper keeper() {
        return new ScheduleKeeper(folder, new StoredSecrets(folder, Optional.empty(), new SameThread()));
    }

    private ScheduleDesk reopened() {
        ScheduleKeeper keeper = keeper();
        keeper.fetch();
        return keeper.desk();
    }

    @Test
    void whatWasPairedOutlivesTheStudioAndItsTokenIsInNoPlainFile() throws Exception {
        ScheduleDesk desk = keeper().desk();
        desk.pair(SERVER);
        desk.start(Start.BY_ITSELF);
        await().until(() -> reopened().start() == Start.BY_ITSELF);
        assertThat(reopened().paired()).contains(SERVER);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(one, StandardCharsets.ISO_8859_1))
                        .as(one.toString())
                        .doesNotContain(SERVER.token());
            }
        }
        assertThat(SERVER.toString()).doesNotContain(SERVER.token());
    }

    @Test
    void whatWasForgottenIsInNoFileAndWhatIsPairedRightAfterItIsKept() {
        ScheduleDesk desk = reopenedWith(SERVER);
        desk.forget();
        assertThat(desk.paired()).isEmpty();
        await().until(() -> !isStored(SERVER.token()));
        assertThat(reopened().paired()).isEmpty();
        Paired other = new Paired(URI.create("https://other.example/"), "art", "rdt_secret-2", "a destination");
        desk.pair(SERVER);
        desk.forget();
        desk.pair(other);
        await().until(() -> reopened().paired().equals(Optional.of(other)));
    }

    private ScheduleDesk reopenedWith(Paired server) {
        keeper().desk().pair(server);
        await().until(() -> reopened().paired().equals(Optional.of(server)));
        return reopened();
    }

    private boolean isStored(String token) throws IOException {
        return new KeyVault(folder).get("device-token").filter(token::equals).isPresent();
    }

    @Test
    void aFileThatIsNoneLeavesTheStudioUnpaired() throws Exception {
        Files.writeString(folder.resolve("schedule.json"), "{\"server\":\"not an address \",\"stream\":\"x\"}");
        assertThat(reopened().paired()).isEmpty();
        Files.writeString(folder.resolve("schedule.json"), "nothing of JSON");
        assertThat(reopened().paired()).isEmpty();
    }
}
