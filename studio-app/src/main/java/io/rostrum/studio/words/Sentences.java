package io.rostrum.studio.words;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sentences that are made in English and translated where they are shown: those of other modules, which know no
/// language, and those that a log has, too.
///
/// A sentence with values in it is known again by its pattern, which is what stands in the catalogue. What is
/// not listed here is shown in English: words of FFmpeg, of drivers, of servers and of the system.
public final class Sentences {
    private static final List<Sentence> SENTENCES = Stream.of(
                    // destinations
                    mark("The name {0} is not known"),
                    mark("{0} does not answer"),
                    mark("There is no way to {0}"),
                    mark("{0} accepts no connections"),
                    mark("{0} does not speak RTMPS"),
                    mark("Use rtmp:// or the server's RTMPS port."),
                    mark("The certificate of {0} is not to be trusted: {1}"),
                    mark("Check the address; if the server is your own, give it a certificate of a known authority."),
                    mark("{0} does not speak RTMP as it should: {1}"),
                    mark("No encrypted connection with {0}: {1}"),
                    mark("{0} closed the connection"),
                    mark("{0} broke the connection"),
                    mark("Choose another address."),
                    mark("No answer from {0} within {1} s"),
                    mark("{0} has taken no data for {1} s"),
                    mark("{0} takes no data"),
                    mark("{0} wants to be left for another server"),
                    mark("{0} sends us from one place to another"),
                    mark("{0} sends us to an address that cannot be used: {1}"),
                    mark("The server refused the stream"),
                    mark("The server refused the stream: {0}"),
                    mark(
                            "This server wants a user name and a password, which RTMP keys do not carry: ask its operator for"
                                    + " a key."),
                    mark("Check the stream key, and that no other encoder is using it."),
                    mark("Check the address: the server does not know the application in it."),
                    mark("Check the stream key, and that the account may go live."),
                    // recording
                    mark("{0} is a folder. Name a file in it, such as {1}."),
                    mark("The recording stopped because of a mistake in this program."),
                    mark("Start it again, and please report the log."),
                    mark("There is nothing to save yet. Wait until the first pictures have come."),
                    mark("The disk of {0} does not answer. Save to another disk."),
                    mark("The disk of {0} is full."),
                    mark("Free some space, or record to another disk."),
                    mark("The disk of {0} can only be read."),
                    mark("Record to a folder on another disk."),
                    mark("The disk of {0} has {1} MiB left, and {2} MiB are to stay free."),
                    mark("There is no folder {0}."),
                    mark("Make it, or record to another folder."),
                    mark("Writing to {0} is not allowed."),
                    mark("Record to a folder of yours, or change who may write to this one."),
                    mark("The file {0} could not be written: {1}."),
                    mark("Look whether the disk is still there and healthy, or record to another one."),
                    // encoders and their settings
                    mark(
                            "Key frames {0} apart let viewers wait that long to join, and many platforms refuse them; choose"
                                    + " 2 s."),
                    mark("Key frames {0} apart take bits that the pictures between them miss; choose 2 s."),
                    mark("{0} is little for {1} at {2} fps, motion will look blocky; choose {3} or more, or a smaller"
                            + " picture."),
                    mark("{0} is more than {1} at {2} fps gains from; {3} looks the same and reaches more viewers."),
                    mark("encoder {0} failed: it took {1} pictures and gave none back"),
                    mark("encoder {0} failed: it did not answer for {1} ms"),
                    mark("{0} pictures of {1} in {2} ms"),
                    mark("video encoder: none works here (expected: x264 at least); rostrum doctor says why"),
                    mark(
                            "there is no memory left for the broadcast; close other programs, or choose a smaller picture"),
                    mark(
                            "the broadcast ended because of a mistake in this program; start it again, and please report the"
                                    + " log"),
                    mark("a mistake in this program"),
                    mark("a mistake in this program; please report the log"),
                    // sources
                    mark("{0} stopped because of a mistake in this program; please report the log"),
                    mark("camera {0} is gone ({1}); plug it in again"),
                    mark("camera {0} is not plugged in; plug it in again"),
                    mark("camera: none on this machine; plug one in, or use testcard, screen or a file"),
                    mark("camera {0}: no picture for {1} s; unplug it and plug it in again"),
                    mark("camera {0} is held by another program; close that program"),
                    mark("camera {0} may not be used by you; {1}"),
                    mark("camera {0} does not deliver {1}; choose another --size or --fps, or another camera"),
                    mark("{0} cannot be captured ({1}); check that it is there and that the system lets this program"
                            + " record the screen"),
                    mark("{0} is gone ({1}); bring it back or choose another"),
                    mark("{0} was closed; open it again"),
                    mark("{0} lies outside of the screen, which is {1}; choose a region inside of it"),
                    mark("{0} is not on this display; `xwininfo -tree -root` lists the windows there are"),
                    mark("there is no display here; set DISPLAY or name one, as in screen::0"),
                    mark("{0} cannot be read; move it to where all of it is on the screen"),
                    mark("file {0} has no pictures; use it for sound, and another one to be seen"),
                    mark("file {0} has no sound; choose other sound, or none"),
                    mark("file {0} is not there; check the path and the spelling"),
                    mark("file {0} may not be read; give yourself the right to read it"),
                    mark("file {0} cannot be looked into: {1}; try another one"),
                    mark("file {0} holds neither pictures nor sound that can be read; try another one"),
                    mark("file {0} cannot be decoded{1}; try another one, or convert it"),
                    mark("file {0} stopped playing{1}; it is begun anew, and may have to be converted if that happens"
                            + " again"),
                    mark("file {0} does not say how long it lasts; choose a film, or convert it"),
                    mark("file {0} has no pictures; choose a film"),
                    mark("file {0} is no image that can be read; use PNG or JPEG"),
                    mark("image {0} is not there; check the path and the spelling"),
                    mark("image {0} may not be read; give yourself the right to read it"),
                    mark("image {0} is broken ({1}); export it again as PNG or JPEG"),
                    mark("the PDF {0} is not there; check the path and the spelling"),
                    mark("the PDF {0} may not be read; give yourself the right to read it"),
                    mark("the PDF {0} has no pages"),
                    mark("the PDF {0} is locked by a password; save it without one"),
                    mark("the PDF {0} is broken; export it again"),
                    mark("there are no pictures to show; put PNG or JPEG files into the folder"),
                    mark("none of the {0} pictures can be shown: {1}"),
                    mark("left out: {0}"),
                    mark("{0} pictures are left out; the first: {1}"),
                    mark("file {0} has nothing that is to be played"),
                    mark("the playlist has no files; add some, or put films into its folder"),
                    mark("none of the {0} files of the playlist can be played: {1}"),
                    mark("{0} files are left out; the first: {1}"),
                    mark("file {0} of {1}: {2}"),
                    mark("the list is over"),
                    mark("picture {0} of {1}"),
                    mark("page {0} of {1}"),
                    mark("none of the pictures and folders of the slideshow is there; check the paths, such as {0}"),
                    mark("the text file {0} is not there; write it, or choose another one"),
                    mark("the text file {0} is not there; write it, or choose another one; the last text stays"),
                    mark("the text file {0} may not be read; give yourself the right to read it"),
                    mark("the text file {0} may not be read; give yourself the right to read it; the last text stays"),
                    mark(
                            "the font “{0}” is not installed here, another one stands in; install it, or choose one that is"),
                    mark("no installed font has these letters: {0}; install one, such as Noto Sans for that script"),
                    mark("no font with coloured emoji is installed; install Noto Color Emoji (Debian, Ubuntu:"
                            + " fonts-noto-color-emoji)"),
                    // web pages
                    mark(
                            "no browser that draws web pages was found; install Chromium, Google Chrome or Microsoft Edge (on"
                                    + " Debian and Ubuntu: sudo apt install chromium)"),
                    mark("web pages are shown on Linux and macOS only"),
                    mark("the browser that draws the page does not answer; it is started again by itself"),
                    mark("the browser that drew the page has ended; it is started again by itself"),
                    mark(
                            "the page of {0} crashed and is loaded again by itself; if that goes on, it needs too much memory"),
                    mark("the page of {0} cannot be reached any more; it is tried again by itself, check the network"),
                    mark("there is no host {0}; check the address and the network"),
                    mark("nothing answers at {0}; check the address, or start the program that serves it"),
                    mark("{0} cannot be reached; check the network, it is tried again by itself"),
                    mark("the file {0} is not there; choose it anew"),
                    mark("the page of {0} cannot be loaded ({1}); check the address and the network"),
                    mark("{0} does not give the page away ({1}); copy its address anew from where you have it"),
                    mark("{0} has no page at that address ({1}); copy it anew from where you have it"),
                    mark("{0} is in trouble ({1}); it is tried again by itself, ask who runs it if that goes on"),
                    mark("{0} did not answer within {1} s; check the network, it is tried again by itself"),
                    // sound
                    mark("audio device {0} is gone (expected: it stays plugged in and its server runs)"),
                    mark(
                            "audio device {0}: no answer for {1} s (expected: the sound system opens it); restart the sound"
                                    + " system"),
                    mark("{0} is {1} from now on; it is opened instead"),
                    // filters
                    mark("was taken out: {0}"),
                    mark("the whole picture is covered until the broadcast starts anew: {0}"),
                    // what is expected of a drawn source
                    mark("a time that is left, such as 10m or 1h30m, a time of day such as 20:00, or a moment such as"
                            + " 2026-12-31T23:59"),
                    mark("a number of seconds, a day at most"),
                    mark("a number, 1 for the first"),
                    mark("a number of pixels"),
                    mark("a place such as Europe/Berlin, or UTC"),
                    mark("a folder, or pictures with a bar between them"),
                    mark("media files or folders, with a bar between them"),
                    mark("a file's path"),
                    mark("width and height in pixels, such as 1280x720"),
                    mark("pictures a second, 1 to {0}"),
                    mark("an address that begins with http:// or https://, or the path of an HTML file"),
                    // the bundled server
                    mark("the studio made a mistake in starting it; please report the log"),
                    mark("the server ended at once with code {0}: {1}"),
                    mark("the server was not ready within {0} s: {1}"),
                    mark("the server has ended by itself {0} times within a minute; what it said last is in {1}"),
                    mark("ports {0} to {1} are all taken"),
                    mark("the companion server was not found at {0}; run ./rostrum build first"),
                    mark("the companion server is not installed at {0}; `rostrum setup` installs it"),
                    mark("the server made no stream key for {0}"),
                    mark("the server's program did not answer within {0} s"),
                    mark("the server's program could not be read: {0}"),
                    mark("the server's list of forwards cannot be read"),
                    // files of settings, after their names
                    mark("is no text"),
                    mark("is damaged"),
                    mark("is empty"),
                    mark("is not complete"),
                    mark("is of version {0} (expected: {1})"),
                    mark("has output settings that cannot be used"),
                    mark("has no name"),
                    mark("is something else"),
                    // filters of sound, and what can be set of them
                    mark("Gain"),
                    mark("Noise gate"),
                    mark("Opens at"),
                    mark("Closes at"),
                    mark("Attack"),
                    mark("Hold"),
                    mark("Release"),
                    mark("Expander"),
                    mark("Threshold"),
                    mark("Ratio"),
                    mark("Output"),
                    mark("Compressor"),
                    mark("Limiter"),
                    mark("Ceiling"),
                    mark("Equaliser"),
                    mark("Noise suppression"),
                    mark("At most"),
                    // what can be set of cameras, as Video4Linux calls it
                    mark("Brightness"),
                    mark("Contrast"),
                    mark("Saturation"),
                    mark("Hue"),
                    mark("Gamma"),
                    mark("Sharpness"),
                    mark("Backlight Compensation"),
                    mark("Power Line Frequency"),
                    mark("White Balance Temperature"),
                    mark("White Balance, Automatic"),
                    mark("Auto Exposure"),
                    mark("Exposure Time, Absolute"),
                    mark("Exposure, Dynamic Framerate"),
                    mark("Focus, Absolute"),
                    mark("Focus, Automatic Continuous"),
                    mark("Zoom, Absolute"),
                    mark("Pan, Absolute"),
                    mark("Tilt, Absolute"))
            .map(Sentence::of)
            .toList();

    private Sentences() {}

    /// One of them.
    ///
    /// @param text  the key of its translation
    /// @param known matches it, with a group for each value
    private record Sentence(String text, Pattern known) {
        private static final Pattern PLACE = Pattern.compile("\\{\\d}");

        static Sentence of(String text) {
            StringBuilder pattern = new StringBuilder();
            Matcher place = PLACE.matcher(text);
            int from = 0;
            while (place.find()) {
                pattern.append(Pattern.quote(text.substring(from, place.start())))
                        .append("(.*?)");
                from = place.end();
            }
            return new Sentence(
                    text,
                    Pattern.compile(
                            pattern.append(Pattern.quote(text.substring(from))).toString(), Pattern.DOTALL));
        }

        Optional<String> said(String sentence) {
            Matcher matcher = known.matcher(sentence);
            return matcher.matches()
                    ? Optional.of(tr(
                            text,
                            IntStream.rangeClosed(1, matcher.groupCount())
                                    .mapToObj(matcher::group)
                                    .toArray()))
                    : Optional.empty();
        }
    }

    /// {@return the sentence in the language that is spoken, where it is known; else as it is}
    public static String said(String sentence) {
        if (Wording.speaksEnglish()) {
            return sentence;
        }
        return SENTENCES.stream()
                .flatMap(known -> known.said(sentence).stream())
                .findFirst()
                .orElse(sentence);
    }
}
