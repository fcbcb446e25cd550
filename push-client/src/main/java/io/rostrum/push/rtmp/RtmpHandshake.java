package io.rostrum.push.rtmp;

import io.netty.buffer.ByteBuf;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The exchange that opens a connection (RTMP 1.0 §5.2), one object for one connection and one side.
///
/// The server answers a client's digest (the form that Flash, FFmpeg and rtmpdump send, in no specification of Adobe's;
/// see [HandshakeDigest]) with one of its own, and every other client with an exact echo. The client sends the simple
/// form, which all servers accept from a publisher. Only version 3 is spoken: 6 and more are the encrypted variants.
/// Confined to one thread.
public sealed interface RtmpHandshake {
    /// C1, S1, C2 and S2 (§5.2.3, §5.2.4), bytes.
    int PACKET_BYTES = 1536;

    /// §5.2.2
    int VERSION = 3;

    static RtmpHandshake server() {
        return new Server(new SecureRandom());
    }

    static RtmpHandshake client() {
        return new Client(new SecureRandom());
    }

    /// Goes as far as the bytes allow. The client is called once with no bytes to begin.
    ///
    /// @param in  borrowed; bytes behind the handshake stay in it
    /// @param out borrowed; gets what is to be sent now
    /// @return whether the handshake is over
    /// @throws RtmpProtocolException if the peer speaks another version
    boolean advance(ByteBuf in, ByteBuf out) throws RtmpProtocolException;

    /// Reads C0, §5.2.2, as soon as it is there.
    private static void checkVersion(ByteBuf in) throws RtmpProtocolException {
        int version = in.getUnsignedByte(in.readerIndex());
        if (version != VERSION) {
            throw new RtmpProtocolException("version: " + version + " (expected: " + VERSION + ")", "§5.2.2");
        }
    }

    final class Server implements RtmpHandshake {
        private final RandomGenerator random;
        private boolean answered;

        Server(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public boolean advance(ByteBuf in, ByteBuf out) throws RtmpProtocolException {
            if (!answered) {
                if (in.isReadable()) {
                    checkVersion(in);
                }
                if (!in.isReadable(1 + PACKET_BYTES)) {
                    return false;
                }
                in.skipBytes(1);
                byte[] c1 = new byte[PACKET_BYTES];
                in.readBytes(c1);
                answer(c1, out);
                answered = true;
            }
            if (!in.isReadable(PACKET_BYTES)) {
                return false;
            }
            in.skipBytes(PACKET_BYTES); // C2: some clients echo S1, some send anything (§5.2.4 lets us ignore it)
            return true;
        }

        private void answer(byte[] c1, ByteBuf out) {
            byte[] s1 = new byte[PACKET_BYTES];
            random.nextBytes(s1);
            out.writeByte(VERSION);
            HandshakeDigest.@Nullable Scheme scheme = HandshakeDigest.clientScheme(c1);
            if (scheme == null) {
                clear(s1, 0, 8); // time and zero, §5.2.3
                out.writeBytes(s1).writeBytes(c1); // S2 is C1, §5.2.4
            } else {
                clear(s1, 0, 4);
                byte[] s2 = new byte[PACKET_BYTES];
                random.nextBytes(s2);
                HandshakeDigest.signServer(s1, s2, c1, scheme);
                out.writeBytes(s1).writeBytes(s2);
            }
        }
    }

    final class Client implements RtmpHandshake {
        private final RandomGenerator random;
        private boolean begun;
        private boolean answered;

        Client(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public boolean advance(ByteBuf in, ByteBuf out) throws RtmpProtocolException {
            if (!begun) {
                byte[] c1 = new byte[PACKET_BYTES];
                random.nextBytes(c1);
                clear(c1, 0, 8);
                out.writeByte(VERSION).writeBytes(c1);
                begun = true;
            }
            if (!answered) {
                if (in.isReadable()) {
                    checkVersion(in);
                }
                if (!in.isReadable(1 + PACKET_BYTES)) {
                    return false;
                }
                in.skipBytes(1);
                out.writeBytes(in, PACKET_BYTES); // C2 is S1
                answered = true;
            }
            if (!in.isReadable(PACKET_BYTES)) {
                return false;
            }
            in.skipBytes(PACKET_BYTES); // S2
            return true;
        }
    }

    private static void clear(byte[] packet, int from, int to) {
        Arrays.fill(packet, from, to, (byte) 0);
    }
}
