package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

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

/// Which encoder each target gets: that of its canvas, or one more for those that want another size,
/// another bit rate or a watermark; targets with equal wishes share one. Each encoder follows the
/// uplinks of its own targets ([AdaptiveRate]). Thread-safe.
public final class EncoderPlan {
    /// Where packets come from.
    public interface Outlet {
        /// @param track of the sound
        void add(PacketSink sink, int track);

        void remove(PacketSink sink);

        void keyFrame();
    }

    /// Opens encoders for the pictures of one canvas.
    public interface Renditions {
        /// @param filters makes what is done to these pictures and to no others, one for each encoder that opens
        /// @param trouble told when the encoder cannot go on
        /// @throws EncoderException if it does not open
        Rendition rendition(
                VideoSettings settings, Supplier<? extends VideoFilter> filters, Consumer<Throwable> trouble)
                throws EncoderException;
    }

    /// The programme's own encoder, and the way to more of them.
    public interface Source extends Outlet, Renditions {
        void bitRate(int bitsPerSecond);
    }

    /// How a target takes part.
    ///
    /// @param name  in words for the user
    /// @param may   whether its uplink may lower the bit rate of all that share its encoder
    /// @param floor lowest bit rate for that; empty for the usual
    /// @param track of the sound
    public record Wish(String name, OwnPicture own, SharedRate.Say may, OptionalInt floor, int track) {}

    private final Renditions renditions;
    /// The encoder that is there anyway; empty where each is opened for who wants it, and closed after
    /// the last.
    private final Optional<Outlet> always;
    private final Announcer announcer;
    private final List<Own> owns = new ArrayList<>();
    private final AdaptiveRate rate;
    private VideoSettings programme;

    /// @param programme what the programme is encoded to
    /// @param announcer hears what becomes of the encoders
    public EncoderPlan(Source source, VideoSettings programme, Announcer announcer) {
        this(
                source,
                Optional.of(source),
                programme,
                new AdaptiveRate(programme.bitsPerSecond(), source::bitRate, announcer),
                announcer);
    }

    private EncoderPlan(
            Renditions renditions,
            Optional<Outlet> always,
            VideoSettings programme,
            AdaptiveRate rate,
            Announcer announcer) {
        this.renditions = renditions;
        this.always = always;
        this.programme = programme;
        this.rate = rate;
        this.announcer = announcer;
    }

    /// {@return the plan of a canvas that is encoded only while somebody wants it}
    ///
    /// @param canvas    what it is encoded to for those who want nothing else
    /// @param announcer hears what becomes of the encoders
    static EncoderPlan onDemand(Renditions renditions, VideoSettings canvas, Announcer announcer) {
        return new EncoderPlan(
                renditions,
                Optional.empty(),
                canvas,
                new AdaptiveRate(canvas.bitsPerSecond(), _ -> {}, announcer),
                announcer);
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
        if (always.isEmpty()
                || !settings.equals(programme)
                || wanted.watermark().isPresent()) {
            own = owns.stream()
                    .filter(open -> open.look.equals(wanted))
                    .findFirst()
                    .orElse(null);
            if (own == null) {
                own = open(wanted, wish.name());
            }
        }
        AdaptiveRate following = own == null ? rate : own.rate;
        SharedRate.Member part = following.join(wish.name(), wish.may(), wish.floor(), settings.bitsPerSecond());
        if (own == null) {
            return new Seat(always.orElseThrow(), null, wish.track(), part);
        }
        own.users++;
        return new Seat(own, own, wish.track(), part);
    }

    private Own open(Look look, String name) throws EncoderException {
        Own own = new Own(
                look,
                renditions.rendition(
                        look.settings(),
                        () -> drawing(look.watermark(), name),
                        trouble -> announcer.say(tr(
                                "The encoder of {0} ended: {1}",
                                name,
                                trouble instanceof EncoderException known
                                        ? said(String.valueOf(known.getMessage()))
                                        : tr("a mistake in this program")))),
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
                (_, what) -> announcer.say(tr("The watermark of {0} {1}", name, said(what))));
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

    private static final class Own implements Outlet {
        private final Rendition rendition;
        private final AdaptiveRate rate;
        private Look look;
        private int users;

        Own(Look look, Rendition rendition, Announcer announcer) {
            this.look = look;
            this.rendition = rendition;
            this.rate = new AdaptiveRate(look.settings().bitsPerSecond(), rendition::bitRate, announcer);
        }

        @Override
        public void add(PacketSink sink, int track) {
            rendition.add(sink, track);
        }

        @Override
        public void remove(PacketSink sink) {
            rendition.remove(sink);
        }

        @Override
        public void keyFrame() {
            rendition.keyFrame();
        }
    }

    /// One target's place at an encoder.
    public final class Seat implements LiveRecording.Feed {
        private final Outlet outlet;
        private final @Nullable Own own;
        private final int track;
        private final SharedRate.Member part;

        private Seat(Outlet outlet, @Nullable Own own, int track, SharedRate.Member part) {
            this.outlet = outlet;
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
                        keyFrame();
                    }
                }
            };
        }

        /// Makes a key frame of the next picture, for somebody who can only begin with one.
        @Override
        public void keyFrame() {
            outlet.keyFrame();
        }

        /// {@return why its own encoder's bit rate is lower than the user wants; empty when it is not, or it has
        /// none}
        public Optional<SharedRate.Lowered> lowered() {
            return own == null ? Optional.empty() : own.rate.lowered();
        }

        /// Gives the target packets from now on.
        @Override
        public void add(PacketSink target) {
            outlet.add(target, track);
        }

        /// Gives the target nothing any more, and the encoder up if nobody else has it.
        @Override
        public void leave(PacketSink target) {
            part.leave();
            outlet.remove(target);
            if (own != null) {
                EncoderPlan.this.leave(own);
            }
        }
    }
}
