package io.rostrum.capture.session;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Encoders that do as they are told. Their packets say whose they are; the last one named is in software, and
/// all take their time: a picture comes out when the next one goes in. Picture -1 is the opening.
final class ScriptedEncoders implements VideoEncoders {
    /// What an encoder does with a picture.
    @FunctionalInterface
    interface Behaviour {
        /// @param number of the picture, from 0
        void picture(int number) throws EncoderException;
    }

    private final List<String> names;
    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
    private boolean takesRates;
    private String silent = "";

    ScriptedEncoders(String... names) {
        this.names = List.of(names);
    }

    ScriptedEncoders with(String name, Behaviour behaviour) {
        behaviours.put(name, behaviour);
        return this;
    }

    ScriptedEncoders takingRates() {
        takesRates = true;
        return this;
    }

    /// The encoder of that name takes pictures and gives none back.
    ScriptedEncoders silent(String name) {
        silent = name;
        return this;
    }

    static Behaviour failingAt(int number) {
        return at -> {
            if (at == number) {
                throw new EncoderException("the device was lost");
            }
        };
    }

    static Behaviour hangingAt(int number, CountDownLatch until) {
        return at -> {
            if (at == number) {
                try {
                    until.await();
                } catch (InterruptedException e) {
                    throw new EncoderException("interrupted", e);
                }
            }
        };
    }

    static Behaviour notOpening() {
        return at -> {
            if (at < 0) {
                throw new EncoderException("there is no such device");
            }
        };
    }

    /// {@return names of those opened, with their bit rates}
    List<String> opened() {
        return List.copyOf(opened);
    }

    List<String> closed() {
        return List.copyOf(closed);
    }

    @Override
    public void prepare() {}

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public List<Candidate> candidates() {
        return names.stream()
                .map(name -> new Candidate(name, !name.equals(names.getLast())))
                .toList();
    }

    @Override
    public VideoEncoder open(String name, VideoSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException {
        if (!names.contains(name)) {
            throw new EncoderException("encoder: " + name);
        }
        Behaviour behaviour = behaviours.getOrDefault(name, _ -> {});
        behaviour.picture(-1);
        opened.add(name + " " + settings.bitsPerSecond());
        return new Scripted(name, settings, behaviour, pool, sink);
    }

    @Override
    public Probe probe(String name) {
        return new Probe(name, true, true, "");
    }

    private final class Scripted implements VideoEncoder {
        private final String name;
        private final VideoSettings settings;
        private final Behaviour behaviour;
        private final PacketPool pool;
        private final PacketSink sink;
        private CodecParameters parameters;
        private int taken;
        private long held = -1;
        private boolean key = true;
        private boolean heldKey;

        Scripted(String name, VideoSettings settings, Behaviour behaviour, PacketPool pool, PacketSink sink) {
            this.name = name;
            this.settings = settings;
            this.behaviour = behaviour;
            this.pool = pool;
            this.sink = sink;
            this.parameters = new CodecParameters.Video(
                    Codec.H264,
                    settings.size().width(),
                    settings.size().height(),
                    settings.frameRate(),
                    ColorInfo.BT709_LIMITED,
                    ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)),
                    settings.bitsPerSecond());
        }

        @Override
        public boolean changeBitRate(int bitsPerSecond) {
            if (takesRates) {
                parameters = parameters.atBitRate(bitsPerSecond);
            }
            return takesRates;
        }

        @Override
        public void encode(VideoFrame frame, PacketStamps stamps) throws EncoderException {
            try (frame) {
                long pts = settings.timeBase().nanosToTicks(frame.ptsNanos());
                behaviour.picture(taken++);
                give();
                held = pts;
                heldKey = key;
                key = false;
            }
        }

        private void give() {
            if (held >= 0 && !name.equals(silent)) {
                sink.accept(Packet.copyOf(
                        pool,
                        ByteBuffer.allocate(1),
                        parameters,
                        held,
                        held,
                        settings.timeBase(),
                        heldKey,
                        PacketStamps.NONE));
            }
        }

        @Override
        public void keyFrameNext() {
            key = true;
        }

        @Override
        public void flush() {
            give();
        }

        @Override
        public void close() {
            closed.add(name);
        }
    }
}
