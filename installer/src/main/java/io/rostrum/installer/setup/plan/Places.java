package io.rostrum.installer.setup.plan;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where the system looks for things, for one user or for all (XDG Base Directory 0.8, File Hierarchy Standard
/// 3.0).
///
/// @param root         whether these are the places for all users
/// @param prefix       suggested folder of an installation
/// @param data         suggested folder of what the server keeps
/// @param programs     folder of commands
/// @param applications folder of desktop entries
/// @param icons        folder of the icon theme that each theme falls back on
/// @param config       the server's configuration file
/// @param units        folder of systemd units
/// @param cache        folder of what the programs can make again
public record Places(
        boolean root,
        Path prefix,
        Path data,
        Path programs,
        Path applications,
        Path icons,
        Path config,
        Path units,
        Path cache) {
    /// {@return the places of all users}
    ///
    /// @param top  `/`, but in tests
    /// @param home the home folder of root
    public static Places ofSystem(Path top, Path home) {
        return new Places(
                true,
                top.resolve("usr/local/lib/rostrum"),
                top.resolve("var/lib/rostrum"),
                top.resolve("usr/local/bin"),
                top.resolve("usr/local/share/applications"),
                top.resolve("usr/local/share/icons/hicolor"),
                top.resolve("etc/rostrum/rostrum.yaml"),
                top.resolve("etc/systemd/system"),
                home.resolve(".cache/rostrum"));
    }

    /// {@return the places of one user}
    ///
    /// @param environment the variables `XDG_…_HOME`, where they are set
    public static Places ofUser(Path home, Environment environment) {
        UnaryOperator<@Nullable String> variable = environment::get;
        Path data = base(variable.apply("XDG_DATA_HOME"), home.resolve(".local/share"));
        Path config = base(variable.apply("XDG_CONFIG_HOME"), home.resolve(".config"));
        Path cache = base(variable.apply("XDG_CACHE_HOME"), home.resolve(".cache"));
        return new Places(
                false,
                data.resolve("rostrum-app"),
                data.resolve("rostrum/server"),
                home.resolve(".local/bin"),
                data.resolve("applications"),
                data.resolve("icons/hicolor"),
                config.resolve("rostrum/rostrum.yaml"),
                config.resolve("systemd/user"),
                cache.resolve("rostrum"));
    }

    /// The variables of a process.
    @FunctionalInterface
    public interface Environment {
        /// {@return the value of a variable, or null where it is not set}
        @Nullable
        String get(String name);
    }

    private static Path base(@Nullable String given, Path otherwise) {
        return given != null && given.startsWith("/") ? Path.of(given) : otherwise;
    }
}
