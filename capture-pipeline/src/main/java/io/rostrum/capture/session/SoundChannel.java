package io.rostrum.capture.session;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.source.RetryingAudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One source of sound in the mix, with its controls.
public final class SoundChannel implements AutoCloseable {
    private final AudioMixer mixer;
    private final MixerInput input;
    private final RetryingAudioSource source;
    private volatile boolean ended;
    private volatile boolean heard;

    SoundChannel(String name, AudioMixer mixer, Supplier<AudioSource> opener, Consumer<? super MixerInput> controls) {
        this.mixer = mixer;
        this.source = new RetryingAudioSource(opener);
        this.input = mixer.addInput(name, controls);
    }

    void start(MediaClock clock) {
        source.startOrRetry(clock, new Watched());
    }

    /// {@return gain, mute, offset and level}
    public MixerInput controls() {
        return input;
    }

    /// {@return why there is only silence now; empty while sound comes}
    public Optional<DeviceException> lost() {
        return source.lost();
    }

    /// {@return whether it came to its natural end}
    public boolean ended() {
        return ended;
    }

    /// {@return whether any sound has come since it was opened, silence included}
    public boolean heard() {
        return heard;
    }

    /// Closes the source and takes it out of the mix. Idempotent.
    @Override
    public void close() {
        source.close();
        mixer.removeInput(input);
    }

    private final class Watched implements AudioSink {
        @Override
        public void block(AudioBlock block) {
            heard = true;
            input.block(block);
        }

        @Override
        public void lost(DeviceException why) {
            input.lost(why);
        }

        @Override
        public void ended() {
            ended = true;
            input.ended();
        }
    }
}
