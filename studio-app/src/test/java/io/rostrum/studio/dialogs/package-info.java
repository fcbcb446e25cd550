/// Tests of what is decided in the dialogs, and of the dialogs themselves by mouse and by keyboard.
@NullMarked
package io.rostrum.studio.dialogs;

import org.jspecify.annotations.NullMarked;
