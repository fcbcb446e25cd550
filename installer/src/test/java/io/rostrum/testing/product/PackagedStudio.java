package io.rostrum.testing.product;

import io.rostrum.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The studio as `./rostrum package deb` gives it to users: unpacked somewhere, not installed.
///
/// @param root where the package is unpacked, as `/` would be
public record PackagedStudio(Path root) {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /// Makes the package and unpacks it; what is not built yet is built.
    ///
    /// @param root an empty folder
    public static PackagedStudio unpack(Path root) throws IOException, InterruptedException {
        boolean built = Files.exists(Rostrum.home().resolve("installer/target/installer.jar"));
        Path deb;
        try (Child packaging =
                Rostrum.start(built ? Map.of() : Map.of("ROSTRUM_BUILT", ""), List.of("package", "deb"))) {
            if (packaging.awaitExit(LIMIT).orElse(-1) != 0) {
                throw new IOException("no package was made; " + packaging.tail());
            }
            deb = Path.of(packaging.lines().getLast());
        }
        try (Child unpacking =
                Child.start("dpkg-deb", List.of("dpkg-deb", "-x", deb.toString(), root.toString()), Map.of())) {
            if (unpacking.awaitExit(LIMIT).orElse(-1) != 0) {
                throw new IOException("the package does not unpack; " + unpacking.tail());
            }
        }
        return new PackagedStudio(root);
    }

    private Path home() {
        return root.resolve("opt/rostrum");
    }

    /// {@return where the options of its JVM are, one a line}
    private Path options() {
        return home().resolve("lib/app/studio.options");
    }

    /// Starts it as a user's desktop does: `rostrum` without a word, with nothing in the environment but what is given.
    ///
    /// @param user        the home folder
    /// @param environment `DISPLAY` and the like
    /// @param jvm         more options of its JVM, from this start on
    /// @param arguments   of `rostrum`
    public Child start(Path user, Map<String, String> environment, List<String> jvm, List<String> arguments)
            throws IOException {
        Path own = home().resolve("lib/app/studio.options.packaged");
        if (!Files.exists(own)) {
            Files.copy(options(), own);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(own));
        lines.add("-Duser.home=" + user); // Java asks the system's list of users, not the environment
        lines.addAll(jvm);
        Files.write(options(), lines);
        List<String> command = new ArrayList<>(List.of("env", "-i", "HOME=" + user, "PATH=/usr/bin:/bin"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(home().resolve("bin/rostrum").toString());
        command.addAll(arguments);
        return Child.start("packaged rostrum", command, Map.of());
    }
}
