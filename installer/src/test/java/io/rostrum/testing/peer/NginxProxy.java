package io.rostrum.testing.peer;

import io.rostrum.testing.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// nginx as a reverse proxy on loopback that puts a server below `/tv/`.
public final class NginxProxy implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Child nginx;

    private NginxProxy(Path folder, int port, Child nginx) {
        this.folder = folder;
        this.port = port;
        this.nginx = nginx;
    }

    /// @param upstream  `http://127.0.0.1:port` of the server
    /// @param takesOff  whether the proxy takes `/tv` off the paths it passes on
    public static NginxProxy start(String upstream, boolean takesOff) {
        Path folder = Folders.create("proxy");
        int port = FreePorts.one();
        try {
            Files.writeString(folder.resolve("nginx.conf"), configuration(port, upstream + (takesOff ? "/" : "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(
                "nginx", "-p", folder + "/", "-c", folder.resolve("nginx.conf").toString(), "-e", "stderr");
        NginxProxy proxy = new NginxProxy(folder, port, Child.start("nginx", command, Map.of()));
        Awaitility.await("nginx on port " + port).atMost(Duration.ofSeconds(20)).until(proxy::listens);
        return proxy;
    }

    private static String configuration(int port, String upstream) {
        return """
                worker_processes 1;
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr error;
                events { worker_connections 512; }
                http {
                    access_log off;
                    map $http_upgrade $connection_upgrade { default upgrade; "" ""; }
                    client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                    server {
                        listen 127.0.0.1:%d;
                        location /tv/ {
                            proxy_pass %s;
                            proxy_http_version 1.1;
                            proxy_buffering off;
                            proxy_request_buffering off;
                            client_max_body_size 0;
                            proxy_set_header Upgrade $http_upgrade;
                            proxy_set_header Connection $connection_upgrade;
                            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                            proxy_set_header X-Forwarded-Host $http_host;
                            proxy_set_header X-Forwarded-Proto $scheme;
                        }
                    }
                }
                """.formatted(port, upstream);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// {@return the address of a path of the proxy's}
    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    @Override
    public void close() {
        nginx.close();
        Folders.delete(folder);
    }
}
