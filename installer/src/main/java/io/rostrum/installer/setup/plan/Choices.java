package io.rostrum.installer.setup.plan;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// What the user wants.
///
/// @param parts    at least one
/// @param prefix   folder of the installation; the set-up owns what is in it
/// @param data     folder of what the server keeps; never removed by the set-up
/// @param httpPort port of pages, playlists and the API
/// @param rtmpPort port of the ingest
/// @param network  whether other machines reach the server; otherwise only this one does
/// @param service  who starts the server
public record Choices(
        Set<Part> parts, Path prefix, Path data, int httpPort, int rtmpPort, boolean network, ServiceKind service) {
    public static final int HTTP_PORT = 8080;
    public static final int RTMP_PORT = 1935;

    public Choices {
        parts = Set.copyOf(EnumSet.copyOf(parts)); // of nothing, it throws
    }

    /// {@return what is suggested where nothing is installed}
    public static Choices suggested(Image image, Places places) {
        return new Choices(
                image.parts(), places.prefix(), places.data(), HTTP_PORT, RTMP_PORT, false, ServiceKind.NONE);
    }

    public boolean has(Part part) {
        return parts.contains(part);
    }

    public Choices withParts(Set<Part> wanted) {
        return new Choices(wanted, prefix, data, httpPort, rtmpPort, network, service);
    }

    public Choices withPrefix(Path wanted) {
        return new Choices(parts, wanted, data, httpPort, rtmpPort, network, service);
    }

    public Choices withData(Path wanted) {
        return new Choices(parts, prefix, wanted, httpPort, rtmpPort, network, service);
    }

    public Choices withPorts(int http, int rtmp) {
        return new Choices(parts, prefix, data, http, rtmp, network, service);
    }

    public Choices withNetwork(boolean wanted) {
        return new Choices(parts, prefix, data, httpPort, rtmpPort, wanted, service);
    }

    public Choices withService(ServiceKind wanted) {
        return new Choices(parts, prefix, data, httpPort, rtmpPort, network, wanted);
    }
}
