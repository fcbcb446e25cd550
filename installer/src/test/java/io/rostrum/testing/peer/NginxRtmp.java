package io.rostrum.testing.peer;

import io.rostrum.testing.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// nginx with its RTMP module on loopback: `live` passes streams on and writes what it receives to FLV files, `hls`
/// makes HLS of them.
public final class NginxRtmp implements AutoCloseable {
    private static final List<Path> MODULES = List.of(
            Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so"),
            Path.of("/usr/share/nginx/modules/ngx_rtmp_module.so"));

    private final Path folder;
    private final String host;
    private final List<String> prefix;
    private final int rtmpPort;
    private final int httpPort;
    private Child server;

    private NginxRtmp(Path folder, String host, List<String> prefix, int rtmpPort, int httpPort, Child server) {
        this.folder = folder;
        this.host = host;
        this.prefix = prefix;
        this.rtmpPort = rtmpPort;
        this.httpPort = httpPort;
        this.server = server;
    }

    public static NginxRtmp start() {
        return start(FreePorts.one(), 2);
    }

    /// @param rtmpPort where it listens for RTMP, on 127.0.0.1
    /// @param fragmentSeconds length of an HLS segment
    public static NginxRtmp start(int rtmpPort, int fragmentSeconds) {
        return start("127.0.0.1", List.of(), rtmpPort, fragmentSeconds);
    }

    /// Starts one inside of a network namespace; its files are read as of any other.
    public static NginxRtmp startIn(NetworkNamespace namespace) {
        return start(namespace.address(), namespace.prefix(), FreePorts.one(), 2);
    }

    private static NginxRtmp start(String host, List<String> prefix, int rtmpPort, int fragmentSeconds) {
        Path folder = Folders.create("nginx");
        int httpPort = FreePorts.one();
        try {
            Files.createDirectories(folder.resolve("received"));
            Files.createDirectories(folder.resolve("hls"));
            Files.writeString(
                    folder.resolve("nginx.conf"), configuration(folder, host, rtmpPort, httpPort, fragmentSeconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NginxRtmp nginx = new NginxRtmp(folder, host, prefix, rtmpPort, httpPort, launch(prefix, folder));
        nginx.awaitListening();
        return nginx;
    }

    private static Child launch(List<String> prefix, Path folder) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                "nginx", "-p", folder + "/", "-c", folder.resolve("nginx.conf").toString(), "-e", "stderr"));
        return Child.start("nginx", command, Map.of());
    }

    private void awaitListening() {
        Awaitility.await("nginx on port " + rtmpPort)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(this::listens);
    }

    private static String configuration(Path folder, String host, int rtmpPort, int httpPort, int fragmentSeconds) {
        String module = MODULES.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("nginx RTMP module: not found (expected: one of " + MODULES + ")"))
                .toString();
        return """
                load_module %s;
                worker_processes 1;
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr error;
                worker_rlimit_nofile 65536;
                events { worker_connections 8192; }
                rtmp {
                    access_log off;
                    server {
                        listen %s:%d;
                        chunk_size 4096;
                        application live { live on; record all; record_path %s/received; record_unique on; }
                        application plain { live on; }
                        application hls { live on; hls on; hls_path %s/hls; hls_fragment %ds; hls_playlist_length %ds; }
                    }
                }
                http {
                    access_log off;
                    types { application/vnd.apple.mpegurl m3u8; video/mp2t ts; text/html html; text/javascript js; }
                    client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                    server {
                        listen 127.0.0.1:%d;
                        location / { root %s; add_header Cache-Control no-cache; add_header Access-Control-Allow-Origin *; }
                    }
                }
                """.formatted(
                        module, host, rtmpPort, folder, folder, fragmentSeconds, 6 * fragmentSeconds, httpPort, folder);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, rtmpPort), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// {@return the address to publish to and play from, recorded on arrival}
    public String live(String name) {
        return "rtmp://" + host + ":" + rtmpPort + "/live/" + name;
    }

    /// {@return the address to publish to and play from, not recorded}
    public String plain(String name) {
        return "rtmp://" + host + ":" + rtmpPort + "/plain/" + name;
    }

    /// {@return the address to publish to for HLS}
    public String hls(String name) {
        return "rtmp://" + host + ":" + rtmpPort + "/hls/" + name;
    }

    /// {@return the playlist of a stream published to [#hls]}
    public String playlist(String name) {
        return http("hls/" + name + ".m3u8");
    }

    /// {@return the address of a file in [#folder]}
    public String http(String path) {
        return "http://127.0.0.1:" + httpPort + "/" + path;
    }

    public Path folder() {
        return folder;
    }

    /// {@return what was received under a name, one FLV file per publication, oldest first}
    public List<Path> received(String name) {
        try (Stream<Path> files = Files.list(folder.resolve("received"))) {
            return files.filter(file ->
                            file.getFileName().toString().matches(java.util.regex.Pattern.quote(name) + "-\\d+\\.flv"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int rtmpPort() {
        return rtmpPort;
    }

    public long pid() {
        return server.pid();
    }

    /// Ends the server at once, as a crash would.
    public void kill() throws InterruptedException {
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
        server.awaitExit(Duration.ofSeconds(30));
    }

    /// Starts the server again on the same ports after [#kill()].
    public void revive() {
        server = launch(prefix, folder);
        awaitListening();
    }

    @Override
    public void close() {
        server.close();
        Folders.delete(folder);
    }
}
