package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.amf.Amf0Reader;
import io.rostrum.push.amf.Amf0Writer;
import io.rostrum.push.amf.AmfException;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.amf.AmfValue.AmfEcmaArray;
import io.rostrum.push.amf.AmfValue.AmfProperties;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a publisher says of its stream (§E.5): hints for people and logs, while the sequence headers are the truth.
///
/// Every number is 0 and every text empty where it was not said, or was said as something else than a number or text.
///
/// @param width               pixels
/// @param height              pixels
/// @param frameRate           frames a second, rounded by the publisher
/// @param videoKilobits       target bit rate, kilobits a second
/// @param audioKilobits       target bit rate, kilobits a second
/// @param audioSampleRate     samples a second of one channel
/// @param encoder             name and version of the program
/// @param properties          all that was said, in its order
public record OnMetaData(
        int width,
        int height,
        double frameRate,
        int videoKilobits,
        int audioKilobits,
        int audioSampleRate,
        String encoder,
        AmfProperties properties) {
    /// Name of the script data object.
    public static final String NAME = "onMetaData";

    private static final String SET_DATA_FRAME = "@setDataFrame";
    private static final int MAX_NUMBER = 1_000_000_000;

    /// {@return the properties that describe these streams}
    ///
    /// @param encoder name and version of the program
    public static AmfEcmaArray describe(
            CodecParameters.@Nullable Video video, CodecParameters.@Nullable Audio audio, String encoder) {
        AmfValue.Builder out = AmfValue.properties();
        if (video != null) {
            out.put("width", video.width());
            out.put("height", video.height());
            out.put("framerate", video.frameRate().toDouble());
            out.put("videocodecid", video.codec() == Codec.H264 ? FlvVideo.AVC : FourCc.number(video.codec()));
            out.put("videodatarate", video.bitsPerSecond() / 1000.0);
        }
        if (audio != null) {
            out.put("audiocodecid", audio.codec() == Codec.AAC ? FlvAudio.AAC : FourCc.number(audio.codec()));
            out.put("audiodatarate", audio.bitsPerSecond() / 1000.0);
            out.put("audiosamplerate", audio.sampleRate());
            out.put("audiosamplesize", 16);
            out.put("stereo", audio.channels() == 2);
        }
        return out.put("encoder", encoder).ecmaArray();
    }

    /// Writes the body of a script tag.
    ///
    /// @param out borrowed
    public static void write(ByteBuf out, AmfProperties properties) {
        new Amf0Writer(out).write(AmfValue.of(NAME)).write(properties);
    }

    /// Reads the body of a script tag, or of an RTMP data message with `@setDataFrame` before it.
    ///
    /// @param body borrowed, reader index to writer index
    /// @return null where it is script data of another name
    /// @throws AmfException if it is no AMF0
    public static @Nullable OnMetaData parse(ByteBuf body) throws AmfException {
        List<AmfValue> values = new Amf0Reader(body.duplicate()).readAll();
        int at = !values.isEmpty() && AmfValue.of(SET_DATA_FRAME).equals(values.getFirst()) ? 1 : 0;
        if (values.size() < at + 2
                || !AmfValue.of(NAME).equals(values.get(at))
                || !(values.get(at + 1) instanceof AmfProperties properties)) {
            return null;
        }
        return new OnMetaData(
                number(properties, "width"),
                number(properties, "height"),
                finite(properties.number("framerate", 0)),
                number(properties, "videodatarate"),
                number(properties, "audiodatarate"),
                number(properties, "audiosamplerate"),
                properties.text("encoder", ""),
                properties);
    }

    private static int number(AmfProperties properties, String name) {
        return (int) Math.round(finite(properties.number(name, 0)));
    }

    private static double finite(double value) {
        return value >= 0 && value <= MAX_NUMBER ? value : 0;
    }
}
