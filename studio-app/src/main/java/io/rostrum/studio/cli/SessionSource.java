package io.rostrum.studio.cli;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.BroadcastSession;
import io.rostrum.capture.session.Rendition;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.studio.engine.EncoderPlan;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A session's encoder, and more of them; before the session has begun there is nothing to change yet.
///
/// @param session gives none before it has begun
/// @param encoder `auto` or the name of the programme's encoder
record SessionSource(Supplier<Optional<BroadcastSession>> session, String encoder) implements EncoderPlan.Source {
    @Override
    public void add(PacketSink sink, int track) {
        session.get().ifPresent(running -> running.add(sink, track));
    }

    @Override
    public void remove(PacketSink sink) {
        session.get().ifPresent(running -> running.remove(sink));
    }

    @Override
    public void bitRate(int bitsPerSecond) {
        session.get().ifPresent(running -> running.bitRate(bitsPerSecond));
    }

    @Override
    public void keyFrame() {
        session.get().ifPresent(BroadcastSession::keyFrame);
    }

    @Override
    public Rendition rendition(
            VideoSettings settings, Supplier<? extends VideoFilter> filters, Consumer<Throwable> trouble)
            throws EncoderException {
        return session.get()
                .orElseThrow(() -> new IllegalStateException("the broadcast has not begun"))
                .rendition(encoder, settings, filters, trouble);
    }
}
