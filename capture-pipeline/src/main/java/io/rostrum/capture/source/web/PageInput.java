package io.rostrum.capture.source.web;

/// What somebody does to a page with mouse and keyboard. Places are pixels of the page's window, from
/// its top left.
public sealed interface PageInput {
    /// The mouse is somewhere else.
    record Move(double x, double y) implements PageInput {}

    /// A click with the first button.
    record Click(double x, double y) implements PageInput {}

    /// The wheel was turned.
    ///
    /// @param pixels that the page moves up; below 0 down
    record Scroll(double x, double y, double pixels) implements PageInput {}

    /// Letters were typed.
    record Type(String text) implements PageInput {}

    /// A key that writes no letter.
    ///
    /// @param name as in the DOM's `KeyboardEvent.key`: `Enter`, `Backspace`, `ArrowLeft`
    /// @param code Windows virtual-key code, which pages know as `keyCode`
    record Key(String name, int code) implements PageInput {}
}
