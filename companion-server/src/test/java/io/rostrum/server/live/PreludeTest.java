package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.LiveConfig.GopLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class PreludeTest {
    /// Counts what it makes.
    private static final class Counting implements Framing {
        private int framed;

        @Override
        public String protocol() {
            return "counting";
        }

        @Override
        public void frame(MediaMessage message, List<ByteBuf> out) {
            framed++;
            Watcher.LETTERS.frame(message, out);
        }
    }

    private final GopCache gop = new GopCache(new GopLimits(100, 1 << 20, Duration.ofSeconds(30)));
    private final Counting framing = new Counting();
    private final Prelude prelude = new Prelude(framing);
    private final List<ByteBuf> handles = new ArrayList<>();

    @AfterEach
    void close() {
        handles.forEach(ByteBuf::release);
        prelude.close();
        gop.close();
    }

    private void add(MediaMessage message) {
        try (message) {
            gop.add(message);
        }
    }

    private ByteBuf join() {
        List<MediaMessage> snapshot = gop.snapshot();
        ByteBuf bytes = prelude.of(snapshot, gop.generation());
        snapshot.forEach(MediaMessage::close);
        handles.add(bytes);
        return bytes;
    }

    private static String text(ByteBuf bytes) {
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void whoJoinsLaterInAGroupOfPicturesCostsOnlyWhatIsNew() {
        add(Messages.keyFrame(0));
        add(Messages.interFrame(40));
        ByteBuf first = join();
        for (int i = 2; i < 50; i++) {
            add(Messages.interFrame(40L * i));
        }
        ByteBuf second = join();
        ByteBuf third = join();

        assertThat(text(first)).isEqualTo("Kp");
        assertThat(text(second)).isEqualTo("Kp" + "p".repeat(48));
        assertThat(text(third)).isEqualTo(text(second));
        assertThat(framing.framed).isEqualTo(50);
    }

    @Test
    void anotherGroupOfPicturesBeginsAnew() {
        add(Messages.keyFrame(0));
        add(Messages.interFrame(40));
        ByteBuf first = join();
        add(Messages.keyFrame(80));
        ByteBuf second = join();

        assertThat(text(second)).isEqualTo("K");
        assertThat(text(first)).isEqualTo("Kp");
    }

    @Test
    void soundThatIsGivenUpAtTheFrontIsNotSent() {
        for (int i = 0; i < 60; i++) {
            add(Messages.sound(23L * i));
            join();
        }
        assertThat(text(handles.getLast())).isEqualTo("a".repeat(gop.frames()));
    }
}
