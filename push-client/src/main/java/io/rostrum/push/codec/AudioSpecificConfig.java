package io.rostrum.push.codec;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import java.nio.ByteBuffer;

/// AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1): what a decoder of AAC must know first.
///
/// HE-AAC is a core coder at half the rate with spectral band replication (SBR) on top; HE-AAC v2 adds parametric
/// stereo (PS), which makes two channels of one.
///
/// @param objectType       audio object type of the core coder, table 1.17: 2 is AAC-LC
/// @param sampleRate       samples a second of the core coder, Hz
/// @param channels         of the core coder: 1 mono, 2 stereo, up to 48
/// @param frameSamples     samples of one channel in an access unit of the core coder: 1024 or 960
/// @param sbr              SBR is signalled
/// @param parametricStereo PS is signalled
/// @param outputSampleRate samples a second after SBR, Hz; the same as `sampleRate` without
public record AudioSpecificConfig(
        int objectType,
        int sampleRate,
        int channels,
        int frameSamples,
        boolean sbr,
        boolean parametricStereo,
        int outputSampleRate) {
    /// Audio object type of AAC low complexity.
    public static final int AAC_LC = 2;

    static final int SBR = 5;
    static final int PARAMETRIC_STEREO = 29;

    /// {@return plain AAC-LC with 1024 samples an access unit}
    public static AudioSpecificConfig lowComplexity(int sampleRate, int channels) {
        return new AudioSpecificConfig(AAC_LC, sampleRate, channels, 1024, false, false, sampleRate);
    }

    /// @param config borrowed, position to limit
    /// @throws CodecFormatException if it is cut short, breaks the specification or is of another type than AAC
    ///                              Main, LC, SSR and LTP
    public static AudioSpecificConfig parse(ByteBuffer config) throws CodecFormatException {
        return AudioSpecificConfigParser.parse(config);
    }

    /// {@return the bytes, position 0 to limit; SBR and PS are signalled explicitly, ahead of the core (§1.6.6.2)}
    ///
    /// @throws IllegalArgumentException if no configuration of table 1.19 has these channels
    public ByteBuffer encode() {
        int configuration = channels == 8 ? 7 : channels;
        if (channels < 1 || channels == 7 || configuration > 7) {
            throw new IllegalArgumentException(
                    "channels: " + channels + " (expected: 1 to 6 or 8, ISO/IEC 14496-3 table 1.19)");
        }
        BitWriter out = new BitWriter();
        out.bits(parametricStereo ? PARAMETRIC_STEREO : sbr ? SBR : objectType, 5);
        putRate(out, sampleRate);
        out.bits(configuration, 4);
        if (sbr) {
            putRate(out, outputSampleRate);
            out.bits(objectType, 5);
        }
        out.bits(frameSamples == 960 ? 1 : 0, 1);
        out.bits(0, 2); // dependsOnCoreCoder, extensionFlag: §4.4.1
        return out.toBuffer();
    }

    private static void putRate(BitWriter out, int rate) {
        int index = AudioSpecificConfigParser.rateIndex(rate);
        out.bits(index, 4);
        if (index == AudioSpecificConfigParser.EXPLICIT_RATE) {
            out.bits(rate, 24);
        }
    }

    /// {@return channels a listener hears: 2 where parametric stereo is signalled}
    public int outputChannels() {
        return parametricStereo && channels == 1 ? 2 : channels;
    }

    /// {@return samples of one channel in an access unit, at [#outputSampleRate()]}
    public int outputFrameSamples() {
        return (int) ((long) frameSamples * outputSampleRate / sampleRate);
    }

    /// {@return parameters for packets, in the terms of what a listener hears}
    ///
    /// @param config        the bytes this was parsed from, borrowed, kept unchanged in the parameters
    /// @param bitsPerSecond target bit rate, 0 where unknown
    public CodecParameters.Audio toParameters(ByteBuffer config, int bitsPerSecond) {
        return new CodecParameters.Audio(Codec.AAC, outputSampleRate, outputChannels(), config, bitsPerSecond);
    }

    /// {@return the name of RFC 6381 §3.3: `mp4a.40.2` for AAC-LC, `mp4a.40.5` with SBR, `mp4a.40.29` with PS}
    public String codecString() {
        return "mp4a.40." + (parametricStereo ? PARAMETRIC_STEREO : sbr ? SBR : objectType);
    }
}
