package io.rostrum.studio.engine;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.Rendition;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.target.PushListener;
import io.rostrum.push.target.SharedRate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which encoder each target gets: the programme's, or one more for those that want another size or bit rate; targets
/// with equal wishes share one. Each encoder follows the uplinks of its own targets ([AdaptiveRate]). Thread-safe.
public final class EncoderPlan {
    /// The programme's own encoder, and the way to more of them.
    public interface Source {
        void add(PacketSink sink);

        void remove(PacketSink sink);

        void bitRate(int bitsPerSecond);

        void keyFrame();

        /// @param trouble told when the encoder cannot go on
        /// @throws EncoderException if it does not open
        Rendition rendition(VideoSettings settings, Consumer<Throwable> trouble) throws EncoderException;
    }

    /// How a target takes part.
    ///
    /// @param name  in words for the user
    /// @param may   whether its uplink may lower the bit rate of all that share its encoder
    /// @param floor lowest bit rate for that; empty for the usual
    public record Wish(String name, OwnPicture own, SharedRate.Say may, OptionalInt floor) {}

    private final Source source;
    private final Consumer<String> say;
    private final Map<VideoSettings, Own> owns = new HashMap<>();
    private final AdaptiveRate rate;
    private VideoSettings programme;

    /// @param programme what the programme is encoded to
    /// @param say       takes sentences for the user; any thread, never blocks
    public EncoderPlan(Source source, VideoSettings programme, Consumer<String> say) {
        this.source = source;
        this.say = say;
        this.programme = programme;
        this.rate = new AdaptiveRate(programme.bitsPerSecond(), source::bitRate, say);
    }

    /// The user wants another bit rate of the programme.
    public synchronized void bitRate(int bitsPerSecond) {
        programme = programme.withBitRate(bitsPerSecond);
        rate.ceiling(bitsPerSecond);
    }

    /// {@return why the programme's bit rate is lower than the user wants; empty when it is not}
    public Optional<SharedRate.Lowered> lowered() {
        return rate.lowered();
    }

    /// Gives a target its encoder, opening one where there is none yet with these settings.
    ///
    /// @throws EncoderException         if it does not open
    /// @throws IllegalArgumentException if the settings are none, in words for the user
    public synchronized Seat seat(Wish wish) throws EncoderException {
        VideoSettings wanted = wish.own().of(programme);
        Own own = wanted.equals(programme) ? null : owns.get(wanted);
        if (own == null && !wanted.equals(programme)) {
            own = new Own(
                    wanted,
                    source.rendition(
                            wanted,
                            trouble -> say.accept("The encoder of " + wish.name() + " ended: "
                                    + (trouble instanceof EncoderException known
                                            ? known.getMessage()
                                            : "a mistake in this program"))),
                    say);
            owns.put(wanted, own);
        }
        AdaptiveRate following = own == null ? rate : own.rate;
        Seat seat = new Seat(own, following.join(wish.name(), wish.may(), wish.floor(), wanted.bitsPerSecond()));
        if (own != null) {
            own.users++;
        }
        return seat;
    }

    private synchronized void leave(Own own) {
        if (--own.users == 0) {
            owns.remove(own.settings);
            Thread.ofVirtual().name("end rendition").start(own.rendition::close); // waits for what is inside
        }
    }

    private static final class Own {
        private final VideoSettings settings;
        private final Rendition rendition;
        private final AdaptiveRate rate;
        private int users;

        Own(VideoSettings settings, Rendition rendition, Consumer<String> say) {
            this.settings = settings;
            this.rendition = rendition;
            this.rate = new AdaptiveRate(settings.bitsPerSecond(), rendition::bitRate, say);
        }
    }

    /// One target's place at an encoder.
    public final class Seat {
        private final @Nullable Own own;
        private final SharedRate.Member part;

        private Seat(@Nullable Own own, SharedRate.Member part) {
            this.own = own;
            this.part = part;
        }

        /// {@return what the target is to be started with}
        public PushListener[] listeners() {
            return new PushListener[] {
                part,
                new PushListener() {
                    @Override
                    public void keyFrameWanted() {
                        if (own == null) {
                            source.keyFrame();
                        } else {
                            own.rendition.keyFrame();
                        }
                    }
                }
            };
        }

        /// {@return why its own encoder's bit rate is lower than the user wants; empty when it is not, or it has
        /// none}
        public Optional<SharedRate.Lowered> lowered() {
            return own == null ? Optional.empty() : own.rate.lowered();
        }

        /// Gives the target packets from now on.
        public void add(PacketSink target) {
            if (own == null) {
                source.add(target);
            } else {
                own.rendition.add(target);
            }
        }

        /// Gives the target nothing any more, and the encoder up if nobody else has it.
        public void leave(PacketSink target) {
            part.leave();
            if (own == null) {
                source.remove(target);
            } else {
                own.rendition.remove(target);
                EncoderPlan.this.leave(own);
            }
        }
    }
}
