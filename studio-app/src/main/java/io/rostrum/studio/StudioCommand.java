package io.rostrum.studio;

import io.rostrum.push.log.RedactingEncoder;
import io.rostrum.studio.crash.RunWatch;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioEngine;
import io.rostrum.studio.keys.SecretStore;
import io.rostrum.studio.keys.SystemSecrets;
import io.rostrum.studio.overlay.Theme;
import io.rostrum.studio.remote.RemoteControl;
import io.rostrum.studio.schedule.ShowFollower;
import io.rostrum.studio.window.GettingReady;
import io.rostrum.studio.window.RecoveryQuestion;
import io.rostrum.studio.window.StartTrouble;
import io.rostrum.studio.window.StudioWindow;
import io.rostrum.studio.words.Wording;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rostrum studio`: the window over the engine.
@Command(
        name = "studio",
        description = "Opens the studio's window.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class StudioCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(StudioCommand.class);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "settings and the bundled server's data (default: rostrum/studio in the user's data folder)")
    private @Nullable Path data;

    @Option(names = "--go-live", description = "begin to send at once, to every destination that is on")
    private boolean goLive;

    @Option(names = "--record", description = "begin to record at once")
    private boolean record;

    @Option(
            names = "--remote-control",
            description = "let programs of this computer control the studio (obs-websocket 5); stays on until it is "
                    + "switched off in the settings, where the password is")
    private boolean remoteControl;

    @Option(
            names = "--keys",
            paramLabel = "system|vault",
            defaultValue = "system",
            description = "where stream keys are kept: in the key store of this computer where there is one, or always "
                    + "in an encrypted file in the data folder (default: system)")
    private Keys keys = Keys.system;

    @Option(
            names = "--stats",
            paramLabel = "none|json",
            defaultValue = "none",
            description = "print figures each second, one JSON object a line (default: none)")
    private Stats stats = Stats.none;

    @Option(
            names = "--safe",
            description = "open no source, no sound and no remote control at first: for a studio that ends right after "
                    + "its start")
    private boolean safe;

    @Option(names = "--exit-when-shown", hidden = true, description = "end as soon as the preview has shown a picture")
    private boolean exitWhenShown;

    /// Where stream keys are kept.
    enum Keys {
        system,
        vault
    }

    /// How figures are printed.
    enum Stats {
        none,
        json
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        startJavaFx();
        Path folder = data != null ? data : dataFolder();
        Wording.speak(StudioEngine.language(folder));
        boolean safely = safe || asked(folder);
        CompletableFuture<GettingReady> ready = new CompletableFuture<>();
        Platform.runLater(
                () -> ready.complete(new GettingReady(() -> Runtime.getRuntime().exit(0))));
        try {
            StudioEngine studio = opened(folder, safely, ready);
            RedactingEncoder.hide(studio::secrets);
            try (RunWatch watch = new RunWatch(folder, version(), studio::secrets);
                    studio) { // it ends before its watch does
                watchMistakes(watch);
                return run(studio, watch, safely, ready);
            }
        } finally {
            Platform.exit();
        }
    }

    /// Opens the engine; where that fails and nobody would read it in a terminal, a window says why.
    private StudioEngine opened(Path folder, boolean safely, CompletableFuture<GettingReady> ready) throws IOException {
        try {
            return StudioEngine.open(folder, keyStore(), safely);
        } catch (IOException e) {
            boolean terminal = Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .isPresent();
            if (!terminal && !goLive && !record && !exitWhenShown) {
                CompletableFuture<Void> read = new CompletableFuture<>();
                Platform.runLater(() -> {
                    ready.join().end();
                    new StartTrouble(String.valueOf(e.getMessage())).show().thenAccept(read::complete);
                });
                read.join();
            }
            throw e;
        }
    }

    private static String version() {
        return new Main.Version().getVersion()[0].replace("rostrum ", "");
    }

    /// Asks how to start after a run that did not end properly; nobody is asked who has said what is to be done.
    private boolean asked(Path folder) {
        Optional<Path> report = RunWatch.left(folder, version());
        report.ifPresent(file -> log.warn("[studio] the last run did not end properly; see {}", file));
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Platform.runLater(() -> {
            if (report.isPresent() && !goLive && !record && !exitWhenShown) {
                new RecoveryQuestion(report.get(), () -> Runtime.getRuntime().exit(0))
                        .ask()
                        .thenAccept(answer::complete);
            } else {
                answer.complete(false);
            }
        });
        return answer.join();
    }

    private static void watchMistakes(RunWatch watch) {
        Thread.setDefaultUncaughtExceptionHandler((thread, mistake) -> log.error(
                "[{}] a mistake in this program; it goes on. {}",
                thread.getName(),
                watch.report(thread, mistake).map(file -> "Report: " + file).orElse(""),
                mistake));
    }

    private int run(StudioEngine studio, RunWatch watch, boolean safely, CompletableFuture<GettingReady> ready)
            throws InterruptedException {
        Optional<ShowFollower> follower = safely ? Optional.empty() : Optional.of(new ShowFollower(studio));
        Optional<RemoteControl> remote = safely ? Optional.empty() : Optional.of(new RemoteControl(studio));
        try {
            if (remoteControl) {
                remote.ifPresent(RemoteControl::switchOn);
            }
            if (goLive) {
                studio.goLive();
            }
            if (record) {
                studio.record(true);
            }
            Thread atSignal = new Thread(
                    () -> {
                        studio.close();
                        watch.close();
                    },
                    "stop");
            Runtime.getRuntime().addShutdownHook(atSignal);
            CountDownLatch closed = new CountDownLatch(1);
            AtomicBoolean opened = new AtomicBoolean();
            Platform.runLater(() -> {
                try {
                    open(studio, closed);
                    ready.join().end();
                    opened.set(true);
                } finally {
                    if (!opened.get()) {
                        closed.countDown(); // a studio that nobody sees must not go on
                    }
                }
            });
            while (!closed.await(1, TimeUnit.SECONDS) && !(exitWhenShown && studio.shows())) {
                if (stats == Stats.json) {
                    System.out.println(studio.figuresJson());
                }
            }
            Runtime.getRuntime().removeShutdownHook(atSignal);
            return opened.get() ? 0 : 1;
        } finally {
            follower.ifPresent(ShowFollower::close);
            remote.ifPresent(RemoteControl::close);
        }
    }

    private Optional<SecretStore> keyStore() {
        return keys == Keys.system ? Optional.of(new SystemSecrets()) : Optional.empty();
    }

    private static void startJavaFx() throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, mistake) ->
                log.error("[{}] a mistake in this program; it goes on", thread.getName(), mistake));
        try {
            Platform.startup(() -> {
                Platform.setImplicitExit(false);
                Theme.loadLetters();
            });
        } catch (UnsupportedOperationException noDisplay) {
            throw new IOException(
                    "no display could be opened; set DISPLAY, or run `rostrum demo`, which needs none", noDisplay);
        }
    }

    private static void open(Studio studio, CountDownLatch closed) {
        Stage stage = new Stage();
        stage.setOnHidden(_ -> closed.countDown());
        new StudioWindow(studio, stage).show();
    }

    private static Path dataFolder() {
        String xdg = System.getenv("XDG_DATA_HOME");
        Path base = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("rostrum").resolve("studio");
    }
}
