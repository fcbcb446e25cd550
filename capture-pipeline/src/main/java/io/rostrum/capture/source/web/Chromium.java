package io.rostrum.capture.source.web;

import com.google.gson.JsonObject;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The browser that draws all pages: one child process without a window, started for the first page and
/// ended some seconds after the last one. Thread-safe.
///
/// It is spoken to by two pipes and not by a port, so that nobody else can reach it; and as it ends when
/// they close, no crash of this program leaves it behind. One that has ended by itself is started again
/// for the next page that is opened; how soon that is, is up to whoever opens it. Its sandbox is on,
/// except where the system's administrator runs it, for whom Chromium has none. It asks for no
/// permission, takes no download, opens no window and is silent.
public final class Chromium implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Chromium.class);
    /// How long opening a page may take with all that belongs to it, as sources promise.
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(10);

    /// How often a page may crash while it is opened.
    private static final int TRIES = 4;

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(8);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);
    /// How long the browser stays without a page.
    private static final Duration IDLE = Duration.ofSeconds(10);

    /// Megabytes of scripts' objects a page may have before it is ended, and bytes of what is kept on
    /// disk.
    private static final int MOST_HEAP_MEGABYTES = 512;

    private static final int MOST_CACHE_BYTES = 100 << 20;
    /// Puts standard input and output where Chromium looks for its pipes: at 3 and 4.
    private static final String ON_PIPES = "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null";

    private static final String SOCKET = "SingletonSocket";

    /// Where it remembers; null where it is to forget.
    private final @Nullable Path profile;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Running running;
    /// Made for a browser that is to forget.
    private @Nullable Path scratch;

    private int tabs;
    private long changes;
    private boolean closed;

    /// The process of now.
    ///
    /// @param folder its profile
    private record Running(Process process, DevTools devTools, Path folder) {}

    /// @param profile the browser's own folder, made when it is first started; what pages remember, such
    ///                as who is logged in, is kept there
    public Chromium(Path profile) {
        this(Optional.of(profile));
    }

    private Chromium(Optional<Path> profile) {
        this.profile = profile.orElse(null);
    }

    /// {@return one that remembers nothing once it was closed}
    public static Chromium forgetting() {
        return new Chromium(Optional.empty());
    }

    /// Opens a page, in a browser that is started where none runs.
    ///
    /// @throws DeviceException if that does not succeed, in words for the user
    Tab open(PageSettings settings, Tab.Viewer viewer) throws DeviceException {
        long deadlineNanos = System.nanoTime() + OPENS_WITHIN.toNanos();
        Running browser = running();
        try {
            return open(browser.devTools(), settings, viewer, deadlineNanos);
        } catch (DeviceException e) {
            left();
            throw e;
        } catch (IOException e) {
            left();
            if (Thread.currentThread().isInterrupted()) {
                throw new DeviceException(Reason.LOST, "opening the page was given up", e);
            }
            log.warn("[browser] does not do what it is told ({}), started again", e.getMessage());
            end(browser);
            throw new DeviceException(
                    Reason.LOST, "the browser that draws the page does not answer; it is started again by itself", e);
        }
    }

    /// Opens a page; one that crashes at its beginning, as Chromium 156 has them do now and then, is tried again.
    private static Tab open(DevTools browser, PageSettings settings, Tab.Viewer viewer, long deadlineNanos)
            throws IOException {
        for (int left = TRIES; ; left--) {
            try {
                return Tab.open(browser, settings, viewer, deadlineNanos);
            } catch (Tab.CrashedException e) {
                if (left <= 1 || System.nanoTime() > deadlineNanos) {
                    throw new DeviceException(Reason.LOST, String.valueOf(e.getMessage()), e);
                }
            }
        }
    }

    /// {@return the process that runs, for one page more}
    private Running running() throws DeviceException {
        lock.lock();
        try {
            if (closed) {
                throw new DeviceException(Reason.LOST, "the studio is about to end; open the page when it runs again");
            }
            Running now = running;
            if (now == null || !now.process().isAlive()) {
                now = launch();
                running = now;
            }
            tabs++;
            changes++;
            return now;
        } finally {
            lock.unlock();
        }
    }

    /// A page is closed, or was never opened.
    private void left() {
        long known;
        lock.lock();
        try {
            tabs--;
            changes++;
            if (tabs > 0) {
                return;
            }
            known = changes;
        } finally {
            lock.unlock();
        }
        CompletableFuture.delayedExecutor(IDLE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> endIfUnused(known));
    }

    private void endIfUnused(long known) {
        Running idle = null;
        lock.lock();
        try {
            if (changes == known) {
                idle = running;
                running = null;
            }
        } finally {
            lock.unlock();
        }
        if (idle != null) {
            end(idle);
        }
    }

    /// Closes a page.
    void close(Tab tab) {
        tab.close();
        left();
    }

    private Running launch() throws DeviceException {
        Path found = BrowserProgram.find()
                .orElseThrow(() -> new DeviceException(
                        Reason.NOT_FOUND, BrowserProgram.missing().orElse(BrowserProgram.REMEDY)));
        try {
            Path folder = folder();
            Process process = new ProcessBuilder(command(found, folder)).start();
            CompletableFuture<String> words = new CompletableFuture<>();
            Thread.ofVirtual().name("browser's words").start(() -> listen(process, words));
            DevTools devTools = new DevTools(process.getInputStream(), process.getOutputStream(), () -> gone(process));
            Running launched = new Running(process, devTools, folder);
            try {
                String version = devTools.call(DevTools.BROWSER, "Browser.getVersion", new JsonObject(), STARTS_WITHIN)
                        .get("product")
                        .getAsString();
                JsonObject deny = new JsonObject();
                deny.addProperty("behavior", "deny");
                devTools.call(DevTools.BROWSER, "Browser.setDownloadBehavior", deny, ANSWERS_WITHIN);
                log.info("[browser] {} draws web pages, process {}", version, process.pid());
                return launched;
            } catch (IOException e) {
                end(launched);
                String said = words.getNow("");
                throw new IOException(e.getMessage() + (said.isEmpty() ? "" : "; it said: " + said), e);
            }
        } catch (IOException e) {
            log.warn("[browser] {} does not start: {}", found, e.getMessage());
            throw new DeviceException(
                    Reason.LOST,
                    "the browser " + found.getFileName() + " does not start; start it once by hand to see why",
                    e);
        }
    }

    private Path folder() throws IOException {
        Path folder = profile;
        if (folder == null) {
            folder = scratch == null ? Files.createTempDirectory("rostrum-browser") : scratch;
            scratch = folder;
        }
        return Files.createDirectories(folder).toAbsolutePath();
    }

    private static List<String> command(Path found, Path folder) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", ON_PIPES, "rostrum-browser", found.toString()));
        command.addAll(List.of(
                "--headless",
                "--remote-debugging-pipe",
                "--user-data-dir=" + folder,
                "--no-first-run",
                "--no-default-browser-check",
                "--mute-audio",
                "--hide-scrollbars",
                "--autoplay-policy=no-user-gesture-required",
                "--force-color-profile=srgb",
                "--deny-permission-prompts",
                "--block-new-web-contents",
                "--disable-extensions",
                "--disable-sync",
                "--disable-breakpad",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding",
                "--password-store=basic",
                "--disk-cache-size=" + MOST_CACHE_BYTES,
                "--js-flags=--max-old-space-size=" + MOST_HEAP_MEGABYTES));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox");
        }
        return command;
    }

    /// Keeps the first of its words that tell of an error: they are of its start, before any page is
    /// open.
    private static void listen(Process process, CompletableFuture<String> words) {
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("ERROR") || line.contains("FATAL")) {
                    words.complete(line.strip());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            log.debug("[browser] its messages cannot be read", e);
        }
    }

    /// It has hung up, whoever wanted that.
    private void gone(Process process) {
        lock.lock();
        try {
            Running now = running;
            if (now != null && now.process().equals(process)) {
                running = null;
                log.warn("[browser] ended by itself; it is started again for its pages");
                Path folder = now.folder();
                process.onExit().thenRun(() -> forgetSocket(folder));
            }
        } finally {
            lock.unlock();
        }
        process.destroy();
    }

    /// Asks it to end and waits for that; one that does not is ended with all it has started.
    private void end(Running browser) {
        lock.lock();
        try {
            if (browser.equals(running)) {
                running = null;
            }
        } finally {
            lock.unlock();
        }
        List<ProcessHandle> started = browser.process().descendants().toList();
        browser.devTools().send(DevTools.BROWSER, "Browser.close", new JsonObject());
        boolean ended = false;
        try {
            ended = browser.process().waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            browser.process().destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
        browser.devTools().close();
        forgetSocket(browser.folder());
    }

    /// One that did not end by itself leaves a folder among the temporary ones, with the socket at which it would have
    /// been told to open one window more; a link in its profile leads there.
    private static void forgetSocket(Path profile) {
        try {
            Path folder = Files.readSymbolicLink(profile.resolve(SOCKET)).getParent();
            if (folder != null) {
                Files.deleteIfExists(folder.resolve(SOCKET));
                Files.deleteIfExists(folder.resolve("SingletonCookie"));
                Files.deleteIfExists(folder);
            }
        } catch (NoSuchFileException | NotLinkException _) {
            // it has tidied up itself
        } catch (IOException e) {
            log.debug("[browser] its socket is left: {}", e.getMessage());
        }
    }

    /// {@return the process of the browser; empty while none runs}
    public Optional<ProcessHandle> process() {
        lock.lock();
        try {
            return Optional.ofNullable(running).map(now -> now.process().toHandle());
        } finally {
            lock.unlock();
        }
    }

    /// Ends the browser, and starts it no more. Idempotent.
    @Override
    public void close() {
        Running last;
        Path forgotten;
        lock.lock();
        try {
            closed = true;
            last = running;
            running = null;
            forgotten = scratch;
            scratch = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            end(last);
        }
        if (forgotten != null) {
            forget(forgotten);
        }
    }

    private static void forget(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("[browser] {} is left: {}", folder, e.getMessage());
        }
    }
}
