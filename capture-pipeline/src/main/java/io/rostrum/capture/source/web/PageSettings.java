package io.rostrum.capture.source.web;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A page and how it is shown.
///
/// @param address   http, https, or a file that the user chose
/// @param size      of the page's window, and of the pictures
/// @param frameRate pictures a second, at most; a page that stands still gives none
/// @param css       rules on top of the page's own
/// @param rests     whether the page is closed while no scene shows it, and opened anew
/// @param renews    whether the page is loaded anew each time a scene shows it
public record PageSettings(
        URI address, PictureSize size, Rational frameRate, String css, boolean rests, boolean renews) {
    /// What most pages of alerts expect: nothing behind them, no margin and no scroll bars.
    public static final String USUAL_CSS =
            "body { background-color: rgba(0, 0, 0, 0); margin: 0px auto; overflow: hidden; }";

    private static final String EXPECTED =
            " (expected: an address that begins with http:// or https://, or the path of an HTML file)";

    /// Reads an address: of a page in the network, or the path of a file here.
    ///
    /// @throws IllegalArgumentException in words for the user
    public static URI address(String said) {
        String text = said.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("web page: no address" + EXPECTED);
        }
        String scheme = text.matches("(?i)[a-z][a-z0-9+.-]+:.*")
                ? text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT)
                : "";
        try {
            return switch (scheme) {
                case "" -> of(Path.of(text), text);
                case "file" -> inFile(text);
                case "http", "https" -> page(text);
                default -> throw new IllegalArgumentException("web page: an address of " + scheme + EXPECTED);
            };
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("web page: " + text + EXPECTED, e);
        }
    }

    /// A host and its port. [URI] knows no host with letters of other scripts or an underscore, as browsers do.
    private static final Pattern HOST = Pattern.compile("(?:[^@]*@)?([\\p{L}\\p{N}._-]+|\\[[^\\]]*])(?::(\\d*))?");
    /// What browsers take for an address in numbers; whether it is one [URI] knows.
    private static final Pattern NUMBERS = Pattern.compile("(?:.*\\.)?\\d+\\.?");
    private static final int MOST_PORT = 65_535;

    private static URI of(Path path, String text) {
        boolean page = text.toLowerCase(Locale.ROOT).matches(".*\\.html?");
        if (!path.isAbsolute() && !page) {
            throw new IllegalArgumentException("web page: " + text + EXPECTED); // a host without its scheme
        }
        return path.toAbsolutePath().normalize().toUri();
    }

    /// What is said behind the path is the page's: scripts read it.
    private static URI inFile(String text) {
        URI said = escaped(text);
        String host = said.getRawAuthority();
        if (said.getPath() == null || !(host == null || host.equalsIgnoreCase("localhost"))) {
            throw new IllegalArgumentException("web page: that is no file of this computer" + EXPECTED);
        }
        URI file = of(Path.of(said.getPath()), text);
        return URI.create(file + behindPath(said));
    }

    private static String behindPath(URI address) {
        return (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
                + (address.getRawFragment() == null ? "" : "#" + address.getRawFragment());
    }

    /// Browsers take what the grammar of addresses does not, such as spaces and bars: those are escaped.
    private static URI escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(letter -> {
            if (letter <= ' ' || "\"<>\\^`{|}".indexOf(letter) >= 0) {
                escaped.append(String.format(Locale.ROOT, "%%%02X", letter));
            } else {
                escaped.appendCodePoint(letter);
            }
        });
        try {
            return URI.create(escaped.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("web page: that is no address" + EXPECTED, e);
        }
    }

    private static URI page(String text) {
        URI address = escaped(text);
        String authority = address.getRawAuthority();
        if (authority == null) {
            throw new IllegalArgumentException("web page: the address names no host" + EXPECTED);
        }
        Matcher host = HOST.matcher(authority);
        boolean known = address.getHost() != null
                || (host.matches() && !NUMBERS.matcher(host.group(1)).matches());
        if (!known || port(host.matches() ? host.group(2) : null) > MOST_PORT) {
            throw new IllegalArgumentException("web page: " + authority + " is no host" + EXPECTED);
        }
        return address;
    }

    private static int port(@Nullable String digits) {
        return digits == null || digits.isEmpty()
                ? 0
                : digits.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /// {@return what may be said of an address to anyone: a host, or a file's name. The rest of it may
    /// have a key in it}
    public static String place(URI address) {
        if (isFile(address)) {
            return String.valueOf(file(address).getFileName());
        }
        String authority = address.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    String place() {
        return place(address);
    }

    /// {@return the file that a page is in}
    ///
    /// @param address of a file
    public static Path file(URI address) {
        return Path.of(address.getPath());
    }

    private static boolean isFile(URI address) {
        return "file".equals(address.getScheme());
    }

    /// {@return the part of an address that nobody else may know: all behind its host, or behind the path of a
    /// file, and who logs in; empty where there is nothing}
    public static String secret(URI address) {
        if (isFile(address)) {
            return behindPath(address);
        }
        String whole = address.toString();
        int host = whole.indexOf(address.getRawAuthority());
        String behind = whole.substring(host + address.getRawAuthority().length());
        return behind.equals("/") ? "" : behind;
    }

    /// Without the address, which may have a key in it.
    @Override
    public String toString() {
        return "page of " + place() + ", " + size + " at " + frameRate;
    }
}
