package io.rostrum.studio.engine;

import org.jspecify.annotations.Nullable;

/// A place to send to, as it is saved. The key is a secret: it is in no text made of this.
///
/// @param id      [#OWN_SERVER] for the bundled server, whose address and key the studio fills in
/// @param name    shown to the user
/// @param address `rtmp[s]://host[:port]/app`, without the key
/// @param key     the stream key
/// @param enabled whether going live sends here
/// @param sending how it is sent there; null in files of before there was a choice
public record DestinationSetting(
        String id,
        String name,
        String address,
        String key,
        boolean enabled,
        @Nullable DeliverySetting sending) {
    /// Id of the bundled server.
    public static final String OWN_SERVER = "own-server";

    /// One that is sent to as most want.
    public DestinationSetting(String id, String name, String address, String key, boolean enabled) {
        this(id, name, address, key, enabled, DeliverySetting.USUAL);
    }

    /// {@return how it is sent there}
    public DeliverySetting delivery() {
        return sending == null ? DeliverySetting.USUAL : sending;
    }

    /// {@return the same, switched on or off}
    public DestinationSetting enabled(boolean on) {
        return new DestinationSetting(id, name, address, key, on, sending);
    }

    /// {@return the same as another destination}
    DestinationSetting withId(String to) {
        return new DestinationSetting(to, name, address, key, enabled, sending);
    }

    /// {@return the same with another key}
    DestinationSetting withKey(String to) {
        return new DestinationSetting(id, name, address, to, enabled, sending);
    }

    @Override
    public String toString() {
        return "DestinationSetting[id=" + id + ", name=" + name + ", address=" + address + ", key=***, enabled="
                + enabled + ", sending=" + sending + "]";
    }
}
