package io.rostrum.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Printed printed = new Printed();

    private String data() {
        return directory.resolve("data").toString();
    }

    @Test
    void anUnknownKeyOfTheConfigurationIsNamedAndEndsWith2() throws IOException {
        Path config = directory.resolve("mine.yaml");
        Files.writeString(config, "http:\n  prot: 80\n");

        assertThat(Main.run("--config", config.toString())).isEqualTo(Main.WRONG_USAGE);
        assertThat(printed.err())
                .isEqualTo(
                        "rostrum server: mine.yaml:2: http.prot: unknown key (expected: perhaps http.port; rostrum.yaml"
                                + " lists all)\n");
    }

    @Test
    void aPortInUseEndsWith1AndSaysWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(Main.run("--data", data(), "--http", "0", "--rtmp", port))
                    .isEqualTo(Main.FAILED);
            assertThat(printed.err())
                    .contains("rostrum server: RTMP port " + port
                            + " on 127.0.0.1 is in use by another program. Stop that,"
                            + " or choose another port with --rtmp.");
        }
    }

    @Test
    void aDataFolderThatIsAFileEndsWith1() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThat(Main.run("--data", file.toString(), "--http", "0", "--rtmp", "0"))
                .isEqualTo(Main.FAILED);
        assertThat(printed.err()).contains("it or a folder above it is a file (expected: a folder)");
    }

    @Test
    void theCheckSaysThatAConfigurationCanBeUsed() {
        assertThat(Main.run("--check", "--data", data())).isEqualTo(Main.DONE);
        assertThat(printed.out()).isEqualTo("The configuration can be used.\n");
        assertThat(Path.of(data())).doesNotExist();
    }

    @Test
    void anUnknownOptionEndsWith2() {
        assertThat(Main.run("--prot", "80")).isEqualTo(Main.WRONG_USAGE);
    }

    @Test
    void aKeyIsPrintedOnceListedByNameAndRevoked() throws IOException {
        assertThat(Main.run("key", "add", "lesson", "--data", data())).isEqualTo(Main.DONE);
        String key = printed.out().strip();
        StreamKeys keys = new StreamKeys(Path.of(data()), Clock.systemUTC());
        assertThat(keys.grantOf(new Secret(key)).map(StreamKeys.Grant::stream)).hasValue(new StreamName("lesson"));

        printed.reset();
        assertThat(Main.run("key", "list", "--data", data())).isEqualTo(Main.DONE);
        assertThat(printed.out())
                .matches("NAME    CREATED\\Rlesson  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\R")
                .doesNotContain(key);

        assertThat(Main.run("key", "add", "lesson", "--data", data())).isEqualTo(Main.FAILED);
        assertThat(Main.run("key", "revoke", "lesson", "--data", data())).isEqualTo(Main.DONE);
        assertThat(Main.run("key", "revoke", "lesson", "--data", data())).isEqualTo(Main.FAILED);
        assertThat(keys.grantOf(new Secret(key))).isEmpty();
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefusedWith2() {
        assertThat(Main.run("key", "add", "../../etc/x", "--data", data())).isEqualTo(Main.WRONG_USAGE);
        assertThat(printed.err()).contains("this is no stream name (expected: ").doesNotContain("../");
    }
}
