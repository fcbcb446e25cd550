package io.rostrum.studio.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Secret Service of GNOME's keyring, on a session bus of its own.
final class SystemSecretsTest {
    @TempDir
    Path home;

    /// Runs on the session bus: keeps a secret, reads it as another program would, and forgets it.
    static final class Peer {
        private Peer() {}

        public static void main(String[] arguments) throws IOException {
            SystemSecrets secrets = new SystemSecrets();
            System.out.println("before " + secrets.get("a destination"));
            secrets.put("a destination", "a first key");
            secrets.put("a destination", "k-äöü-1234");
            System.out.println("after " + new SystemSecrets().get("a destination"));
            secrets.remove("a destination");
            secrets.remove("a destination");
            System.out.println("gone " + secrets.get("a destination"));
            System.exit(0);
        }
    }

    private static boolean there(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }

    @Test
    void theKeyringOfTheDesktopKeepsSecrets() throws Exception {
        assumeTrue(there("dbus-run-session") && there("gnome-keyring-daemon"), "gnome-keyring is not installed");
        String java = ProcessHandle.current().info().command().orElseThrow();
        ProcessBuilder session = new ProcessBuilder(List.of(
                "dbus-run-session",
                "--",
                "sh",
                "-c",
                "printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$@\"",
                "sh",
                java,
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Peer.class.getName()));
        session.environment().put("HOME", home.toString());
        session.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        session.environment().put("XDG_RUNTIME_DIR", home.toString());
        session.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = session.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines())
                .containsSubsequence("before Optional.empty", "after Optional[k-äöü-1234]", "gone Optional.empty");
    }

    @Test
    void withoutASessionBusItSaysSo() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        ProcessBuilder alone =
                new ProcessBuilder(List.of(java, "-cp", System.getProperty("java.class.path"), Peer.class.getName()));
        alone.environment().remove("DBUS_SESSION_BUS_ADDRESS");
        alone.environment().put("XDG_RUNTIME_DIR", home.toString());
        alone.environment().put("HOME", home.toString());
        alone.redirectErrorStream(true);
        Process process = alone.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("this computer has no key store that is open to programs");
    }
}
