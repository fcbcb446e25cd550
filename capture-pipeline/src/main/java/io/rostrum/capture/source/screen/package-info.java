/// The screen, a part of it, or one window as a source.
///
/// Start at [io.rostrum.capture.screen.ScreenSource], which picks what this system has: [X11ScreenSource] speaks the X
/// protocol itself (X Window
/// System Protocol, version 11; extensions MIT-SHM, DAMAGE, XFIXES, Composite). [ScreenTarget] is what is to be seen.
@NullMarked
package io.rostrum.capture.source.screen;

import org.jspecify.annotations.NullMarked;
