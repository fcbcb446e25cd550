package io.rostrum.capture.source.web;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import java.time.Duration;

/// Why a page is not shown, in words for the user. The address itself is never said: it may have a key
/// in it.
final class PageTrouble {
    private PageTrouble() {}

    /// {@return what one of Chromium's network errors means}
    ///
    /// @param error such as `net::ERR_NAME_NOT_RESOLVED`
    static DeviceException network(PageSettings page, String error) {
        String name = error.replace("net::", "");
        String place = page.place();
        if (name.startsWith("ERR_CERT") || name.startsWith("ERR_SSL")) {
            return new DeviceException(
                    Reason.PERMISSION_DENIED,
                    place + " cannot prove that it is " + place + " (" + name + "); check the address and the clock of"
                            + " this computer");
        }
        return switch (name) {
            case "ERR_NAME_NOT_RESOLVED" ->
                new DeviceException(
                        Reason.NOT_FOUND, "there is no host " + place + "; check the address and the network");
            case "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_CLOSED" ->
                new DeviceException(
                        Reason.NOT_FOUND,
                        "nothing answers at " + place + "; check the address, or start the program that serves it");
            case "ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED", "ERR_ADDRESS_UNREACHABLE" ->
                new DeviceException(
                        Reason.LOST, place + " cannot be reached; check the network, it is tried again by itself");
            case "ERR_FILE_NOT_FOUND" ->
                new DeviceException(Reason.NOT_FOUND, "the file " + place + " is not there; choose it anew");
            case "ERR_ACCESS_DENIED" ->
                new DeviceException(
                        Reason.PERMISSION_DENIED,
                        "the file " + place + " may not be read; give yourself the right to read it");
            case "ERR_ABORTED" ->
                new DeviceException(
                        Reason.FORMAT_NOT_SUPPORTED,
                        "at that address of " + place + " is a download and no page; check the address");
            case "ERR_TIMED_OUT", "ERR_CONNECTION_TIMED_OUT" ->
                new DeviceException(
                        Reason.LOST, place + " does not answer; check the network, it is tried again by itself");
            default ->
                new DeviceException(
                        Reason.LOST,
                        "the page of " + place + " cannot be loaded (" + name + "); check the address and the network");
        };
    }

    /// {@return what an answer that is none of success means}
    static DeviceException http(PageSettings page, int status) {
        String place = page.place();
        return switch (status) {
            case 401, 403 ->
                new DeviceException(
                        Reason.PERMISSION_DENIED,
                        place + " does not give the page away (" + status + "); copy its address anew from where you"
                                + " have it");
            case 404, 410 ->
                new DeviceException(
                        Reason.NOT_FOUND,
                        place + " has no page at that address (" + status + "); copy it anew from where you have it");
            default ->
                new DeviceException(
                        Reason.LOST,
                        place + " is in trouble (" + status + "); it is tried again by itself, ask who runs it if that"
                                + " goes on");
        };
    }

    static DeviceException silent(PageSettings page, Duration waited, Exception cause) {
        return new DeviceException(
                Reason.LOST,
                page.place() + " did not answer within " + waited.toSeconds()
                        + " s; check the network, it is tried again by itself",
                cause);
    }
}
