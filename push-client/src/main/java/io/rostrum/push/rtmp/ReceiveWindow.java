package io.rostrum.push.rtmp;

import java.util.Optional;

/// Says when to acknowledge: each time a window full of bytes has arrived since the last time (RTMP 1.0 §5.4.3,
/// §5.4.4).
///
/// Confined to one thread.
public final class ReceiveWindow {
    /// What most servers ask for; holds until the peer has asked for its own.
    public static final long DEFAULT_BYTES = 2_500_000;

    private long windowBytes = DEFAULT_BYTES;
    private long received;
    private long acknowledged;

    /// The peer's Window Acknowledgement Size. 0 asks for none.
    public void resize(RtmpMessage.WindowAckSize size) {
        windowBytes = size.bytes();
    }

    /// Counts bytes that have arrived, from the handshake's first on.
    ///
    /// @return what to send now, if anything
    public Optional<RtmpMessage.Acknowledgement> received(long bytes) {
        received += bytes;
        if (windowBytes == 0 || received - acknowledged < windowBytes) {
            return Optional.empty();
        }
        acknowledged = received;
        return Optional.of(new RtmpMessage.Acknowledgement(received & ChunkStream.MASK_32));
    }
}
