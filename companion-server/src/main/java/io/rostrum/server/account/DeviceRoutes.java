package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.PairingCodes.Taken;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKey;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LocalStreams;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pairing devices and revoking them: `/api/v1/pair`, `/api/v1/device` for a device itself, `/api/v1/devices/…` for
/// owners. On virtual threads.
public final class DeviceRoutes {
    private static final Logger log = LoggerFactory.getLogger(DeviceRoutes.class);
    private static final String ROOT = "/api/v1/devices";
    private static final String PAIRING = " pair ";
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\w.:\\[\\]/~-]{1,200}");

    private final Devices devices;
    private final PairingCodes codes;
    private final StreamKeys keys;
    private final LocalStreams streams;
    private final Credentials credentials;
    private final AccessGuard guard;
    private final Clock clock;

    record NewCode(@Nullable String stream, @Nullable String address) {}

    record Code(
            String code,
            String stream,
            String until,
            @Nullable String link,
            @Nullable String qr) {}

    record Pair(
            @Nullable String code,
            @Nullable String name,
            @Nullable String program) {}

    record Paired(String id, String name, String stream, String token, String key) {}

    record Self(String id, String name, String stream) {}

    record DeviceList(List<DeviceView> devices) {}

    record DeviceView(
            String id,
            String name,
            String stream,
            String program,
            String by,
            String since,
            String seen,
            String address,
            boolean publishing) {}

    public DeviceRoutes(
            Devices devices,
            PairingCodes codes,
            StreamKeys keys,
            LocalStreams streams,
            Credentials credentials,
            AccessGuard guard,
            Clock clock) {
        this.devices = devices;
        this.codes = codes;
        this.keys = keys;
        this.streams = streams;
        this.credentials = credentials;
        this.guard = guard;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, ROOT, _ -> list()),
                route(HttpMethod.POST, ROOT + "/codes", this::makeCode),
                route(HttpMethod.DELETE, ROOT + "/{device}", this::revoke),
                route(HttpMethod.POST, "/api/v1/pair", this::pair),
                route(HttpMethod.GET, "/api/v1/device", request -> self(request, this::show)),
                route(HttpMethod.DELETE, "/api/v1/device", request -> self(request, this::leave)));
    }

    private static Route route(HttpMethod method, String path, HttpHandler handler) {
        return new Route(method, path, Route.RunsOn.VIRTUAL_THREAD, false, request -> {
            try {
                return handler.handle(request);
            } catch (DatabaseException e) {
                return AccessGuard.unavailable(e);
            }
        });
    }

    private Response makeCode(Request request) throws HttpException {
        NewCode given = AccountJson.read(request, NewCode.class);
        StreamName stream = StreamName.parse(AccountJson.text(given.stream()))
                .orElseThrow(() -> AccountJson.bad("stream: no name of one (expected: " + StreamName.GRAMMAR + ")."));
        Optional<String> address = AccountJson.given(given.address());
        if (address.filter(text -> !ADDRESS.matcher(text).matches()).isPresent()) {
            throw AccountJson.bad("address: not one (expected: http:// or https:// and the name of this server).");
        }
        Secret code = codes.make(stream, request.caller().shownName())
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.CONFLICT, "There are too many open codes; use them, or wait ten minutes."));
        Optional<String> link = address.map(text -> text + "#pair=" + code.reveal());
        return AccountJson.json(
                HttpResponseStatus.CREATED,
                new Code(
                        code.reveal(),
                        stream.value(),
                        clock.instant().plus(PairingCodes.GOOD_FOR).toString(),
                        link.orElse(null),
                        link.map(QrCode::dataUri).orElse(null)));
    }

    private Reply pair(Request request) throws HttpException, IOException {
        Pair given = AccountJson.read(request, Pair.class);
        InetAddress peer = request.peer().getAddress();
        Secret code = AccountJson.secret(given.code());
        String tried = PAIRING + PairingCodes.hash(code); // who guesses holds up nobody who has a code
        Optional<String> tooOften = credentials.tooOften(peer, tried);
        if (tooOften.isPresent()) {
            return Response.error(HttpResponseStatus.TOO_MANY_REQUESTS, tooOften.get())
                    .header(HttpHeaderNames.RETRY_AFTER, "1");
        }
        return switch (codes.take(code)) {
            case Taken.Wrong _ -> {
                log.warn("[account {}] a wrong pairing code", peer.getHostAddress());
                yield Response.error(
                        HttpResponseStatus.FORBIDDEN,
                        "This code pairs nothing: it is mistyped or used up. /admin/devices makes another.");
            }
            case Taken.Expired _ ->
                Response.error(
                        HttpResponseStatus.GONE, "This code is older than ten minutes. /admin/devices makes another.");
            case Taken.Good(PairingCodes.Pairing pairing) -> {
                credentials.right(peer, tried);
                yield pair(given, code, pairing, peer);
            }
        };
    }

    private Response pair(Pair given, Secret code, PairingCodes.Pairing pairing, InetAddress peer) throws IOException {
        Answer<Devices.Paired> answer = null;
        try {
            answer = devices.pair(
                    pairing, AccountJson.text(given.name()), AccountJson.text(given.program()), peer.getHostAddress());
        } finally {
            if (!(answer instanceof Answer.Given<Devices.Paired>)) {
                codes.giveBack(code, pairing);
            }
        }
        return AccountJson.reply(answer, paired -> {
            log.info(
                    "[account {}] {} is paired, for the stream {}",
                    peer.getHostAddress(),
                    paired.device().name(),
                    paired.device().stream());
            return AccountJson.json(
                    HttpResponseStatus.CREATED,
                    new Paired(
                            paired.device().id(),
                            paired.device().name(),
                            paired.device().stream().value(),
                            paired.token().reveal(),
                            paired.key().reveal()));
        });
    }

    private interface Own {
        Reply handle(Request request, Caller.Device device) throws IOException;
    }

    private Reply self(Request request, Own own) throws IOException {
        return guard.device(request) instanceof Caller.Device device
                ? own.handle(request, device)
                : Response.error(HttpResponseStatus.UNAUTHORIZED, "This is for a device with its token (rdt_…).")
                        .header(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"rostrum\"");
    }

    private Response show(Request request, Caller.Device device) {
        return AccountJson.json(
                new Self(device.deviceId(), device.name(), device.stream().value()));
    }

    private Response leave(Request request, Caller.Device device) throws IOException {
        end(device.deviceId(), device, request);
        return AccountJson.done();
    }

    private boolean end(String id, Caller by, Request request) throws IOException {
        boolean there =
                devices.revoke(id, Actor.of(by, request.peer().getAddress().getHostAddress()));
        streams.endRevoked(keys.valid());
        return there;
    }

    private Response revoke(Request request) throws HttpException, IOException {
        if (!end(request.pathValue("device"), request.caller(), request)) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such device any more.");
        }
        return AccountJson.done();
    }

    private Response list() throws IOException {
        Set<KeyId> publishing = streams.publishingKeys();
        List<StreamKey> all = keys.list();
        return AccountJson.json(new DeviceList(devices.list().stream()
                .map(device -> view(device, all, publishing))
                .toList()));
    }

    private DeviceView view(Devices.Device device, List<StreamKey> all, Set<KeyId> publishing) {
        List<StreamKey> own = all.stream()
                .filter(key -> key.device().filter(device.id()::equals).isPresent())
                .toList();
        Instant seen = device.seenAt();
        String address = device.address();
        for (StreamKey key : own) {
            Optional<StreamKeys.LastUse> use = keys.lastUse(key);
            if (use.isPresent() && use.get().at().isAfter(seen)) {
                seen = use.get().at();
                address = use.get().from();
            }
        }
        return new DeviceView(
                device.id(),
                device.name(),
                device.stream().value(),
                device.program(),
                device.pairedBy(),
                device.createdAt().toString(),
                seen.toString(),
                address,
                own.stream().anyMatch(key -> publishing.contains(key.key())));
    }
}
