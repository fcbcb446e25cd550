/// The languages of the window: English in the code, the others in catalogues beside these classes. Start at [Wording].
@NullMarked
package io.rostrum.studio.words;

import org.jspecify.annotations.NullMarked;
