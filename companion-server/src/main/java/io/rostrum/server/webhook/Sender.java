package io.rostrum.server.webhook;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.rostrum.push.target.AddressRefusedException;
import io.rostrum.server.relay.Reach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sends one message and reads how its answer begins. Blocks, within the time limit in all; for virtual threads.
///
/// A name is looked up once, what it leads to is judged by [Reach], and the connection is made to that
/// very address, so that a name that leads elsewhere the next moment gains nothing. Redirects are not
/// followed. HTTP/1.1 over a connection of its own.
final class Sender {
    static final int KEPT_BYTES = 500;
    private static final int MOST_BYTES = 64 << 10;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int FIRST_FINAL_STATUS = 200;

    private final Reach reach;
    private final Duration timeout;

    /// What came of it.
    ///
    /// @param status 0 where no answer came
    /// @param words  how the answer's body begins, or why there is none
    record Outcome(int status, String words) {}

    Sender(Reach reach, Duration timeout) {
        this.reach = reach;
        this.timeout = timeout;
    }

    Outcome post(URI url, Map<String, String> fields, String body) {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean secure = url.getScheme().toLowerCase(Locale.ROOT).equals("https");
        int port = url.getPort() > 0 ? url.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        try (Socket socket = connect(reach.addresses(url.getHost(), port, /* api= */ true), port, deadline)) {
            CompletableFuture<Void> cut = CompletableFuture.runAsync(
                    () -> closeQuietly(socket),
                    CompletableFuture.delayedExecutor(
                            left(deadline), TimeUnit.MILLISECONDS, Thread::startVirtualThread));
            try {
                socket.setSoTimeout(left(deadline));
                Socket spoken = secure ? secured(socket, url, port) : socket;
                spoken.getOutputStream().write(request(url, fields, body));
                spoken.getOutputStream().flush();
                return answer(spoken, deadline);
            } catch (IOException e) {
                if (left(deadline) <= 1) {
                    throw new SocketTimeoutException();
                }
                throw e;
            } finally {
                cut.cancel(false);
            }
        } catch (AddressRefusedException e) {
            return new Outcome(0, "Not sent: " + e.getMessage() + ".");
        } catch (UnknownHostException e) {
            return new Outcome(0, "Not sent: the name " + url.getHost() + " is not known.");
        } catch (SocketTimeoutException e) {
            return new Outcome(0, "No answer within " + timeout.toMillis() + " ms.");
        } catch (SSLException e) {
            return new Outcome(0, escaped("No TLS: " + e.getMessage()));
        } catch (IOException e) {
            return new Outcome(0, escaped("No answer: " + e.getMessage()));
        }
    }

    private int left(long deadline) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()), 1, Integer.MAX_VALUE);
    }

    private Socket connect(InetAddress[] addresses, int port, long deadline) throws IOException {
        IOException failure = new UnknownHostException();
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), left(deadline));
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                failure = e;
            }
        }
        throw failure;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to do for it
        }
    }

    private Socket secured(Socket socket, URI url, int port) throws IOException {
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port, /* autoClose= */ true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] request(URI url, Map<String, String> fields, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = url.getPort() > 0 ? ":" + url.getPort() : "";
        StringBuilder head = new StringBuilder()
                .append("POST ")
                .append(path)
                .append(query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getHost())
                .append(port)
                .append("\r\nUser-Agent: Rostrum\r\nAccept: */*\r\nConnection: close\r\n")
                .append("Content-Type: application/json\r\nContent-Length: ")
                .append(content.length)
                .append("\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + content.length);
        all.writeBytes(first);
        all.writeBytes(content);
        return all.toByteArray();
    }

    private Outcome answer(Socket socket, long deadline) throws IOException {
        EmbeddedChannel decoder = new EmbeddedChannel(new HttpResponseDecoder(new HttpDecoderConfig()));
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream begun = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int status = 0;
            for (int total = 0; total < MOST_BYTES; ) {
                socket.setSoTimeout(left(deadline));
                int read = in.read(buffer);
                if (read < 0) {
                    decoder.finish(); // what has no length ends with the connection
                } else {
                    decoder.writeInbound(Unpooled.copiedBuffer(buffer, 0, read));
                    total += read;
                }
                for (Object part = decoder.readInbound(); part != null; part = decoder.readInbound()) {
                    try {
                        if (part instanceof HttpResponse head) {
                            if (head.decoderResult().isFailure()) {
                                throw new IOException("what came is not HTTP");
                            }
                            status = head.status().code();
                        }
                        if (part instanceof HttpContent content && status >= FIRST_FINAL_STATUS) {
                            content.content().readBytes(begun, content.content().readableBytes());
                            if (part instanceof LastHttpContent) {
                                return outcome(status, begun);
                            }
                        }
                    } finally {
                        ReferenceCountUtil.release(part);
                    }
                }
                if (read < 0) {
                    break;
                }
                if (begun.size() >= KEPT_BYTES) {
                    return outcome(status, begun);
                }
            }
            if (status < FIRST_FINAL_STATUS) {
                throw new IOException("the connection ended before an answer");
            }
            return outcome(status, begun);
        } finally {
            decoder.finishAndReleaseAll();
        }
    }

    private static Outcome outcome(int status, ByteArrayOutputStream body) {
        byte[] bytes = body.toByteArray();
        return new Outcome(
                status, escaped(new String(bytes, 0, Math.min(bytes.length, KEPT_BYTES), StandardCharsets.UTF_8)));
    }

    /// {@return the text with escapes as in JSON for what is no letter, so that it can be stored and shown anywhere}
    static String escaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isISOControl(letter)
                    || Character.getType(letter) == Character.FORMAT
                    || Character.isSurrogate(letter)) {
                plain.append(String.format("\\" + "u%04x", (int) letter));
            } else {
                plain.append(letter);
            }
        }
        return plain.toString();
    }
}
