package io.rostrum.capture.ffmpeg;

import io.rostrum.push.codec.AnnexB;
import io.rostrum.push.codec.Av1Configuration;
import io.rostrum.push.codec.Av1Obus;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.AvcNalType;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.codec.HevcDecoderConfiguration;
import io.rostrum.push.packet.Codec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// How what an encoder gives becomes packets, codec by codec.
enum CodedForm {
    AVC(Codec.H264) {
        @Override
        Optional<ByteBuffer> configuration(ByteBuffer bytes) throws CodecFormatException {
            List<ByteBuffer> units = AnnexB.split(bytes);
            if (!has(units, AvcNalType.SPS) || !has(units, AvcNalType.PPS)) {
                return Optional.empty();
            }
            AvcDecoderConfiguration configuration = AvcDecoderConfiguration.of(units);
            configuration.firstSps(); // must be one that can be read
            return Optional.of(configuration.encode());
        }

        private boolean has(List<ByteBuffer> units, int type) {
            return units.stream().anyMatch(unit -> AvcNalType.of(unit.get(unit.position())) == type);
        }

        @Override
        ByteBuffer payload(ByteBuffer bytes) throws CodecFormatException {
            return AnnexB.toLengthPrefixed(bytes);
        }
    },
    HEVC(Codec.HEVC) {
        // H.265 table 7-1
        private static final int SPS = 33;

        @Override
        Optional<ByteBuffer> configuration(ByteBuffer bytes) throws CodecFormatException {
            List<ByteBuffer> units = AnnexB.split(bytes);
            boolean known = units.stream().anyMatch(unit -> (unit.get(unit.position()) >>> 1 & 0x3F) == SPS);
            return known ? Optional.of(HevcDecoderConfiguration.of(units).encode()) : Optional.empty();
        }

        @Override
        ByteBuffer payload(ByteBuffer bytes) throws CodecFormatException {
            return AnnexB.toLengthPrefixed(bytes, Codec.HEVC);
        }
    },
    AV1(Codec.AV1) {
        @Override
        Optional<ByteBuffer> configuration(ByteBuffer bytes) throws CodecFormatException {
            return Av1Obus.hasSequenceHeader(bytes)
                    ? Optional.of(Av1Configuration.of(bytes).encode())
                    : Optional.empty();
        }

        @Override
        ByteBuffer payload(ByteBuffer bytes) throws CodecFormatException {
            return Av1Obus.withoutDelimiters(bytes);
        }
    };

    private final Codec codec;

    CodedForm(Codec codec) {
        this.codec = codec;
    }

    Codec codec() {
        return codec;
    }

    /// {@return what a decoder must know first, found among what an encoder gave; empty where it is not there}
    ///
    /// @param bytes headers or an access unit, borrowed
    abstract Optional<ByteBuffer> configuration(ByteBuffer bytes) throws CodecFormatException;

    /// {@return an access unit in the layout of packets; may be a view of `bytes`, which may change}
    abstract ByteBuffer payload(ByteBuffer bytes) throws CodecFormatException;
}
