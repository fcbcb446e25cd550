package io.rostrum.capture.load;

import io.rostrum.effects.thrift.Saving;

/// What can be left out, in the order in which it is: what is seen least comes first.
public enum LoadStep {
    /// [Saving#MASK_RATE].
    MASK_RATE,
    /// [Saving#MASK_SIZE].
    MASK_SIZE,
    /// [Saving#BEAUTY_SIZE].
    BEAUTY_SIZE,
    /// The preview shows every second picture.
    PREVIEW_RATE,
    /// The programme has every second picture, each at its exact time.
    FRAME_RATE;

    static LoadStep of(Saving saving) {
        return switch (saving) {
            case MASK_RATE -> MASK_RATE;
            case MASK_SIZE -> MASK_SIZE;
            case BEAUTY_SIZE -> BEAUTY_SIZE;
        };
    }
}
