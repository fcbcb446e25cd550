package io.rostrum.studio.engine;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.session.Rendition;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.push.packet.PacketSink;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The encoder of the studio's programme, and more of them.
///
/// @param encoder `auto` or the name of the programme's encoder
record ProgrammeSource(Programme programme, String encoder) implements EncoderPlan.Source {
    @Override
    public void add(PacketSink sink, int track) {
        programme.add(sink, track);
    }

    @Override
    public void remove(PacketSink sink) {
        programme.remove(sink);
    }

    @Override
    public void bitRate(int bitsPerSecond) {
        programme.bitRate(bitsPerSecond);
    }

    @Override
    public void keyFrame() {
        programme.keyFrame();
    }

    @Override
    public Rendition rendition(
            VideoSettings settings, Supplier<? extends VideoFilter> filters, Consumer<Throwable> trouble)
            throws EncoderException {
        return programme.rendition(encoder, settings, filters, trouble);
    }
}
