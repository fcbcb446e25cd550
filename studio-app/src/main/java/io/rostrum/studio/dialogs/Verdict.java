package io.rostrum.studio.dialogs;

import io.rostrum.studio.engine.TestReport;

/// What a test means, in words.
///
/// @param good     whether to go live like this
/// @param sentence what was seen: `You look good: 1280x720, 30 fps, 2.5 Mb/s`
/// @param advice   what to change; empty when all is well
record Verdict(boolean good, String sentence, String advice) {
    /// Of the wanted pictures a second; below, people see that it stutters.
    private static final double ENOUGH = 0.97;

    static Verdict of(TestReport report) {
        String figures = report.size() + ", " + Amounts.decimal(report.framesPerSecond()) + " fps, "
                + Amounts.bitRate(report.bitsPerSecond());
        if (report.framesPerSecond() >= report.targetRate() * ENOUGH && report.dropped() == 0) {
            return new Verdict(true, "You look good: " + figures, "");
        }
        if (report.framesPerSecond() >= report.targetRate() * ENOUGH) {
            return new Verdict(
                    true,
                    "You look good: " + figures,
                    report.dropped() == 1
                            ? "One picture was left out; that is not seen."
                            : report.dropped() + " pictures were left out. Close other programs if it stutters.");
        }
        return new Verdict(
                false,
                "This computer makes " + Amounts.decimal(report.framesPerSecond()) + " of "
                        + Amounts.decimal(report.targetRate()) + " pictures a second: " + figures,
                "Choose a smaller picture or a lower frame rate in the settings, or close other programs.");
    }
}
