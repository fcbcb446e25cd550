package io.rostrum.studio.window;

import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How the machine copes, in words.
///
/// @param rate     `29.9 of 30 fps`
/// @param rateTone healthy from 95 % of what is wanted, hurt below 80 %
/// @param dropped  how many pictures were lost
/// @param why      what they were lost to, one part a cause; empty while none was
/// @param dropTone of these
/// @param cpu      processor cores
/// @param encoding what encodes and how long a picture takes; empty while nothing is encoded
/// @param filters  where filters work
record StatusLine(
        String rate,
        Tone rateTone,
        String dropped,
        String why,
        Tone dropTone,
        String cpu,
        String encoding,
        String filters) {
    private static final double WELL = 0.95;
    private static final double HURT = 0.80;

    static StatusLine of(Figures figures) {
        long dropped = lost(figures);
        return new StatusLine(
                Amounts.oneDecimal(figures.framesPerSecond()) + " of " + plain(figures.targetRate()) + " fps",
                rateTone(figures),
                dropped + " dropped",
                why(figures),
                dropped == 0 ? Tone.NEUTRAL : Tone.WARN,
                String.format(Locale.ROOT, "%.2f cores", figures.cpuCores()),
                figures.encoder().isEmpty() ? "" : figures.encoder() + ", " + Amounts.millis(figures.encodeMillis()),
                "Filters on " + (figures.filtersOn().isEmpty() ? "processor" : figures.filtersOn()));
    }

    /// {@return bits a second that leave the machine, over all destinations}
    static long bitsPerSecond(StudioSnapshot snapshot) {
        return snapshot.destinations().stream()
                .mapToLong(destination ->
                        destination.state() instanceof DestinationState.Sending sending ? sending.bitsPerSecond() : 0)
                .sum();
    }

    private static long lost(Figures figures) {
        return figures.skippedLate() + figures.droppedEncoder() + figures.droppedNetwork();
    }

    private static Tone rateTone(Figures figures) {
        double share = figures.targetRate() <= 0 ? 1 : figures.framesPerSecond() / figures.targetRate();
        if (share >= WELL) {
            return Tone.OK;
        }
        return share >= HURT ? Tone.WARN : Tone.LIVE;
    }

    private static String why(Figures figures) {
        List<String> causes = new ArrayList<>();
        if (figures.skippedLate() > 0) {
            causes.add(figures.skippedLate() + " by the machine");
        }
        if (figures.droppedEncoder() > 0) {
            causes.add(figures.droppedEncoder() + " by the encoder");
        }
        if (figures.droppedNetwork() > 0) {
            causes.add(figures.droppedNetwork() + " by the network");
        }
        return String.join(", ", causes);
    }

    /// {@return `30` or `29.97`}
    private static String plain(double rate) {
        return Math.abs(rate - Math.rint(rate)) < 0.005
                ? Long.toString(Math.round(rate))
                : String.format(Locale.ROOT, "%.2f", rate);
    }
}
