package io.rostrum.capture.audio.monitor;

import io.rostrum.capture.audio.AudioBlock;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;

/// An output device by Java Sound, which is ALSA on Linux (and there PulseAudio or PipeWire behind its default),
/// DirectSound on Windows and Core Audio on macOS.
public final class JavaSoundDevice implements OutputDevice {
    private static final int BITS = 16;
    private static final int FRAME_BYTES = BITS / 8 * AudioBlock.CHANNELS;
    private static final AudioFormat FORMAT = new AudioFormat(
            AudioBlock.SAMPLE_RATE, BITS, AudioBlock.CHANNELS, /* signed= */ true, /* bigEndian= */ false);
    private static final DataLine.Info LINE = new DataLine.Info(SourceDataLine.class, FORMAT);

    /// What the device keeps: 60 ms.
    private static final int BUFFER_BYTES = AudioBlock.SAMPLE_RATE * 60 / 1000 * FRAME_BYTES;

    private final String name;
    private final SourceDataLine line;

    private JavaSoundDevice(String name, SourceDataLine line) {
        this.name = name;
        this.line = line;
    }

    /// {@return the devices that can be named, as the system calls them; asks the system, which takes some
    /// milliseconds}
    public static List<String> names() {
        try {
            return outputs().map(Mixer.Info::getName).distinct().toList();
        } catch (LinkageError e) { // a system without the libraries of its sound
            return List.of();
        }
    }

    private static Stream<Mixer.Info> outputs() {
        return Stream.of(AudioSystem.getMixerInfo())
                .filter(info -> AudioSystem.getMixer(info).isLineSupported(LINE));
    }

    /// Opens one; see [OutputDevice.Opener].
    public static OutputDevice open(String name) throws IOException {
        try {
            SourceDataLine line = line(name);
            line.open(FORMAT, BUFFER_BYTES);
            line.start();
            return new JavaSoundDevice(name, line);
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException | LinkageError e) {
            throw new IOException(
                    (name.isEmpty() ? "the default output" : "output " + name) + " does not open (expected: "
                            + (name.isEmpty()
                                    ? "a sound card or a sound server that plays on one"
                                    : "a device that is plugged in and that no other program holds")
                            + ")",
                    e);
        }
    }

    private static SourceDataLine line(String name) throws LineUnavailableException {
        if (name.isEmpty()) {
            return (SourceDataLine) AudioSystem.getLine(LINE);
        }
        Mixer.Info found = outputs()
                .filter(info -> info.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new LineUnavailableException("no output " + name));
        return (SourceDataLine) AudioSystem.getMixer(found).getLine(LINE);
    }

    @Override
    public void play(byte[] bytes) throws IOException {
        if (line.write(bytes, 0, bytes.length) < bytes.length) {
            throw new IOException((name.isEmpty() ? "the default output" : "output " + name)
                    + " has stopped (expected: it stays" + " plugged in)");
        }
    }

    @Override
    public void close() {
        line.stop();
        line.close();
    }
}
