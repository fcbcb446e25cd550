package io.rostrum.studio.engine;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.Rendition;
import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.target.PushListener;
import io.rostrum.push.target.SharedRate;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which encoder each target gets: the programme's, or one more for those that want another size, another bit rate
/// or a watermark; targets with equal wishes share one. Each encoder follows the uplinks of its own targets
/// ([AdaptiveRate]). Thread-safe.
public final class EncoderPlan {
    /// The programme's own encoder, and the way to more of them.
    public interface Source {
        /// @param track of the sound
        void add(PacketSink sink, int track);

        void remove(PacketSink sink);

        void bitRate(int bitsPerSecond);

        void keyFrame();

        /// @param filters makes what is done to these pictures and to no others, one for each encoder that opens
        /// @param trouble told when the encoder cannot go on
        /// @throws EncoderException if it does not open
        Rendition rendition(
                VideoSettings settings, Supplier<? extends VideoFilter> filters, Consumer<Throwable> trouble)
                throws EncoderException;
    }

    /// How a target takes part.
    ///
    /// @param name  in words for the user
    /// @param may   whether its uplink may lower the bit rate of all that share its encoder
    /// @param floor lowest bit rate for that; empty for the usual
    /// @param track of the sound
    public record Wish(String name, OwnPicture own, SharedRate.Say may, OptionalInt floor, int track) {}

    private final Source source;
    private final Announcer announcer;
    private final List<Own> owns = new ArrayList<>();
    private final AdaptiveRate rate;
    private VideoSettings programme;

    /// @param programme what the programme is encoded to
    /// @param announcer hears what becomes of the encoders
    public EncoderPlan(Source source, VideoSettings programme, Announcer announcer) {
        this.source = source;
        this.announcer = announcer;
        this.programme = programme;
        this.rate = new AdaptiveRate(programme.bitsPerSecond(), source::bitRate, announcer);
    }

    /// The user wants another bit rate of the programme; encoders whose targets want no other follow it.
    public synchronized void bitRate(int bitsPerSecond) {
        programme = programme.withBitRate(bitsPerSecond);
        rate.ceiling(bitsPerSecond);
        for (Own own : owns) {
            if (own.look.follows()) {
                own.look = new Look(own.look.settings().withBitRate(bitsPerSecond), true, own.look.watermark());
                own.rate.ceiling(bitsPerSecond);
            }
        }
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
        VideoSettings settings = wish.own().of(programme);
        Look wanted = new Look(
                settings, wish.own().bitsPerSecond().isEmpty(), wish.own().watermark());
        Own own = null;
        if (!settings.equals(programme) || wanted.watermark().isPresent()) {
            own = owns.stream()
                    .filter(open -> open.look.equals(wanted))
                    .findFirst()
                    .orElse(null);
            if (own == null) {
                own = open(wanted, wish.name());
            }
        }
        AdaptiveRate following = own == null ? rate : own.rate;
        Seat seat = new Seat(
                own, wish.track(), following.join(wish.name(), wish.may(), wish.floor(), settings.bitsPerSecond()));
        if (own != null) {
            own.users++;
        }
        return seat;
    }

    private Own open(Look look, String name) throws EncoderException {
        Own own = new Own(
                look,
                source.rendition(
                        look.settings(),
                        () -> drawing(look.watermark(), name),
                        trouble -> announcer.say("The encoder of " + name + " ended: "
                                + (trouble instanceof EncoderException known
                                        ? known.getMessage()
                                        : "a mistake in this program"))),
                announcer);
        owns.add(own);
        return own;
    }

    private VideoFilter drawing(Optional<WatermarkSettings> watermark, String name) {
        if (watermark.isEmpty()) {
            return VideoFilter.NONE;
        }
        return FilterChain.create(
                List.of(new FilterSpec("watermark", new FilterSettings.Watermark(watermark.get()))),
                GpuMode.OFF, // a corner of the picture is not worth the way to a device and back
                Clock.system(ZoneId.systemDefault()),
                (_, what) -> announcer.say("The watermark of " + name + " " + what));
    }

    private synchronized void leave(Own own) {
        if (--own.users == 0) {
            owns.remove(own);
            Thread.ofVirtual().name("end rendition").start(own.rendition::close); // waits for what is inside
        }
    }

    /// What an encoder makes.
    ///
    /// @param follows whether its bit rate is the programme's, whatever that becomes
    private record Look(VideoSettings settings, boolean follows, Optional<WatermarkSettings> watermark) {}

    private static final class Own {
        private final Rendition rendition;
        private final AdaptiveRate rate;
        private Look look;
        private int users;

        Own(Look look, Rendition rendition, Announcer announcer) {
            this.look = look;
            this.rendition = rendition;
            this.rate = new AdaptiveRate(look.settings().bitsPerSecond(), rendition::bitRate, announcer);
        }
    }

    /// One target's place at an encoder.
    public final class Seat {
        private final @Nullable Own own;
        private final int track;
        private final SharedRate.Member part;

        private Seat(@Nullable Own own, int track, SharedRate.Member part) {
            this.own = own;
            this.track = track;
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
                source.add(target, track);
            } else {
                own.rendition.add(target, track);
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
