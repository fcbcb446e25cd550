package io.rostrum.testing;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// Real encoders that fail or hang when they are told to. They are x264 and OpenH264 in turns, so that each takes
/// over with another configuration of the decoder.
public final class FaultyEncoders implements VideoEncoders, AutoCloseable {
    /// What goes wrong with the next picture.
    public enum Fault {
        NONE,
        FAILS,
        HANGS
    }

    private final VideoEncoders real = new FfmpegVideoEncoders();
    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> names;

    /// @param count how many encoders there are, one after the other
    public FaultyEncoders(int count) {
        names = IntStream.range(0, count)
                .mapToObj(i -> i + (i % 2 == 0 ? ":x264" : ":openh264"))
                .toList();
    }

    /// Has the encoder that gets the next picture do so.
    public void order(Fault fault) {
        next.set(fault);
    }

    @Override
    public void prepare() {
        real.prepare();
    }

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
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by the one around it
    public VideoEncoder open(String name, VideoSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException {
        String behind = name.substring(name.indexOf(':') + 1);
        return new Faulty(name, real.open(behind, settings, clock, pool, sink));
    }

    @Override
    public Probe probe(String name) {
        return new Probe(name, true, true, "");
    }

    /// Lets those that hang come back.
    @Override
    public void close() {
        over.countDown();
    }

    private final class Faulty implements VideoEncoder {
        private final String name;
        private final VideoEncoder real;

        Faulty(String name, VideoEncoder real) {
            this.name = name;
            this.real = real;
        }

        @Override
        public void encode(VideoFrame frame, PacketStamps stamps) throws EncoderException {
            switch (next.getAndSet(Fault.NONE)) {
                case NONE -> {}
                case FAILS -> {
                    frame.close();
                    throw new EncoderException("encoder " + name + " failed: the device was lost");
                }
                case HANGS -> hang();
            }
            real.encode(frame, stamps);
        }

        private void hang() throws EncoderException {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new EncoderException("encoder " + name + " was interrupted", e);
            }
        }

        @Override
        public boolean changeBitRate(int bitsPerSecond) {
            return real.changeBitRate(bitsPerSecond);
        }

        @Override
        public void keyFrameNext() {
            real.keyFrameNext();
        }

        @Override
        public void flush() throws EncoderException {
            real.flush();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
