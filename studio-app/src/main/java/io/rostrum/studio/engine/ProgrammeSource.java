package io.rostrum.studio.engine;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.session.Rendition;
import io.rostrum.push.packet.PacketSink;
import java.util.function.Consumer;

/// The encoder of the studio's programme, and more of them.
///
/// @param encoder `auto` or the name of the programme's encoder
record ProgrammeSource(Programme programme, String encoder) implements EncoderPlan.Source {
    @Override
    public void add(PacketSink sink) {
        programme.add(sink);
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
    public Rendition rendition(VideoSettings settings, Consumer<Throwable> trouble) throws EncoderException {
        return programme.rendition(encoder, settings, trouble);
    }
}
