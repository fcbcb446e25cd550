package io.rostrum.studio.server;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bundled companion server, started and kept running.
///
/// It is a process that outlives a crash of the studio; the next studio finds it by its lock on the data folder, learns
/// its ports from the note left in the folder, and goes on with it. A server that dies is started again, three times a
/// minute at most. Thread-safe.
public final class BundledServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BundledServer.class);
    private static final Gson GSON = new Gson();
    private static final String NOTE = "server.json";
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);
    /// How long a server that was left running may take to answer before it is taken for hung.
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);
    /// A server that lives but has answered none of so many questions helps nobody.
    private static final int MOST_UNANSWERED = 10;
    private static final Duration ASK_READY_EVERY = Duration.ofMillis(40);
    private static final Duration DEATHS_COUNT_FOR = Duration.ofMinutes(1);
    private static final int MOST_DEATHS = 3;

    /// Where the server stands.
    public sealed interface Status {
        record Starting() implements Status {}

        /// @param http     port of pages and playlists
        /// @param rtmp     port of the ingest
        /// @param network  whether other machines may reach it
        /// @param host     its address, one that they reach where they may
        /// @param streams  those that are live or interrupted, the most watched first
        record Running(int http, int rtmp, boolean network, InetAddress host, List<Published> streams)
                implements Status {
            public Running {
                streams = List.copyOf(streams);
            }

            /// {@return viewers of all its streams}
            public int watchers() {
                return streams.stream().mapToInt(Published::viewers).sum();
            }
        }

        /// @param why in a sentence without a full stop
        record Failed(String why) implements Status {}
    }

    /// A stream that somebody publishes to the server.
    public record Published(String name, int viewers) {}

    /// Starts the server's process, see [ServerPrograms#start].
    @FunctionalInterface
    interface Program {
        Process start(Path data, String bind, int http, int rtmp, Path said) throws IOException;
    }

    /// How a server that runs is watched.
    ///
    /// @param lookEvery how long after each answer, or none, it is asked again
    /// @param answers   how long it may take to answer
    record Patience(Duration lookEvery, Duration answers) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    private record StreamList(@Nullable List<Published> streams) {}

    /// What the folder remembers of a server that runs.
    private record Note(long pid, int http, int rtmp, boolean network) {}

    private final Path folder;
    private final Path data;
    private final Program program;
    private final Patience patience;
    private final Deque<Instant> deaths = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private volatile Status status = new Status.Starting();
    private boolean network;
    /// Of the keeper's thread, made when the first server is asked: making one reads the system's certificates.
    private @Nullable HttpClient client;
    private boolean restart;
    private boolean closed;
    private @Nullable Thread keeper;

    /// @param folder   holds the note and the server's data
    /// @param programs starts its process
    public BundledServer(Path folder, ServerPrograms programs) {
        this(folder, programs::start, Patience.USUAL);
    }

    BundledServer(Path folder, Program program, Patience patience) {
        this.folder = folder;
        this.data = folder.resolve("server");
        this.program = program;
        this.patience = patience;
    }

    /// Finds or starts the server, and keeps it running from now on.
    ///
    /// @param open whether other machines may reach it
    public void start(boolean open) {
        lock.lock();
        try {
            network = open;
            keeper = Thread.ofVirtual().name("bundled-server").start(this::keep);
        } finally {
            lock.unlock();
        }
    }

    public Status status() {
        return status;
    }

    /// Starts it anew, after it has failed or because it is to be reached from elsewhere.
    public void restart(boolean open) {
        lock.lock();
        try {
            network = open;
            restart = true;
            deaths.clear();
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keep() {
        boolean first = true;
        while (!isClosed()) {
            try {
                Optional<Note> running = first ? remembered() : Optional.empty();
                first = false;
                if (isClosed()) {
                    return;
                }
                watch(running.isPresent() ? running.get() : launch());
            } catch (IOException e) {
                fail(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.error("[server] a defect in its keeper", e);
                fail("the studio made a mistake in starting it; please report the log");
            }
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// {@return the server that an earlier studio left running, if it still answers; one that does not is ended}
    private Optional<Note> remembered() throws InterruptedException {
        Optional<ProcessHandle> running = holder();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        ProcessHandle process = running.get();
        Optional<Note> note = note().filter(left -> left.pid() == process.pid());
        if (note.isPresent()
                && note.get().network() == wantedNetwork()
                && awaitReady(note.get().http(), process, ANSWERS_WITHIN)) {
            log.info("[server] found running, process {}", process.pid());
            return note;
        }
        end(process);
        return Optional.empty();
    }

    /// {@return the process that has claimed the server's data}
    private Optional<ProcessHandle> holder() {
        try {
            return ServerLock.holder(data);
        } catch (IOException e) {
            log.warn("[server] it cannot be told whether one runs: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Note> note() {
        try {
            return Optional.ofNullable(GSON.fromJson(Files.readString(folder.resolve(NOTE)), Note.class));
        } catch (IOException | JsonParseException e) {
            log.debug("[server] none was left running: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private boolean wantedNetwork() {
        lock.lock();
        try {
            return network;
        } finally {
            lock.unlock();
        }
    }

    private Note launch() throws IOException, InterruptedException {
        status = new Status.Starting();
        boolean open = wantedNetwork();
        int http = FreePort.from(8080);
        int rtmp = FreePort.from(1935);
        Files.createDirectories(folder);
        Path said = folder.resolve("server.out");
        Process process = program.start(data, open ? "0.0.0.0" : "127.0.0.1", http, rtmp, said);
        Note note = new Note(process.pid(), http, rtmp, open);
        try {
            Files.writeString(folder.resolve(NOTE), GSON.toJson(note));
        } catch (IOException e) {
            process.destroyForcibly(); // without the note no other studio would find it
            throw e;
        }
        if (!awaitReady(http, process.toHandle(), READY_WITHIN)) {
            if (!process.isAlive()) {
                throw new IOException("the server ended at once with code " + process.waitFor() + ": " + tail(said));
            }
            process.destroyForcibly();
            throw new IOException("the server was not ready within " + READY_WITHIN.toSeconds() + " s: " + tail(said));
        }
        return note;
    }

    /// {@return whether it says within that time that it is ready; not if it ends before}
    private boolean awaitReady(int http, ProcessHandle process, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!ready(http)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(ASK_READY_EVERY);
        }
        return true;
    }

    private static String tail(Path said) throws IOException {
        String text = Files.readString(said).strip();
        return text.isEmpty() ? "it said nothing" : text.substring(text.lastIndexOf('\n') + 1);
    }

    private boolean ready(int http) {
        try {
            return ask(http, "/readyz").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> ask(int http, String path) throws IOException {
        HttpClient asking = client;
        if (asking == null) {
            asking = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(1))
                    .build();
            client = asking;
        }
        try {
            return asking.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                            .timeout(patience.answers())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the server", e);
        }
    }

    /// Returns when the server has died, is to be started anew, or this was closed.
    private void watch(Note note) throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(note.pid()).orElse(null);
        int unanswered = 0;
        while (process != null && process.isAlive()) {
            Optional<List<Published>> streams = streams(note.http());
            unanswered = streams.isPresent() ? 0 : unanswered + 1;
            if (unanswered >= MOST_UNANSWERED) {
                log.warn("[server] has not answered {} times in a row and is ended", unanswered);
                end(process);
                break;
            }
            if (streams.isPresent() || !(status instanceof Status.Running)) {
                status = new Status.Running(
                        note.http(), note.rtmp(), note.network(), host(note), streams.orElse(List.of()));
            }
            if (pause(patience.lookEvery())) {
                if (!isClosed()) {
                    end(process);
                }
                return;
            }
        }
        status = new Status.Starting();
        countDeath();
    }

    private static InetAddress host(Note note) {
        return note.network() ? NetworkAddress.find() : InetAddress.getLoopbackAddress();
    }

    private void countDeath() throws IOException {
        Instant now = Instant.now();
        deaths.removeIf(died -> died.isBefore(now.minus(DEATHS_COUNT_FOR)));
        deaths.add(now);
        log.warn("[server] ended by itself, started again");
        if (deaths.size() > MOST_DEATHS) {
            throw new IOException("the server has ended by itself " + deaths.size()
                    + " times within a minute; what it said last is in " + folder.resolve("server.out"));
        }
    }

    /// {@return true when this was closed or a restart is wanted}
    private boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !closed && !restart) {
                left = wake.awaitNanos(left);
            }
            boolean asked = closed || restart;
            restart = false;
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /// Says so and waits until it is told to try again.
    private void fail(String why) {
        log.warn("[server] {}", why);
        status = new Status.Failed(why);
        lock.lock();
        try {
            while (!closed && !restart) {
                wake.awaitUninterruptibly();
            }
            restart = false;
        } finally {
            lock.unlock();
        }
    }

    /// {@return what is published to it, and how many watch; empty when the server does not answer}
    private Optional<List<Published>> streams(int http) {
        try {
            @Nullable
            StreamList answer = GSON.fromJson(ask(http, "/api/v1/streams").body(), StreamList.class);
            @Nullable List<Published> streams = answer == null ? null : answer.streams();
            return Optional.of(streams == null ? List.of() : streams);
        } catch (IOException e) {
            log.debug("[server] does not answer: {}", e.getMessage());
            return Optional.empty();
        } catch (JsonParseException e) {
            log.debug("[server] its streams cannot be read: {}", e.getMessage());
            return Optional.of(List.of());
        }
    }

    /// Asks the server to drain and end, and waits for it.
    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOPPED_WITHIN.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            process.destroyForcibly();
        }
    }

    /// Ends the server, and this.
    public void stop() {
        close();
        holder().ifPresent(BundledServer::end);
    }

    /// Leaves the server running, for its viewers and for the next studio. Idempotent.
    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            running = keeper;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        if (running != null) {
            try {
                running.join(READY_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
