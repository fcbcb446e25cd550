package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is left out because the machine is too slow for all of it, in words.
public final class LoadWords {
    private LoadWords() {}

    /// {@return as figures name it: `mask-rate`}
    public static String name(LoadStep step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// {@return what is left out, in their order: `mask less often, smaller mask`; empty where all is done}
    public static String left(LoadState load) {
        return load.steps().stream().map(LoadWords::words).collect(Collectors.joining(", "));
    }

    private static String words(LoadStep step) {
        return switch (step) {
            case MASK_RATE -> tr("mask less often");
            case MASK_SIZE -> tr("smaller mask");
            case BEAUTY_SIZE -> tr("coarser beauty");
            case PREVIEW_RATE -> tr("half the preview's pictures");
            case FRAME_RATE -> tr("every second picture");
        };
    }

    /// {@return why, in a clause: `the encoder cannot keep up`; empty where all is done}
    public static String why(LoadState load) {
        return load.cause().map(LoadWords::words).orElse("");
    }

    private static String words(LoadState.Cause cause) {
        return switch (cause) {
            case PICTURES -> tr("pictures take longer to make than there is time");
            case PROCESSOR -> tr("the processor is busy with other work");
            case ENCODER -> tr("the encoder cannot keep up");
        };
    }

    /// {@return what has changed since then, as a sentence; empty where nothing has}
    public static String change(LoadState before, LoadState now) {
        List<LoadStep> more = now.steps().stream()
                .filter(step -> !before.steps().contains(step))
                .toList();
        if (!more.isEmpty()) {
            return tr("Left out for now: {0}, because {1}.", left(new LoadState(more, now.cause())), why(now));
        }
        List<LoadStep> back = before.steps().stream()
                .filter(step -> !now.steps().contains(step))
                .toList();
        return back.isEmpty() ? "" : tr("Done again: {0}.", left(new LoadState(back, before.cause())));
    }
}
