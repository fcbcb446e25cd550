package io.rostrum.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.data.Database;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `claim`, `backup` and `restore`.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class AccountCommandsTest {
    private static final String ADA = "{\"name\":\"Ada\",\"password\":\"correct horse\"}";

    @TempDir
    private Path directory;

    @RegisterExtension
    private final Printed printed = new Printed();

    private final InputStream realIn = System.in;

    @AfterEach
    void giveBack() {
        System.setIn(realIn);
    }

    private int run(String... words) {
        printed.reset();
        List<String> all = new ArrayList<>(List.of("--data", directory.toString()));
        all.addAll(List.of(words));
        return Main.run(all.toArray(String[]::new));
    }

    private int signIn(RunningServer server) throws Exception {
        return server.send("POST", "/api/v1/session", ADA, "Content-Type", "application/json")
                .statusCode();
    }

    @Test
    void theLinkOfClaimMakesAnOwner() throws Exception {
        try (RunningServer server = RunningServer.start(directory, Map.of())) {
            String port = Integer.toString(server.url("/").getPort());
            assertThat(run("--http", port, "claim")).as(printed.err()).isEqualTo(Main.DONE);
            String link = printed.out().strip();
            assertThat(link).startsWith("http://127.0.0.1:" + port + "/claim#claim-");
            assertThat(run("--http", port, "--bind", "127.0.0.2", "claim")).isEqualTo(Main.DONE);
            link = printed.out().strip();
            assertThat(link).as("the address that answers").startsWith("http://127.0.0.1:" + port + "/claim#claim-");
            String code = link.substring(link.indexOf('#') + 1);
            String claim = "{\"code\":\"%s\",\"name\":\"Ada\",\"password\":\"correct horse\"}".formatted(code);
            assertThat(server.send("POST", "/api/v1/claim", claim, "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(201);

            assertThat(run("--http", port, "claim")).isEqualTo(Main.FAILED);
            assertThat(printed.err()).contains("This server has an owner.", "--password-of");
        }
    }

    @Test
    void anOwnersPasswordIsSetFromHereAndABackupBringsItBack() throws Exception {
        assertThat(run("claim", "--password-of", "Ada")).isEqualTo(Main.FAILED);
        assertThat(printed.err()).contains(directory.toString(), "no database of Rostrum's there", "--data");
        assertThat(directory).as("nothing is made there").isEmptyDirectory();
        RunningServer.start(directory, Map.of()).close();
        System.setIn(new ByteArrayInputStream("short\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(run("claim", "--password-of", "Ada")).isEqualTo(Main.WRONG_USAGE);
        assertThat(printed.err()).contains("The password is too short");
        System.setIn(new ByteArrayInputStream("correct horse\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(run("claim", "--password-of", "Ada")).isEqualTo(Main.DONE);
        try (RunningServer server = RunningServer.start(directory, Map.of())) {
            assertThat(signIn(server)).isEqualTo(200);
            assertThat(run("backup")).as(printed.err()).isEqualTo(Main.DONE);
        }
        Path backup = Path.of(printed.out().strip());
        assertThat(backup).exists();
        Files.write(Database.file(directory), new byte[4096]);
        Files.deleteIfExists(directory.resolve("rostrum.db-wal"));
        try (RunningServer server = RunningServer.start(directory, Map.of())) {
            assertThat(signIn(server)).as("damaged").isEqualTo(503);
            assertThat(server.send("GET", "/", "").statusCode())
                    .as("pages go on")
                    .isEqualTo(200);
        }

        assertThat(run("restore")).as(printed.err()).isEqualTo(Main.DONE);
        assertThat(printed.out()).contains("Restored " + backup, "is kept as");
        try (RunningServer server = RunningServer.start(directory, Map.of())) {
            assertThat(signIn(server)).isEqualTo(200);
        }
    }
}
