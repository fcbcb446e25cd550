package io.rostrum.studio.engine;

/// Whether and how other programs may control the studio, as it is saved. The password is a secret: it is in no text
/// made of this.
///
/// @param on       whether it is listened for them
/// @param port     of TCP, [#LEAST_PORT] to [#MOST_PORT]
/// @param network  whether programs of other machines may connect; else those of this one only
/// @param password that they have to know; empty until it is switched on for the first time
/// @param kept     whether the password lies where secrets are kept and was not read yet; it is empty then
public record RemoteSetting(boolean on, int port, boolean network, String password, boolean kept) {
    public static final int LEAST_PORT = 1024;
    public static final int MOST_PORT = 65_535;

    /// Where programs look that control studios of this protocol.
    public static final int USUAL_PORT = 4455;

    public static final RemoteSetting OFF = new RemoteSetting(false, USUAL_PORT, false, "", false);

    /// What a settings file does not say, or says wrongly, is put right.
    public RemoteSetting {
        port = port < LEAST_PORT || port > MOST_PORT ? USUAL_PORT : port;
        password = password == null ? "" : password;
        kept &= password.isEmpty();
    }

    public RemoteSetting withOn(boolean to) {
        return new RemoteSetting(to, port, network, password, kept);
    }

    /// @param to [#LEAST_PORT] to [#MOST_PORT]
    public RemoteSetting withPort(int to) {
        return new RemoteSetting(on, to, network, password, kept);
    }

    public RemoteSetting withNetwork(boolean to) {
        return new RemoteSetting(on, port, to, password, kept);
    }

    RemoteSetting withPassword(String to) {
        return new RemoteSetting(on, port, network, to, false);
    }

    /// {@return the same without its password, which is kept elsewhere}
    RemoteSetting asKept() {
        return new RemoteSetting(on, port, network, "", true);
    }

    @Override
    public String toString() {
        return "RemoteSetting[on=" + on + ", port=" + port + ", network=" + network + ", password=***, kept=" + kept
                + "]";
    }
}
