package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.keys.KeyVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The password of the remote control between the settings, the desk and the vault.
final class RemotePasswordTest {
    private static final RemoteSetting OLD = new RemoteSetting(true, 4455, false, "remote-secret-1", false);

    @TempDir
    Path folder;

    private final List<RemoteSetting> served = new ArrayList<>();

    private StoredSecrets secrets() {
        return new StoredSecrets(folder, Optional.empty(), new SameThread());
    }

    private RemoteDesk desk(RemoteSetting setting) {
        RemoteDesk desk = new RemoteDesk(setting);
        desk.serve(served::add);
        return desk;
    }

    @Test
    void noFileHasThePasswordThatAnOlderFileAndItsCopyHad() throws Exception {
        Path file = folder.resolve("settings.json");
        StudioSettings old = StudioSettings.fresh().withRemote(OLD);
        new SettingsFile(file).save(old);
        try (Stream<Path> copies = Files.list(folder.resolve("backups"))) {
            assertThat(copies).hasSize(1);
        }

        SettingsFile settings = new SettingsFile(file);
        StudioSettings loaded = settings.load().settings();
        StoredSecrets secrets = secrets();
        SettingsKeeper keeper = new SettingsKeeper(
                settings, new DestinationKeys(secrets), new RemotePassword(secrets), loaded, new Notices());
        keeper.keep(loaded, /* last= */ false);

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(one, StandardCharsets.ISO_8859_1))
                        .as(one.toString())
                        .doesNotContain(OLD.password());
            }
        }
        RemoteSetting now = new SettingsFile(file).load().settings().remoteControl();
        assertThat(now).isEqualTo(new RemoteSetting(true, 4455, false, "", true));

        RemoteDesk desk = desk(now);
        new RemotePassword(secrets()).fetch(desk);
        assertThat(desk.setting()).isEqualTo(OLD);
    }

    @Test
    void nobodyIsListenedForBeforeThePasswordIsThere() throws IOException {
        new KeyVault(folder).put("remote-control", "remote-secret-1");
        RemoteDesk desk = desk(OLD.asKept());
        desk.set(desk.setting().withPort(5000));
        desk.set(desk.setting().withOn(true));
        assertThat(served).hasSize(3).noneMatch(RemoteSetting::on);
        new RemotePassword(secrets()).fetch(desk);
        assertThat(served.getLast()).isEqualTo(OLD.withPort(5000));
    }

    @Test
    void aPasswordThatCannotBeReadIsSaidAndAnotherOneIsMade() throws IOException {
        RemotePassword password = new RemotePassword(secrets());
        RemoteDesk desk = desk(OLD.asKept());
        password.fetch(desk);
        assertThat(desk.state())
                .isInstanceOfSatisfying(
                        RemoteState.Failed.class,
                        failed -> assertThat(failed.why()).contains("cannot be read from where keys are kept"));
        assertThat(served).noneMatch(RemoteSetting::on);

        desk.renewPassword();
        assertThat(served.getLast().on()).isTrue();
        assertThat(desk.state()).isInstanceOf(RemoteState.Off.class);
        assertThat(password.keep(desk.setting())).isEqualTo(OLD.asKept());
        assertThat(new KeyVault(folder).get("remote-control"))
                .contains(desk.setting().password());
    }

    @Test
    void aPasswordThatWasMadeMeanwhileStays() {
        RemoteDesk desk = desk(OLD.asKept());
        desk.renewPassword();
        String made = desk.setting().password();
        desk.read(Optional.of("remote-secret-1"));
        assertThat(desk.setting().password()).isEqualTo(made);
    }
}
