package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.words.Wording;
import java.util.ArrayList;
import java.util.List;

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
                tr("{0} of {1} fps", Amounts.oneDecimal(figures.framesPerSecond()), plain(figures.targetRate())),
                rateTone(figures),
                tr("{0} dropped", dropped),
                why(figures),
                dropped == 0 ? Tone.NEUTRAL : Tone.WARN,
                tr("{0} cores", Wording.format("%.2f", figures.cpuCores())),
                figures.encoder().isEmpty() ? "" : figures.encoder() + ", " + Amounts.millis(figures.encodeMillis()),
                filters(figures.filtersOn()));
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

    private static String filters(String on) {
        return on.isEmpty() || on.equals("processor") ? tr("Filters on processor") : tr("Filters on {0}", on);
    }

    private static String why(Figures figures) {
        List<String> causes = new ArrayList<>();
        if (figures.skippedLate() > 0) {
            causes.add(tr("{0} by the machine", figures.skippedLate()));
        }
        if (figures.droppedEncoder() > 0) {
            causes.add(tr("{0} by the encoder", figures.droppedEncoder()));
        }
        if (figures.droppedNetwork() > 0) {
            causes.add(tr("{0} by the network", figures.droppedNetwork()));
        }
        return String.join(", ", causes);
    }

    /// {@return `30` or `29.97`}
    private static String plain(double rate) {
        return Math.abs(rate - Math.rint(rate)) < 0.005
                ? Long.toString(Math.round(rate))
                : Wording.format("%.2f", rate);
    }
}
