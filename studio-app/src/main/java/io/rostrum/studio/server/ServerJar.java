package io.rostrum.studio.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the bundled companion server lies, and how its JVM is started.
public final class ServerJar {
    /// Set by the launcher: the folder that holds the modules' builds, or the programs of an installation.
    private static final String HOME = "rostrum.home";

    private static final String BUILT = "companion-server/target/companion-server.jar";
    private static final String INSTALLED = "server/companion-server.jar";

    private ServerJar() {}

    /// @throws IOException if it is not there; the message says where it was looked for
    public static Path find() throws IOException {
        return find(home());
    }

    /// @param home what holds the modules' builds, or the programs of an installation
    static Path find(Path home) throws IOException {
        Path installed = home.resolve(INSTALLED);
        if (Files.isRegularFile(installed)) {
            return installed;
        }
        Path built = home.resolve(BUILT);
        if (Files.isRegularFile(built)) {
            return built;
        }
        throw Files.isDirectory(home.resolve("companion-server"))
                ? new IOException("the companion server was not found at " + built + "; run ./rostrum build first")
                : new IOException(
                        "the companion server is not installed at " + installed + "; `rostrum setup` installs it");
    }

    /// {@return small heap and one collector thread: the server's memory is in direct buffers}
    public static List<String> jvmFlags() throws IOException {
        List<String> flags = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx256m", "-XX:MaxDirectMemorySize=384m"));
        Path aot = find().resolveSibling("companion-server.aot");
        if (Files.isRegularFile(aot)) {
            flags.add("-XX:AOTCache=" + aot);
            flags.add("-Xlog:aot=off"); // a cache of another JDK is no news to anybody
        }
        return flags;
    }

    private static Path home() throws IOException {
        String given = System.getProperty(HOME);
        if (given != null) {
            return Path.of(given);
        }
        try {
            Path here = Path.of(ServerJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return here.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IOException("the program's own place: unreadable (expected: a file path)", e);
        }
    }
}
