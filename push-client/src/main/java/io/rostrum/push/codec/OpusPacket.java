package io.rostrum.push.codec;

import java.nio.ByteBuffer;

/// What the first bytes of a packet of Opus say (RFC 6716 §3.1, §3.2).
public final class OpusPacket {
    /// Samples of a frame by its configuration (table 2): 12 of SILK, 4 of both, 16 of CELT.
    private static final int[] SILK = {480, 960, 1920, 2880};

    private static final int[] HYBRID = {480, 960};
    private static final int[] CELT = {120, 240, 480, 960};
    private static final int FIRST_HYBRID = 12;
    private static final int FIRST_CELT = 16;
    /// A packet lasts 120 ms at most (§3.2.5, R5).
    private static final int MOST_SAMPLES = 5_760;

    private OpusPacket() {}

    /// {@return samples at 48 kHz that the packet lasts; 0 for one that breaks the specification}
    ///
    /// @param packet borrowed, position to limit
    public static int samples(ByteBuffer packet) {
        if (!packet.hasRemaining()) {
            return 0;
        }
        int at = packet.position();
        int configuration = (packet.get(at) & 0xFF) >>> 3;
        int frames = switch (packet.get(at) & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> packet.remaining() < 2 ? 0 : packet.get(at + 1) & 0x3F;
        };
        int samples = frames * frameSamples(configuration);
        return samples <= MOST_SAMPLES ? samples : 0;
    }

    private static int frameSamples(int configuration) {
        if (configuration >= FIRST_CELT) {
            return CELT[configuration & 3];
        }
        return configuration >= FIRST_HYBRID ? HYBRID[configuration & 1] : SILK[configuration & 3];
    }
}
