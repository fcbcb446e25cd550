package io.rostrum.testing.product;

import io.rostrum.testing.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The command `./rostrum` of this checkout.
public final class Rostrum {
    /// Tells the script to run what is built: a build inside of Maven's would go wrong.
    private static final String BUILT = "ROSTRUM_BUILT";

    private Rostrum() {}

    /// Starts a command. The script replaces itself by the programme, so the child's id is the programme's. It hears
    /// SIGINT as at a terminal, also where the tests run in the background of a shell, which ignores it there.
    public static Child start(Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(home().resolve("rostrum").toString());
        command.addAll(arguments);
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent(BUILT, "yes");
        return Child.start("rostrum " + arguments.getFirst(), command, all);
    }

    /// {@return the folder of the checkout: the nearest one upwards that holds the script}
    public static Path home() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("rostrum"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "working directory: " + Path.of("").toAbsolutePath() + " (expected: inside the checkout)");
    }
}
