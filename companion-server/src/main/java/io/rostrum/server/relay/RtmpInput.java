package io.rostrum.server.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.amf.AmfValue.AmfProperties;
import io.rostrum.push.rtmp.ReceiveWindow;
import io.rostrum.push.rtmp.RtmpChunkDecoder;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpHandshake;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import io.rostrum.push.target.PushUrl;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// The player's side of one RTMP connection: handshake, `connect`, `createStream`, `play` (RTMP 1.0 §7.2.1, §7.2.2.1).
final class RtmpInput implements PullInput {
    /// Property of `connect` that names the servers that the question has passed.
    static final String VIA = "rostrumVia";

    private static final int READ_BYTES = 32 << 10;
    private static final int LIVE = -2_000;
    private static final int BUFFER_MILLIS = 1_000;
    private static final double CONNECT = 1;
    private static final double CREATE_STREAM = 2;

    private final PushUrl url;
    private final String via;
    private final Socket socket;
    private final OutputStream out;
    private final RtmpChunkEncoder encoder = new RtmpChunkEncoder();
    private final ReceiveWindow window = new ReceiveWindow();
    private boolean over;

    private RtmpInput(PushUrl url, String via, Socket socket) throws IOException {
        this.url = url;
        this.via = via;
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    /// @param timeoutMillis for the connection, and for each wait for more
    static RtmpInput open(PushUrl url, String via, int timeoutMillis) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(url.host(), url.port()), timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            plain.setTcpNoDelay(true);
            return new RtmpInput(url, via, url.tls() ? encrypted(plain, url) : plain);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket encrypted(Socket plain, PushUrl url) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    @Override
    public void pump(Sink sink) throws IOException, InterruptedException {
        RtmpHandshake handshake = RtmpHandshake.client();
        RtmpChunkDecoder decoder = new RtmpChunkDecoder(RtmpChunkDecoder.Limits.DEFAULT);
        ByteBuf in = Unpooled.buffer(READ_BYTES);
        try {
            boolean shaken = shake(handshake, in);
            InputStream bytes = socket.getInputStream();
            byte[] piece = new byte[READ_BYTES];
            for (int read = bytes.read(piece); read >= 0 && !over; read = bytes.read(piece)) {
                in.writeBytes(piece, 0, read);
                if (!shaken) {
                    shaken = shake(handshake, in);
                    if (shaken) {
                        connect();
                    }
                }
                while (shaken && decoder.decode(in) instanceof RtmpChunkDecoder.Result.Decoded(RtmpMessage message)) {
                    receive(message, sink);
                }
                in.discardSomeReadBytes();
                var acknowledgement = window.received(read);
                if (acknowledgement.isPresent()) {
                    send(acknowledgement.get());
                }
            }
        } finally {
            decoder.close();
            in.release();
        }
    }

    private boolean shake(RtmpHandshake handshake, ByteBuf in) throws IOException {
        ByteBuf answer = Unpooled.buffer();
        boolean done = handshake.advance(in, answer);
        write(answer);
        return done;
    }

    private void connect() throws IOException {
        AmfValue details = AmfValue.properties()
                .put("app", url.app())
                .put("flashVer", "LNX 10,0,32,18 (Rostrum)")
                .put("tcUrl", url.tcUrl())
                .put("fpad", false)
                .put("capabilities", 15)
                .put("audioCodecs", 4071)
                .put("videoCodecs", 252)
                .put("videoFunction", 1)
                .put(VIA, via)
                .object();
        send(new Command("connect", CONNECT, List.of(details), 0));
    }

    private void receive(RtmpMessage message, Sink sink) throws IOException, InterruptedException {
        switch (message) {
            case Command command -> command(command);
            case RtmpMessage.Media media -> media(media, sink);
            case RtmpMessage.WindowAckSize size -> window.resize(size);
            case RtmpMessage.SetPeerBandwidth bandwidth -> send(new RtmpMessage.WindowAckSize(bandwidth.bytes()));
            case RtmpMessage.UserControl control -> {
                if (control.eventType() == RtmpMessage.UserControl.PING_REQUEST) {
                    send(RtmpMessage.UserControl.pong(control));
                }
                over |= control.eventType() == RtmpMessage.UserControl.STREAM_EOF;
            }
            default -> {} // acknowledgements, and what the decoder has done
        }
    }

    private void command(Command command) throws IOException {
        switch (command.name()) {
            case "_result" -> {
                if (command.transactionId() == CONNECT) {
                    send(new Command("createStream", CREATE_STREAM, List.of(AmfValue.NULL), 0));
                } else if (command.transactionId() == CREATE_STREAM) {
                    play(command.argument(1) instanceof AmfValue.AmfNumber(double id) ? (int) id : 1);
                }
            }
            case "_error" -> throw refused(command);
            case "onStatus" -> {
                AmfProperties said = said(command);
                if (said.text("level", "").equals("error")) {
                    throw refused(command);
                }
                over |= said.text("code", "").equals("NetStream.Play.UnpublishNotify")
                        || said.text("code", "").equals("NetStream.Play.Stop");
            }
            default -> {} // bandwidth tests and the like
        }
    }

    private void play(int messageStreamId) throws IOException {
        send(new Command(
                "play", 0, List.of(AmfValue.NULL, AmfValue.of(url.key()), AmfValue.of(LIVE)), messageStreamId));
        send(new RtmpMessage.UserControl(RtmpMessage.UserControl.SET_BUFFER_LENGTH, messageStreamId, BUFFER_MILLIS));
    }

    private static AmfProperties said(Command command) {
        return command.argument(1) instanceof AmfProperties properties
                ? properties
                : AmfValue.properties().object();
    }

    private static IOException refused(Command command) {
        AmfProperties said = said(command);
        return new IOException(
                "the source refused: " + said.text("code", command.name()) + " " + said.text("description", ""));
    }

    private static void media(RtmpMessage.Media media, Sink sink) throws IOException, InterruptedException {
        switch (media) {
            case RtmpMessage.Audio audio -> sink.media(Kind.AUDIO, audio.timestampMillis(), audio.payload());
            case RtmpMessage.Video video -> sink.media(Kind.VIDEO, video.timestampMillis(), video.payload());
            case RtmpMessage.Data data -> {
                MediaMessage message = MediaMessage.of(Kind.DATA, data.timestampMillis(), data.payload());
                if (message.sequenceHeader()) {
                    sink.media(Kind.DATA, data.timestampMillis(), data.payload());
                } else {
                    message.close(); // for the player: sample access, status
                }
            }
        }
    }

    private void send(RtmpMessage message) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        encoder.encode(message, bytes);
        write(bytes);
    }

    private void write(ByteBuf bytes) throws IOException {
        out.write(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
        out.flush();
        bytes.release();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
