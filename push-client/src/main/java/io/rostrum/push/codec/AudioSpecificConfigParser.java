package io.rostrum.push.codec;

import java.nio.ByteBuffer;

/// Reads [AudioSpecificConfig] in the order of ISO/IEC 14496-3 §1.6.2.1 and §4.4.1.
final class AudioSpecificConfigParser {
    /// `samplingFrequencyIndex` that says: the rate follows in 24 bits.
    static final int EXPLICIT_RATE = 15;

    /// Longest configuration read, bytes; one with a program config element and a comment stays below 300.
    private static final int MAX_BYTES = 1024;

    /// Table 1.18, by `samplingFrequencyIndex`.
    private static final int[] SAMPLE_RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };

    private static final int ESCAPE = 31;
    private static final int SYNC_SBR = 0x2B7;
    private static final int SYNC_PS = 0x548;
    private static final int MAX_SAMPLE_RATE = 192_000;

    private final BitReader in;

    private AudioSpecificConfigParser(BitReader in) {
        this.in = in;
    }

    static AudioSpecificConfig parse(ByteBuffer config) throws CodecFormatException {
        if (config.remaining() > MAX_BYTES) {
            throw new CodecFormatException(
                    "AudioSpecificConfig: " + config.remaining() + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        byte[] bytes = new byte[config.remaining()];
        config.get(config.position(), bytes);
        return new AudioSpecificConfigParser(new BitReader("AudioSpecificConfig", bytes)).read();
    }

    private AudioSpecificConfig read() throws CodecFormatException {
        int objectType = objectType();
        int sampleRate = sampleRate();
        int configuration = in.bits(4);
        boolean parametricStereo = objectType == AudioSpecificConfig.PARAMETRIC_STEREO;
        boolean sbr = objectType == AudioSpecificConfig.SBR || parametricStereo;
        int outputRate = sampleRate;
        if (sbr) {
            outputRate = sampleRate();
            objectType = objectType();
        }
        if (objectType < 1 || objectType > 4) {
            throw new CodecFormatException("AudioSpecificConfig: audio object type: " + objectType
                    + " (expected: AAC Main 1, LC 2, SSR 3 or LTP 4, ISO/IEC 14496-3 table 1.17)");
        }
        int frameSamples = in.flag() ? 960 : 1024;
        if (in.flag()) {
            in.skip(14); // coreCoderDelay
        }
        in.skip(1); // extensionFlag: says more only for error resilient types
        int channels = configuration == 0 ? programChannels() : configuredChannels(configuration);
        if (!sbr && in.remaining() >= 16 && in.bits(11) == SYNC_SBR) {
            // Backward compatible signalling, §1.6.6.1: what an old decoder does not read.
            if (objectType() == AudioSpecificConfig.SBR && in.flag()) {
                sbr = true;
                outputRate = sampleRate();
                parametricStereo = in.remaining() >= 12 && in.bits(11) == SYNC_PS && in.flag();
            }
        }
        return new AudioSpecificConfig(
                objectType, sampleRate, channels, frameSamples, sbr, parametricStereo, outputRate);
    }

    private int objectType() throws CodecFormatException {
        int type = in.bits(5);
        return type == ESCAPE ? 32 + in.bits(6) : type;
    }

    private int sampleRate() throws CodecFormatException {
        int index = in.bits(4);
        int rate = index == EXPLICIT_RATE ? in.bits(24) : index < SAMPLE_RATES.length ? SAMPLE_RATES[index] : 0;
        if (rate < 1 || rate > MAX_SAMPLE_RATE) {
            throw new CodecFormatException("AudioSpecificConfig: sampling frequency: index " + index + ", " + rate
                    + " Hz (expected: 1 to " + MAX_SAMPLE_RATE + " Hz, ISO/IEC 14496-3 table 1.18)");
        }
        return rate;
    }

    /// {@return `samplingFrequencyIndex` of `rate`, or [#EXPLICIT_RATE]}
    static int rateIndex(int rate) {
        for (int i = 0; i < SAMPLE_RATES.length; i++) {
            if (SAMPLE_RATES[i] == rate) {
                return i;
            }
        }
        return EXPLICIT_RATE;
    }

    /// Table 1.19.
    private static int configuredChannels(int configuration) throws CodecFormatException {
        return switch (configuration) {
            case 1, 2, 3, 4, 5, 6 -> configuration;
            case 7, 12, 14 -> 8;
            case 11 -> 7;
            case 13 -> 24;
            default ->
                throw new CodecFormatException("AudioSpecificConfig: channelConfiguration: " + configuration
                        + " (expected: 0 to 7 or 11 to 14, ISO/IEC 14496-3 table 1.19)");
        };
    }

    /// {@return the channels of a program_config_element, §4.4.1.1}
    private int programChannels() throws CodecFormatException {
        in.skip(4 + 2 + 4); // element_instance_tag, object_type, sampling_frequency_index
        int elements = in.bits(4) + in.bits(4) + in.bits(4); // front, side, back
        int lowFrequency = in.bits(2);
        int associated = in.bits(3);
        int coupling = in.bits(4);
        skipMixdown(4);
        skipMixdown(4);
        skipMixdown(3);
        int channels = lowFrequency;
        for (int i = 0; i < elements; i++) {
            channels += in.flag() ? 2 : 1;
            in.skip(4);
        }
        in.skip(4 * lowFrequency + 4 * associated + 5 * coupling);
        in.alignToByte();
        in.skip(8 * in.bits(8)); // comment
        if (channels == 0) {
            throw new CodecFormatException(
                    "AudioSpecificConfig: program config element: 0 channels (expected: at least 1)");
        }
        return channels;
    }

    private void skipMixdown(int bits) throws CodecFormatException {
        if (in.flag()) {
            in.skip(bits);
        }
    }
}
