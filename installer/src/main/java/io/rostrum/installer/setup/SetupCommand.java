package io.rostrum.installer.setup;

import io.rostrum.installer.setup.plan.Image;
import io.rostrum.installer.setup.plan.Manifest;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.Places;
import io.rostrum.installer.setup.plan.ServiceKind;
import io.rostrum.installer.setup.window.SetupModel;
import io.rostrum.installer.setup.window.SetupWindow;
import io.rostrum.installer.setup.window.SystemTheme;
import io.rostrum.installer.setup.work.Commands;
import io.rostrum.installer.setup.work.ServerProbe;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rostrum setup`. Exit codes: 0 done, also when nothing was to be done; 1 failed, and all is as it was before; 2
/// wrong usage.
@Command(
        name = "rostrum setup",
        description = "Installs, changes, upgrades and uninstalls Rostrum; in a window, or with --headless.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SetupCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /// Set by the launcher: the folder of the image.
    private static final String IMAGE = "rostrum.image";

    enum Theme {
        system,
        light,
        dark
    }

    @Option(names = "--headless", description = "no window: the options below say what to do")
    private boolean headless;

    @Option(names = "--studio", description = "install the studio (default: studio and server, or what is installed)")
    private boolean studio;

    @Option(names = "--server", description = "install the server")
    private boolean server;

    @Option(
            names = "--prefix",
            paramLabel = "DIR",
            description =
                    "folder of the programs (default: ~/.local/share/rostrum-app; for root /usr/local/lib/rostrum)")
    private @Nullable String prefix;

    @Option(names = "--data", paramLabel = "DIR", description = "folder of what the server keeps")
    private @Nullable String data;

    @Option(names = "--http", paramLabel = "PORT", description = "port of the pages (default: 8080)")
    private @Nullable String http;

    @Option(names = "--rtmp", paramLabel = "PORT", description = "port of the ingest (default: 1935)")
    private @Nullable String rtmp;

    @Option(
            names = "--network",
            negatable = true,
            description = "let other computers reach the server (default: this computer only)")
    private @Nullable Boolean network;

    @Option(
            names = "--service",
            paramLabel = "none|user|system",
            description = "who starts the server: you, your login, or the computer (default: none)")
    private @Nullable String service;

    @Option(names = "--no-check", description = "do not run `rostrum doctor` before")
    private boolean noCheck;

    @Option(names = "--uninstall", description = "remove what the set-up installed; the data stays")
    private boolean uninstall;

    @Option(
            names = "--try-in",
            paramLabel = "DIR",
            description = "as if this were your home folder: nothing outside of it is touched")
    private @Nullable Path tryIn;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(
            names = "--theme",
            paramLabel = "system|light|dark",
            defaultValue = "system",
            description = "colours of the window")
    private Theme theme = Theme.system;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine command = new CommandLine(new SetupCommand());
        command.setExecutionExceptionHandler((thrown, _, _) -> report(thrown));
        command.setParameterExceptionHandler((thrown, _) -> usage(String.valueOf(thrown.getMessage())));
        return command.execute(arguments);
    }

    private static int report(Exception thrown) throws Exception {
        if (thrown instanceof IOException) {
            System.err.println("rostrum setup: " + thrown.getMessage());
            return FAILED;
        }
        throw thrown;
    }

    static int usage(String words) {
        System.err.println("rostrum setup: " + words + ". `rostrum setup --help` lists the options.");
        return WRONG_USAGE;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            return usage("on this system the package itself installs; `rostrum setup` is for Linux");
        }
        String root = System.getProperty(IMAGE);
        if (root == null) {
            return usage("the image is not known (expected: start it as `rostrum setup`)");
        }
        Path home = tryIn != null ? tryIn.toAbsolutePath().normalize() : Path.of(System.getProperty("user.home"));
        Image image = Image.at(Path.of(root));
        Places places = places(home);
        Path folder = prefix != null
                ? Path.of(prefix).toAbsolutePath().normalize()
                : ownPrefix(image).orElse(places.prefix());
        Setup setup = new Setup(image, places, folder, Commands.ofTheSystem(), ServerProbe.overHttp());
        if (headless) {
            return new Headless(setup, System.out, System.err).run(wishes(folder));
        }
        if (GraphicsEnvironment.isHeadless()) {
            return usage("no display was found (expected: a desktop, or --headless)");
        }
        return window(setup, home);
    }

    private Places places(Path home) {
        if (tryIn != null) {
            return Places.ofUser(home, _ -> null);
        }
        return "root".equals(System.getProperty("user.name"))
                ? Places.ofSystem(Path.of("/"), home)
                : Places.ofUser(home, System::getenv);
    }

    /// {@return the installation that the image is part of: it lies in `versions/V` there}
    private static Optional<Path> ownPrefix(Image image) throws IOException {
        Path above = image.root().resolve("../..").normalize();
        return Manifest.in(above).isPresent() ? Optional.of(above) : Optional.empty();
    }

    private Headless.Wishes wishes(Path folder) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (studio) {
            parts.add(Part.STUDIO);
        }
        if (server) {
            parts.add(Part.SERVER);
        }
        return new Headless.Wishes(
                parts,
                folder,
                Optional.ofNullable(data),
                Optional.ofNullable(http),
                Optional.ofNullable(rtmp),
                Optional.ofNullable(network),
                Optional.ofNullable(service),
                !noCheck,
                uninstall,
                yes);
    }

    private int window(Setup setup, Path home) throws IOException, InterruptedException {
        boolean dark = theme == Theme.system ? SystemTheme.isDark() : theme == Theme.dark;
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            SetupModel model = new SetupModel(
                    setup.image(),
                    setup.places(),
                    setup.installed(),
                    home,
                    setup,
                    background,
                    SwingUtilities::invokeLater);
            SetupWindow.show(model, List.of(setup.image().program().toString(), "studio"), dark);
        }
        return DONE;
    }

    /// {@return the kind that a word names, or empty}
    static Optional<ServiceKind> serviceKind(String word) {
        for (ServiceKind kind : ServiceKind.values()) {
            if (kind.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
