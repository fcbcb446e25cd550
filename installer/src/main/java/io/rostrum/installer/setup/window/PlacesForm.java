package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.FolderCheck;
import io.rostrum.installer.setup.check.PortCheck;
import io.rostrum.installer.setup.check.ServiceCheck;
import io.rostrum.installer.setup.check.Verdict;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Image;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.ServiceKind;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What the page of folders and ports holds: texts as the user wrote them. A value; looking at it ([#judge]) takes
/// a
/// moment.
///
/// @param prefix  folder of the programs
/// @param data    folder of the server's data
/// @param http    port of the pages
/// @param rtmp    port of the ingest
/// @param network whether other machines reach the server
/// @param service who starts it
record PlacesForm(String prefix, String data, String http, String rtmp, boolean network, ServiceKind service) {
    /// What can be right or wrong.
    enum Field {
        PREFIX,
        DATA,
        HTTP,
        RTMP,
        SERVICE
    }

    /// What does not change while the user writes.
    record Circumstances(Image image, Path home, PortCheck ports, ServiceCheck services) {}

    static PlacesForm of(Choices choices) {
        return new PlacesForm(
                choices.prefix().toString(),
                choices.data().toString(),
                Integer.toString(choices.httpPort()),
                Integer.toString(choices.rtmpPort()),
                choices.network(),
                choices.service());
    }

    PlacesForm withPrefix(String text) {
        return new PlacesForm(text, data, http, rtmp, network, service);
    }

    PlacesForm withData(String text) {
        return new PlacesForm(prefix, text, http, rtmp, network, service);
    }

    PlacesForm withHttp(String text) {
        return new PlacesForm(prefix, data, text, rtmp, network, service);
    }

    PlacesForm withRtmp(String text) {
        return new PlacesForm(prefix, data, http, text, network, service);
    }

    PlacesForm withNetwork(boolean wanted) {
        return new PlacesForm(prefix, data, http, rtmp, wanted, service);
    }

    PlacesForm withService(ServiceKind wanted) {
        return new PlacesForm(prefix, data, http, rtmp, network, wanted);
    }

    /// {@return a verdict for each field that is asked for}
    ///
    /// @param choices for the parts; only what a part needs is asked for
    Map<Field, Verdict> judge(Choices choices, Circumstances circumstances) {
        Map<Field, Verdict> verdicts = new EnumMap<>(Field.class);
        Optional<Path> prefixPath = FolderCheck.parse(prefix, circumstances.home());
        Verdict noPath = new Verdict(Verdict.Level.PROBLEM, "Write the whole path of a folder, from / or ~ on.");
        if (!circumstances.image().managed()) {
            verdicts.put(
                    Field.PREFIX,
                    prefixPath
                            .map(path -> FolderCheck.prefix(path, circumstances.image()))
                            .orElse(noPath));
        }
        if (choices.has(Part.SERVER)) {
            verdicts.put(
                    Field.DATA,
                    FolderCheck.parse(data, circumstances.home())
                            .map(path -> FolderCheck.data(path, prefixPath.orElse(choices.prefix())))
                            .orElse(noPath));
            verdicts.put(Field.HTTP, circumstances.ports().check(http, rtmp));
            verdicts.put(Field.RTMP, circumstances.ports().check(rtmp, http));
            verdicts.put(Field.SERVICE, circumstances.services().check(service));
        }
        return verdicts;
    }

    /// {@return the choices with what is written here; to be asked only when no verdict is a problem}
    Choices into(Choices choices, Path home) {
        Choices all = choices.withPrefix(FolderCheck.parse(prefix, home).orElse(choices.prefix()));
        if (!choices.has(Part.SERVER)) {
            return all.withService(ServiceKind.NONE);
        }
        return all.withData(FolderCheck.parse(data, home).orElse(choices.data()))
                .withPorts(
                        PortCheck.parse(http).orElse(choices.httpPort()),
                        PortCheck.parse(rtmp).orElse(choices.rtmpPort()))
                .withNetwork(network)
                .withService(service);
    }
}
