package io.rostrum.studio.engine;

/// A place to send to, as it is saved. The key is a secret: it is in no text made of this.
///
/// @param id      [#OWN_SERVER] for the bundled server, whose address and key the studio fills in
/// @param name    shown to the user
/// @param address `rtmp[s]://host[:port]/app`, without the key
/// @param key     the stream key
/// @param enabled whether going live sends here
public record DestinationSetting(String id, String name, String address, String key, boolean enabled) {
    /// Id of the bundled server.
    public static final String OWN_SERVER = "own-server";

    @Override
    public String toString() {
        return "DestinationSetting[id=" + id + ", name=" + name + ", address=" + address + ", key=***, enabled="
                + enabled + "]";
    }
}
