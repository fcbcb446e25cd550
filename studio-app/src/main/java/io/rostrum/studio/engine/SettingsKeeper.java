package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import java.io.IOException;
import java.util.List;

/// Saves the settings when they have changed, and again after the disk has refused them. Confined to one thread at a
/// time.
final class SettingsKeeper {
    private static final long AGAIN_NANOS = 10_000_000_000L;

    private final SettingsFile file;
    private final DestinationKeys keys;
    private final RemotePassword password;
    private final Notices notices;
    private StudioSettings tried;
    private boolean refused;
    private long triedNanos;

    /// Whether copies of the settings may have a password, as older studios wrote it.
    private boolean passwordInCopies;

    /// @param keys     keeps what is too secret for the file
    /// @param password keeps what else is
    /// @param saved    as they are on the disk
    SettingsKeeper(
            SettingsFile file, DestinationKeys keys, RemotePassword password, StudioSettings saved, Notices notices) {
        this.file = file;
        this.keys = keys;
        this.password = password;
        this.passwordInCopies = !saved.remoteControl().password().isEmpty();
        StudioSettings keyless = saved.withDestinations(
                saved.destinations().stream().map(place -> place.withKey("")).toList(),
                saved.shelf().keyed());
        this.tried = passwordInCopies ? keyless.withRemote(RemoteSetting.OFF) : keyless;
        this.notices = notices;
    }

    /// @param last whether there will be no other try
    void keep(StudioSettings now, boolean last) {
        boolean again = refused && (last || System.nanoTime() - triedNanos > AGAIN_NANOS);
        if (now.equals(tried) && !again) {
            return;
        }
        tried = now;
        triedNanos = System.nanoTime();
        try {
            List<DestinationSetting> keyless = keys.keep(now.destinations());
            file.save(now.withDestinations(keyless, keys.keyed()).withRemote(password.keep(now.remoteControl())));
            if (passwordInCopies) {
                file.stripCopies();
                passwordInCopies = false;
            }
            refused = false;
        } catch (IOException e) {
            refused = true;
            notices.add(
                    /* grave= */ true,
                    tr("The settings cannot be saved ({0}); free some space on the disk.", e.getMessage()));
        }
    }
}
