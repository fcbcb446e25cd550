package io.rostrum.push.target;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;

/// Packets whose bytes say nothing to a decoder, for what looks only at their stamps.
final class TestPackets {
    static final CodecParameters.Video VIDEO = video(640);
    static final CodecParameters.Audio AUDIO =
            new CodecParameters.Audio(Codec.AAC, 48_000, 2, ByteBuffer.wrap(new byte[] {0x11, (byte) 0x90}), 128_000);
    private static final Rational MILLIS = new Rational(1, 1000);

    final PacketPool pool = new PacketPool();

    static CodecParameters.Video video(int width) {
        return new CodecParameters.Video(
                Codec.H264,
                width,
                360,
                new Rational(30, 1),
                ColorInfo.BT709_LIMITED,
                ByteBuffer.wrap(new byte[] {1, 66, 0, 30, (byte) 0xFF, (byte) 0xE0, 0}),
                2_500_000);
    }

    Packet key(long millis) {
        return picture(VIDEO, millis, true);
    }

    Packet picture(long millis) {
        return picture(VIDEO, millis, false);
    }

    Packet picture(CodecParameters.Video parameters, long millis, boolean key) {
        return packet(parameters, millis, key, 1000);
    }

    Packet sound(long millis) {
        return packet(AUDIO, millis, true, 100);
    }

    private Packet packet(CodecParameters parameters, long millis, boolean key, int bytes) {
        return Packet.copyOf(
                pool, ByteBuffer.allocate(bytes), parameters, millis, millis, MILLIS, key, PacketStamps.NONE);
    }
}
