package io.rostrum.server.playback;

/// From where and by which pages a stream is played, and from where it is published; of one stream, or
/// of all. Immutable.
public record StreamRules(RefererRules referers, AddressRules play, AddressRules publish) {
    public static final StreamRules NONE = new StreamRules(RefererRules.NONE, AddressRules.NONE, AddressRules.NONE);

    /// {@return whether everybody may play as far as this says}
    boolean letAllPlay() {
        return referers.isEmpty() && play.isEmpty();
    }
}
