package io.rostrum.studio.cli;

import io.rostrum.capture.audio.filter.SoundFilterChain;
import io.rostrum.capture.audio.filter.SoundFilterSpec;
import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.input.AudioInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/// What is said of one source of sound: `--audio`, and what belongs to it.
final class HeardOptions {
    @Option(
            names = "--audio",
            paramLabel = "SOURCE",
            required = true,
            description = "device[:ID], desktop, testcard, tone, none or a media file; by default what belongs to the"
                    + " video; may be repeated")
    private String audio = "";

    @Option(
            names = "--tracks",
            paramLabel = "N,…",
            description = "the tracks, 1 to 6, that this sound is heard in: mixes, of which each target gets one")
    private String tracks = "1";

    @Option(
            names = "--sound-filter",
            paramLabel = "FILTER",
            description =
                    "what is done to this sound, in the order given; may be repeated: gain=gain=3, gate, expander,"
                            + " compressor=threshold=-20,ratio=4 (with key=2 it ducks under the second --audio), limiter,"
                            + " eq=low=3,high=-2, denoise")
    private List<String> filters = new ArrayList<>();

    @Option(
            names = "--balance",
            paramLabel = "SIDE",
            description = "-1 only the left side of this sound, 0 both, 1 only the right side")
    private double balance;

    @Option(names = "--mono", description = "gives both sides of this sound the mean of both")
    private boolean mono;

    @Option(
            names = "--sync-offset",
            paramLabel = "MS",
            description = "how much later this sound is heard than it comes, -200 to 20000 ms")
    private int offsetMillis;

    /// {@return what is done to this sound}
    ///
    /// @param number of this sound, from 1, by which filters of others may follow it
    /// @param all    how many sounds there are
    /// @throws IllegalArgumentException in words for the user
    Consumer<MixerInput> controls(int number, int all) {
        if (!(balance >= -1 && balance <= 1)) {
            throw new IllegalArgumentException("--balance: " + balance + " (expected: -1 to 1)");
        }
        Duration later = Duration.ofMillis(offsetMillis);
        if (later.compareTo(MixerInput.EARLIEST) < 0 || later.compareTo(MixerInput.LATEST) > 0) {
            throw new IllegalArgumentException("--sync-offset: " + offsetMillis + " (expected: "
                    + MixerInput.EARLIEST.toMillis() + " to " + MixerInput.LATEST.toMillis() + " ms)");
        }
        List<SoundFilterChain.Entry> entries = filters.stream()
                .map(text -> new SoundFilterChain.Entry(filter(text, number, all), /* on= */ true))
                .toList();
        return input -> {
            input.id(Integer.toString(number));
            input.balance(balance);
            input.mono(mono);
            input.syncOffset(later);
            input.filters(entries);
        };
    }

    private static SoundFilterSpec filter(String text, int number, int all) {
        SoundFilterSpec spec = SoundFilterSpec.parse(text);
        boolean another = IntStream.rangeClosed(1, all)
                .filter(other -> other != number)
                .anyMatch(other -> spec.key().equals(Integer.toString(other)));
        if (!spec.key().isEmpty() && !another) {
            throw new IllegalArgumentException("--sound-filter " + text + ": key " + spec.key()
                    + " (expected: the number of another --audio, 1 for the first)");
        }
        return spec;
    }

    /// @throws IllegalArgumentException in words for the user
    AudioInput input() {
        return AudioInput.parse(audio);
    }

    /// @throws IllegalArgumentException in words for the user
    TrackSet tracks() {
        TrackSet read = TrackSet.parse(tracks);
        if (read.isEmpty()) {
            throw new IllegalArgumentException("--tracks: none (expected: one at least, like 1,3)");
        }
        return read;
    }
}
