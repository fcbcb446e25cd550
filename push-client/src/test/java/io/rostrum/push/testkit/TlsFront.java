package io.rostrum.push.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS on loopback in front of a server without: what makes an RTMPS server of an RTMP server. Its certificate is for
/// `localhost`, signed by itself. Thread-safe.
public final class TlsFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFront.class);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final SSLServerSocket gate;
    private final KeyStore keys;
    private final int serverPort;

    private TlsFront(SSLServerSocket gate, KeyStore keys, int serverPort) {
        this.gate = gate;
        this.keys = keys;
        this.serverPort = serverPort;
    }

    /// @param folder where the key is made
    public static TlsFront to(int serverPort, Path folder) throws GeneralSecurityException, InterruptedException {
        try {
            KeyStore keys = makeKey(folder.resolve("localhost.p12"));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            SSLServerSocket gate = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
            TlsFront front = new TlsFront(gate, keys, serverPort);
            Thread.ofVirtual().name("tls " + gate.getLocalPort()).start(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore makeKey(Path file) throws IOException, GeneralSecurityException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("keytool: no key in " + file + " (expected: one)");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    public int port() {
        return gate.getLocalPort();
    }

    /// {@return trust in this front's certificate and no other}
    public TrustManagerFactory trust() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            certificates.load(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        certificates.setCertificateEntry("test", keys.getCertificate("test"));
        trust.init(certificates);
        return trust;
    }

    private void accept() {
        while (!gate.isClosed()) {
            try {
                Socket client = gate.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            } catch (IOException e) {
                LOG.debug("accept: {}", e.getMessage());
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            LOG.debug("pass: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            gate.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
