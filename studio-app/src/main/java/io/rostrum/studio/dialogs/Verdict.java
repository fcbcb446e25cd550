package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

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
        String figures = report.size() + ", " + tr("{0} fps", Amounts.decimal(report.framesPerSecond())) + ", "
                + Amounts.bitRate(report.bitsPerSecond());
        if (report.framesPerSecond() >= report.targetRate() * ENOUGH && report.dropped() == 0) {
            return new Verdict(true, tr("You look good: {0}", figures), "");
        }
        if (report.framesPerSecond() >= report.targetRate() * ENOUGH) {
            return new Verdict(
                    true,
                    tr("You look good: {0}", figures),
                    trn(
                            "One picture was left out; that is not seen.",
                            "{0} pictures were left out. Close other programs if it stutters.",
                            report.dropped()));
        }
        return new Verdict(
                false,
                tr(
                        "This computer makes {0} of {1} pictures a second: {2}",
                        Amounts.decimal(report.framesPerSecond()), Amounts.decimal(report.targetRate()), figures),
                tr("Choose a smaller picture or a lower frame rate in the settings, or close other programs."));
    }
}
