package io.rostrum.capture.source.drawn;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.PictureSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a drawn source shows, and when it shows something else. Asked by one thread at a time, which may take its time:
/// what was shown last stays until the answer is there.
public interface Drawing {
    /// What is to be seen. Equal contents look the same, so that nothing is drawn twice.
    interface Content {
        /// Draws it.
        ///
        /// @param size of the picture
        /// @throws DeviceException if it cannot be drawn, in words for the user; what was seen before stays
        Drawn draw(PictureSize size) throws DeviceException;
    }

    /// A picture, and what is not as it was wished.
    ///
    /// @param trouble in words for the user, such as a font that is not there
    record Drawn(DrawnPicture picture, Optional<String> trouble) {
        public Drawn(DrawnPicture picture) {
            this(picture, Optional.empty());
        }
    }

    /// What is to be seen at a time.
    ///
    /// @param holds   how long it stays as it is; the drawing is asked again then
    /// @param caption where in it this is, for the user: `page 3 of 12`; empty where there is nothing to say
    /// @param trouble in words for the user
    record Moment(Content content, Duration holds, String caption, Optional<String> trouble) {
        /// As long as nobody changes it.
        public static final Duration ALWAYS = Duration.ofDays(1);

        /// Something that stays as it is.
        public static Moment always(Content content) {
            return new Moment(content, ALWAYS, "", Optional.empty());
        }
    }

    /// Looks whether there is anything to show.
    ///
    /// @throws DeviceException if there is not: a file is missing or broken
    default void open() throws DeviceException {}

    /// {@return what is to be seen at `now`}
    Moment at(Instant now);

    /// {@return this, going on where another one is: a countdown whose colour was changed does not begin anew}
    ///
    /// @param before what was shown until now
    default Drawing after(Drawing before) {
        return this;
    }

    /// Goes on, or back, where there is something to turn.
    ///
    /// @param pages to go on; below 0 back
    default void turn(int pages) {}

    /// Gives back what it has opened; it opens it again when it is asked again.
    default void release() {}
}
