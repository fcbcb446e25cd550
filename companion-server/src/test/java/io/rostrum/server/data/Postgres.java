package io.rostrum.server.data;

import static org.awaitility.Awaitility.await;

import io.rostrum.server.auth.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A PostgreSQL of the tests' own: a cluster in a temporary folder, on a free port of loopback, which
/// ends with them. It refuses to run as root, so there it runs as the user `postgres` of its package.
public final class Postgres {
    private static final String PASSWORD = "of the tests";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private Postgres() {}

    /// Started when it is first asked for.
    private static final class Running {
        static final int PORT = start();
    }

    /// {@return the address of an empty database}
    public static Secret freshDatabase() {
        int port = Running.PORT;
        String name = "test_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new Secret("postgresql://rostrum:" + PASSWORD.replace(" ", "%20") + "@127.0.0.1:" + port + "/" + name);
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "rostrum", PASSWORD);
    }

    private static int start() {
        try {
            Path folder = Files.createTempDirectory("rostrum-postgres");
            Path cluster = folder.resolve("cluster");
            Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
            List<String> who = List.of();
            if ("root".equals(System.getProperty("user.name"))) {
                who = List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
                run(List.of("chown", "-R", "postgres", folder.toString()), folder);
            }
            Path programs = programs();
            List<String> init = new ArrayList<>(who);
            init.addAll(List.of(programs.resolve("initdb").toString(), "--pgdata=" + cluster, "--username=rostrum"));
            init.addAll(
                    List.of("--pwfile=" + password, "--auth=scram-sha-256", "--no-sync", "--no-locale", "-E", "UTF8"));
            run(init, folder);
            int port = freePort();
            List<String> serve = new ArrayList<>(who);
            serve.addAll(List.of(programs.resolve("postgres").toString(), "-D", cluster.toString()));
            for (String option : List.of(
                    "listen_addresses=127.0.0.1",
                    "port=" + port,
                    "unix_socket_directories=",
                    "fsync=off",
                    "max_connections=60",
                    "shared_buffers=16MB")) {
                serve.addAll(List.of("-c", option));
            }
            Process server = new ProcessBuilder(serve)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
            await("PostgreSQL answers").atMost(Duration.ofSeconds(30)).until(() -> answers(port, server));
            return port;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean answers(int port, Process server) {
        if (!server.isAlive()) {
            throw new AssertionError("PostgreSQL ended with " + server.exitValue());
        }
        try (Connection connection = connect(port)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void stop(Process server, Path folder) {
        server.destroy();
        try (Stream<Path> files = Files.walk(folder)) {
            server.waitFor();
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("PostgreSQL of the tests: " + e);
        }
    }

    /// Debian keeps them beside the versions of others.
    private static Path programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            throw new AssertionError(
                    "PostgreSQL is missing (expected: Debian's package postgresql; ./rostrum test installs it)");
        }
        try (Stream<Path> there = Files.list(versions)) {
            return there.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new AssertionError("no initdb below " + versions));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + said);
        }
    }
}
