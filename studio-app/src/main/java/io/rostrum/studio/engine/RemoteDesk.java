package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/// Where the remote control is switched on and off, and how it is. What listens is attached from outside; the studio
/// itself knows only what is wanted. Thread-safe; no call blocks.
public final class RemoteDesk {
    /// 128 bits: nobody guesses it.
    private static final int PASSWORD_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private volatile RemoteSetting setting;
    private Consumer<RemoteSetting> server = _ -> {};
    private volatile RemoteState state = new RemoteState.Off();
    /// Whether the password was looked for where it is kept, and is not there.
    private volatile boolean lost;

    RemoteDesk(RemoteSetting setting) {
        this.setting = setting;
    }

    /// {@return what is wanted}
    public RemoteSetting setting() {
        return setting;
    }

    /// Changes what is wanted. What is on has a password, or awaits its own.
    public synchronized void set(RemoteSetting to) {
        setting = to.on() && to.password().isEmpty() && !to.kept() ? to.withPassword(password()) : to;
        server.accept(served());
    }

    /// {@return what is wanted as far as it can be: nobody is listened for without a password}
    private RemoteSetting served() {
        return setting.withOn(setting.on() && !setting.kept());
    }

    /// Takes the password that was read from where it is kept; one that was made meanwhile stays.
    ///
    /// @param found empty where it cannot be read
    synchronized void read(Optional<String> found) {
        if (setting.kept()) {
            lost = found.isEmpty();
            found.map(setting::withPassword).ifPresent(this::set);
        }
    }

    /// Makes another password. Who came with the old one has to come again.
    public synchronized void renewPassword() {
        set(setting.withPassword(password()));
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// {@return how it is}
    public RemoteState state() {
        RemoteSetting now = setting();
        return lost && now.on() && now.kept()
                ? new RemoteState.Failed(
                        tr("the password cannot be read from where keys are kept; open the key store of this "
                                + "computer and start the studio again, or make another password"))
                : state;
    }

    /// Attaches what listens.
    ///
    /// @param follow told at once, and with every change, what is wanted; must not block
    public synchronized void serve(Consumer<RemoteSetting> follow) {
        server = follow;
        follow.accept(served());
    }

    /// Says how it is; for what listens.
    public void report(RemoteState now) {
        state = now;
    }
}
