package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.ForeignBytes;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Messages for tests, from FFmpeg's files and in the letters of the FLV specification.
public final class Messages {
    private Messages() {}

    /// {@return the tags of a file of FFmpeg's, as a publisher would send them; the caller closes them}
    public static List<MediaMessage> of(String flv) {
        ByteBuf in = Unpooled.wrappedBuffer(ForeignBytes.of(flv));
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        List<MediaMessage> messages = new ArrayList<>();
        try {
            while (true) {
                switch (reader.read(in)) {
                    case FlvReader.Result.NeedMoreData _ -> {
                        return messages;
                    }
                    case FlvReader.Result.Tag(FlvTag tag) ->
                        messages.add(MediaMessage.of(kind(tag), tag.timestampMillis(), tag.body()));
                    default -> {} // the file header
                }
            }
        } catch (FlvFormatException e) {
            throw new AssertionError(flv, e);
        }
    }

    private static Kind kind(FlvTag tag) {
        return switch (tag.type()) {
            case AUDIO -> Kind.AUDIO;
            case VIDEO -> Kind.VIDEO;
            case SCRIPT -> Kind.DATA;
        };
    }

    /// An AVC key frame, §E.4.3: frame type 1, codec 7, packet type 1, composition time 0.
    public static MediaMessage keyFrame(long millis) {
        return MediaMessage.of(Kind.VIDEO, millis, hex("17 01 000000 00000001 65"));
    }

    /// Frame type 2.
    public static MediaMessage interFrame(long millis) {
        return MediaMessage.of(Kind.VIDEO, millis, hex("27 01 000000 00000001 41"));
    }

    /// AAC, packet type 1, §E.4.2.
    public static MediaMessage sound(long millis) {
        return MediaMessage.of(Kind.AUDIO, millis, hex("af 01 2110"));
    }

    static ByteBuf hex(String digits) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(digits.replace(" ", "")));
    }
}
