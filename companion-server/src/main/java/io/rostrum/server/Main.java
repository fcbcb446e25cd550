package io.rostrum.server;

import io.rostrum.server.config.ConfigException;
import io.rostrum.server.config.ConfigFile;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.config.Settings;
import io.rostrum.server.config.Settings.Given;
import io.rostrum.server.transcode.TranscodeProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The companion server's command line. Exit codes: 0 done, also after Ctrl-C or SIGTERM; 1 failed at
/// run time; 2 wrong usage or configuration.
@Command(
        name = "rostrum server",
        description = "Takes streams over RTMP and gives them to viewers over RTMP, HTTP-FLV and HLS.",
        mixinStandardHelpOptions = true,
        version = "Rostrum companion server 0.1.0",
        sortOptions = false,
        subcommands = {
            ClaimCommand.class,
            KeyCommand.class,
            StreamsCommand.class,
            KickCommand.class,
            SignCommand.class,
            ForwardCommand.class,
            RecordCommand.class,
            ConfigCommand.class,
            BackupCommand.class,
            RestoreCommand.class
        })
public final class Main implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final Logger log = LoggerFactory.getLogger(Main.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file; rostrum.yaml in the jar lists every key",
            scope = CommandLine.ScopeType.INHERIT)
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder for everything the server keeps",
            scope = CommandLine.ScopeType.INHERIT)
    private @Nullable String data;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "address to listen on (default: 127.0.0.1)",
            scope = CommandLine.ScopeType.INHERIT)
    private @Nullable String bind;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "HTTP port (default: 8080)",
            scope = CommandLine.ScopeType.INHERIT)
    private @Nullable String http;

    @Option(names = "--rtmp", paramLabel = "PORT", description = "RTMP port (default: 1935)")
    private @Nullable String rtmp;

    @Option(
            names = "--open-ingest",
            description = "an unknown stream key publishes the stream of that name; loopback only")
    private boolean openIngest;

    @Option(
            names = "--unclaimed-network",
            description = "listen on the address of --bind also while nobody has claimed the server")
    private boolean unclaimedNetwork;

    @Option(names = "--check", description = "read the configuration, say whether it can be used, and end")
    private boolean check;

    @Option(
            names = "--exit-when-ready",
            hidden = true,
            description =
                    "start, answer a few requests of its own, and end: for the build, which records what a start loads")
    private boolean exitWhenReady;

    public static void main(String[] args) {
        int code = run(args);
        if (code != DONE) {
            System.exit(code);
        }
    }

    /// {@return the exit code}
    static int run(String... args) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((thrown, _, _) -> report(thrown))
                .execute(args);
    }

    private static int report(Exception thrown) {
        if (thrown instanceof ConfigException) {
            System.err.println("rostrum server: " + thrown.getMessage());
            return WRONG_USAGE;
        }
        if (thrown instanceof IOException) {
            System.err.println("rostrum server: " + thrown.getMessage());
            return FAILED;
        }
        log.error("[server] a fault of the server", thrown);
        return FAILED;
    }

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        ServerConfig server = serverConfig();
        if (check) {
            System.out.println("The configuration can be used.");
            if (TranscodeProgram.find(server.transcode()) instanceof TranscodeProgram.Missing(String why)) {
                System.out.println("Streams will have no lower qualities. " + why);
            }
            return DONE;
        }
        return exitWhenReady ? rehearse(server) : serve(server);
    }

    private static int serve(ServerConfig server) throws IOException, InterruptedException {
        DataLock lock = open(server);
        CompanionServer running = CompanionServer.start(server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, lock), "stop"));
        log.info(
                "[server] ready; pages at http{}://{}:{}/",
                server.tls().filter(tls -> tls.http()).isPresent() ? "s" : "",
                running.address(),
                running.httpPort());
        new CountDownLatch(1).await(); // until a signal ends the process
        return DONE;
    }

    /// Makes the data folder this process' own, before anything is written there.
    ///
    /// @return the claim on it, which ends with the process at the latest
    private static DataLock open(ServerConfig server) throws IOException, InterruptedException {
        Path data = DataDirectory.open(server.data()).path();
        DataLock lock = DataLock.take(data);
        Logging.toFile(data, server.log());
        return lock;
    }

    /// Everything a start and a first viewer load, then the end.
    private static int rehearse(ServerConfig server) throws IOException, InterruptedException {
        try (DataLock _ = open(server);
                CompanionServer running = CompanionServer.start(server)) {
            for (String path :
                    List.of("/readyz", "/", "/watch/x", "/live/x.flv", "/api/v1/streams", "/api/v1/session")) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.httpPort())) {
                    socket.getOutputStream()
                            .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                }
            }
        }
        return DONE;
    }

    /// Ends the process with 0: it was asked to stop, and did. Its data folder is its own to the end.
    private static void stop(CompanionServer running, DataLock lock) {
        running.close();
        try {
            lock.close();
        } catch (IOException e) {
            log.debug("[server] the lock of the data folder: {}", e.getMessage());
        }
        Runtime.getRuntime().halt(DONE);
    }

    /// {@return the running server that a command below `server` speaks to}
    static OperatorClient operator(@Nullable Main server) throws ConfigException, IOException {
        if (server == null) {
            throw new IllegalStateException("operator's command: no parent (expected: run below the server's command)");
        }
        return OperatorClient.open(server.serverConfig());
    }

    /// {@return the configuration of file, environment and flags}
    ServerConfig serverConfig() throws ConfigException {
        Map<String, Given> file = config == null ? Map.of() : ConfigFile.read(config);
        Map<String, Given> flags = new LinkedHashMap<>();
        flag(flags, "bind", "--bind", bind);
        flag(flags, "data", "--data", data);
        flag(flags, "http.port", "--http", http);
        flag(flags, "rtmp.port", "--rtmp", rtmp);
        flag(flags, "accounts.unclaimed_network", "--unclaimed-network", unclaimedNetwork ? "true" : null);
        flag(flags, "open_ingest", "--open-ingest", openIngest ? "true" : null);
        Map<String, String> environment = System.getenv();
        Settings settings = new Settings(file, environment, flags);
        ServerConfig server = ServerConfig.from(settings, environment);
        ServerConfig.unknownVariables(settings)
                .forEach(name -> log.warn("[config] {}: no such key; the variable is not used", name));
        return server;
    }

    private static void flag(Map<String, Given> flags, String key, String flag, @Nullable String value) {
        if (value != null) {
            flags.put(key, new Given(List.of(value), false, flag));
        }
    }
}
