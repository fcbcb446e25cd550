package io.rostrum.studio.chat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server of a chat that says what a test tells it, byte by byte after RFC 6455 over the JDK's
/// sockets.
public final class ScriptedChat implements AutoCloseable {
    /// What the server does with whoever connects.
    public enum Handshake {
        TAKE,
        /// Says nothing at all.
        HANG,
        UNKNOWN_DEVICE,
        NO_CHAT
    }

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int FINAL = 0x80;

    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<JsonObject> heard = new CopyOnWriteArrayList<>();
    private volatile Handshake handshake = Handshake.TAKE;
    private volatile String welcome = welcome("");
    private volatile Function<JsonObject, List<String>> answering = _ -> List.of();

    public ScriptedChat() throws IOException {
        this(0);
    }

    /// @param port 0 for a free one
    public ScriptedChat(int port) throws IOException {
        door = new ServerSocket(port, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /// {@return how a studio is paired with it}
    public Paired paired() {
        return new Paired(URI.create("http://127.0.0.1:" + port() + "/tv/"), "maths", "rdt_secret", "made");
    }

    /// {@return a welcome of a device that moderates, as docs/CHAT.md describes it}
    ///
    /// @param messages JSON objects with commas between
    public static String welcome(String messages) {
        return welcome(messages, "\"missed\":false,\"older\":false,\"kept\":[]");
    }

    public static String welcome(String messages, String comingBack) {
        return "{\"type\":\"welcome\",\"version\":1,\"serverTimeMillis\":1795420800000,\"open\":true," + comingBack
                + ",\"rules\":{\"type\":\"rules\",\"slowSeconds\":0,\"links\":true,\"membersOnly\":false},"
                + "\"you\":{\"type\":\"you\",\"nick\":\"Studio of Ada (device)\",\"role\":\"teacher\",\"moderator\":true},"
                + "\"messages\":[" + messages + "]}";
    }

    public static String message(long id, String nick, String text) {
        return "{\"type\":\"message\",\"id\":" + id + ",\"at\":" + (1_795_420_800_000L + 1_000 * id) + ",\"nick\":\""
                + nick + "\",\"text\":\"" + text + "\"}";
    }

    public void handshake(Handshake now) {
        handshake = now;
    }

    /// Says this first to whoever connects from now on.
    public void welcomes(String json) {
        welcome = json;
    }

    /// Answers to what clients say from now on.
    public void answers(Function<JsonObject, List<String>> how) {
        answering = how;
    }

    /// {@return the first lines of the requests, and each one's token}
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public List<JsonObject> heard() {
        return List.copyOf(heard);
    }

    /// Says something to everybody.
    public void say(String json) {
        open.forEach(socket -> frame(socket, FINAL | TEXT, json.getBytes(StandardCharsets.UTF_8)));
    }

    /// Closes all connections as RFC 6455 §5.5.1 has it.
    public void closeAll(int status) {
        byte[] body = ByteBuffer.allocate(2).putShort((short) status).array();
        open.forEach(socket -> frame(socket, FINAL | CLOSE, body));
    }

    /// Ends all connections without a word.
    public void drop() {
        for (Socket socket : open) {
            close(socket);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = door.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String key = handshake(in);
            switch (handshake) {
                case TAKE -> {
                    send(
                            socket,
                            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                            + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    frame(socket, FINAL | TEXT, welcome.getBytes(StandardCharsets.UTF_8));
                    open.add(socket);
                    listen(new DataInputStream(in));
                }
                case HANG -> {
                    open.add(socket);
                    in.readAllBytes();
                }
                case UNKNOWN_DEVICE -> refuse(socket, "401 Unauthorized");
                case NO_CHAT -> refuse(socket, "404 Not Found");
            }
        } catch (IOException _) {
            // the client has gone, or the test has ended it
        } finally {
            open.remove(socket);
        }
    }

    private String handshake(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1);
        String first = String.valueOf(lines.readLine());
        String key = "";
        String token = "";
        for (@Nullable String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            String[] field = line.split(": ", 2);
            key = field[0].equalsIgnoreCase("Sec-WebSocket-Key") ? field[1] : key;
            token = field[0].equalsIgnoreCase("Authorization") ? field[1] : token;
        }
        asked.add(first + " " + token);
        return key;
    }

    private static void refuse(Socket socket, String status) throws IOException {
        send(
                socket,
                ("HTTP/1.1 " + status + "\r\nWWW-Authenticate: Bearer realm=\"rostrum\"\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen(DataInputStream in) throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0xF;
            int length = in.readUnsignedByte() & 0x7F;
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] mask = in.readNBytes(4);
            byte[] body = in.readNBytes(length);
            for (int i = 0; i < body.length; i++) {
                body[i] ^= mask[i % 4];
            }
            if (opcode == CLOSE) {
                return;
            }
            if (opcode == TEXT) {
                JsonObject said = JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                        .getAsJsonObject();
                heard.add(said);
                answering.apply(said).forEach(this::say);
            }
        }
    }

    private static void frame(Socket socket, int first, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(body.length + 10).put((byte) first);
        if (body.length < 126) {
            frame.put((byte) body.length);
        } else if (body.length <= 0xFFFF) {
            frame.put((byte) 126).putShort((short) body.length);
        } else {
            frame.put((byte) 127).putLong(body.length);
        }
        frame.put(body).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        try {
            send(socket, bytes);
        } catch (IOException _) {
            // the client has gone
        }
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        synchronized (socket) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        drop();
    }
}
