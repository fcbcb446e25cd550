package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.server.BundledServer;
import io.rostrum.studio.server.OperatorApi;
import io.rostrum.studio.server.ServerPrograms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The bundled server as the studio sees it: a place to send to, and a page to look at. Thread-safe.
final class OwnServer {
    private final Path data;
    private final ServerPrograms programs = new ServerPrograms();
    private final BundledServer server;
    private final AtomicBoolean renewed = new AtomicBoolean();

    /// @param folder of the studio; the server has its data below it
    OwnServer(Path folder) {
        data = folder.resolve("server");
        server = new BundledServer(folder, programs);
    }

    void start(boolean network) {
        server.start(network);
    }

    void restart(boolean network) {
        server.restart(network);
    }

    /// Makes the studio's stream key, once the server's own program has answered.
    void makeKey(Consumer<String> taken, Notices notices) {
        Thread.ofVirtual().name("stream-key").start(() -> {
            try {
                taken.accept(programs.newKey(data, StudioSettings.STREAM));
            } catch (IOException e) {
                notices.add(/* grave= */ true, tr("The bundled server made no stream key: {0}.", e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Makes a new key for a server that does not know the old one; once, for more would not help.
    void renewKey(Consumer<String> taken, Notices notices) {
        if (renewed.compareAndSet(false, true)) {
            makeKey(taken, notices);
        }
    }

    /// {@return where it takes streams; empty while it does not run}
    Optional<LiveDestinations.Ingest> ingest() {
        return server.status() instanceof BundledServer.Status.Running running
                ? Optional.of(
                        new LiveDestinations.Ingest("rtmp://127.0.0.1:" + running.rtmp() + "/live", running.watchers()))
                : Optional.empty();
    }

    /// {@return what its operator may ask of it; empty while it does not run}
    Optional<OperatorApi> operator() {
        return server.status() instanceof BundledServer.Status.Running running
                ? Optional.of(new OperatorApi(
                        URI.create("http://127.0.0.1:" + running.http()), data.resolve(OperatorApi.TOKEN_FILE)))
                : Optional.empty();
    }

    Server view() {
        return switch (server.status()) {
            case BundledServer.Status.Starting _ -> new Server.Starting();
            case BundledServer.Status.Failed(String why) -> new Server.Failed(why);
            case BundledServer.Status.Running running ->
                new Server.Running(
                        URI.create("http://" + running.host().getHostAddress() + ":" + running.http() + "/watch/"
                                + StudioSettings.STREAM),
                        running.network(),
                        running.watchers(),
                        running.streams().stream()
                                .map(BundledServer.Published::name)
                                .filter(name -> !name.equals(StudioSettings.STREAM))
                                .toList());
        };
    }

    /// Leaves the server running.
    void close() {
        server.close();
    }

    /// Ends the server.
    void stop() {
        server.stop();
    }
}
