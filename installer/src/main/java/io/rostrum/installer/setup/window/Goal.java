package io.rostrum.installer.setup.window;

/// What the user came for.
enum Goal {
    /// To install, to upgrade, or to change what is installed.
    INSTALL,
    UNINSTALL
}
