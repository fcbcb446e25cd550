package io.rostrum.effects.thrift;

/// Work that a filter can leave out for a while, where little is seen of it.
public enum Saving {
    /// The person is looked for half as often; between the looks the outline follows the picture's edges as ever.
    MASK_RATE,
    /// The person's outline is found in a picture of half the width and height.
    MASK_SIZE,
    /// Skin is smoothed in a picture of half the width and height.
    BEAUTY_SIZE
}
