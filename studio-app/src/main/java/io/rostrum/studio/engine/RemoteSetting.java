package io.rostrum.studio.engine;

/// Whether and how other programs may control the studio, as it is saved. The password is a secret: it is in no text
/// made of this.
///
/// @param on       whether it is listened for them
/// @param port     of TCP, [#LEAST_PORT] to [#MOST_PORT]
/// @param network  whether programs of other machines may connect; else those of this one only
/// @param password that they have to know; empty until it is switched on for the first time
public record RemoteSetting(boolean on, int port, boolean network, String password) {
    public static final int LEAST_PORT = 1024;
    public static final int MOST_PORT = 65_535;

    /// Where programs look that control studios of this protocol.
    public static final int USUAL_PORT = 4455;

    public static final RemoteSetting OFF = new RemoteSetting(false, USUAL_PORT, false, "");

    /// What a settings file does not say, or says wrongly, is put right.
    public RemoteSetting {
        port = port < LEAST_PORT || port > MOST_PORT ? USUAL_PORT : port;
        password = password == null ? "" : password;
    }

    public RemoteSetting withOn(boolean to) {
        return new RemoteSetting(to, port, network, password);
    }

    /// @param to [#LEAST_PORT] to [#MOST_PORT]
    public RemoteSetting withPort(int to) {
        return new RemoteSetting(on, to, network, password);
    }

    public RemoteSetting withNetwork(boolean to) {
        return new RemoteSetting(on, port, to, password);
    }

    RemoteSetting withPassword(String to) {
        return new RemoteSetting(on, port, network, to);
    }

    @Override
    public String toString() {
        return "RemoteSetting[on=" + on + ", port=" + port + ", network=" + network + ", password=***]";
    }
}
