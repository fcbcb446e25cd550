package io.rostrum.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.auth.Access;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Every operation of the API's description, asked for by everybody there is.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class AccessMatrixTest {
    /// How the guard itself refuses.
    private static final Pattern REFUSED = Pattern.compile("This (is for|needs|token) ");
    private static final String DEVICE = "a device";
    private static final String PASSWORD = "correct horse";

    @TempDir
    private static Path directory;

    private static RunningServer server;
    private static String openApi = "";

    /// Somebody who asks.
    ///
    /// @param role   of the account; empty for none
    /// @param scopes of the token; empty for a person
    /// @param fields of each request
    private record Asker(String name, Optional<Role> role, Optional<List<Scope>> scopes, List<String> fields) {
        /// {@return what the description says this one may}
        boolean may(Operation operation) {
            Access access = operation.access();
            if (name.equals(DEVICE) && !operation.path().contains("{stream}")) {
                return false; // it has to do with its own stream only
            }
            if (name.equals(DEVICE) && access.ofDevices()) {
                return true;
            }
            return access.role().isEmpty()
                    || (role.isPresent()
                            && role.get().compareTo(access.role().get()) >= 0
                            && (scopes.isEmpty()
                                    || (access.scope().isPresent()
                                            && scopes.get()
                                                    .contains(access.scope().get()))));
        }
    }

    private record Operation(String method, String path, Access access) {
        /// {@return an address of it that names nothing there is}
        String address() {
            return path.replaceAll("\\{[a-z]+}", "none-of-this-name");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(directory, Map.of("record.low_space", "0"));
        openApi = server.send("GET", "/api/openapi.yaml", "").body();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> post(String path, String json, String... fields)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(fields));
        return server.send("POST", path, json, all.toArray(String[]::new));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String[] signedIn(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .contains("HTTPOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000")
                .doesNotContain("Secure"); // the test speaks plain HTTP
        return new String[] {
            "Cookie", cookie.substring(0, cookie.indexOf(';')),
            "X-Rostrum-Proof", json(answer).get("proof").getAsString()
        };
    }

    private static List<Asker> everybody() throws Exception {
        List<Asker> askers = new ArrayList<>();
        String[] operator = {"Authorization", "Bearer " + server.token()};
        String code = json(post("/api/v1/operator/claim-code", "", operator))
                .get("code")
                .getAsString();
        String[] owner = signedIn(post("/api/v1/claim", welcome(code, "owner")));
        askers.add(new Asker("nobody", Optional.empty(), Optional.empty(), List.of()));
        askers.add(new Asker(
                "operator", Optional.of(Role.OWNER), Optional.of(List.of(Scope.values())), List.of(operator)));
        for (Role role : Role.values()) {
            String[] person = role == Role.OWNER
                    ? owner
                    : signedIn(post(
                            "/api/v1/invitations",
                            welcome(
                                    json(post("/api/v1/users/invitations", "{\"role\":\"" + role.text() + "\"}", owner))
                                            .get("code")
                                            .getAsString(),
                                    role.text())));
            askers.add(new Asker(role.text(), Optional.of(role), Optional.empty(), List.of(person)));
            for (List<Scope> scopes : List.of(List.of(Scope.READ), List.of(Scope.values()))) {
                String names = scopes.stream()
                        .map(scope -> "\"" + scope.text() + "\"")
                        .toList()
                        .toString();
                String token = json(post("/api/v1/account/tokens", "{\"name\":\"t\",\"scopes\":" + names + "}", person))
                        .get("token")
                        .getAsString();
                askers.add(new Asker(
                        role.text() + "'s token of " + scopes,
                        Optional.of(role),
                        Optional.of(scopes),
                        List.of("Authorization", "Bearer " + token)));
            }
        }
        String[] expired = owner.clone();
        expired[1] = "rostrum_session=rss_" + "a".repeat(32);
        String pairing = json(post("/api/v1/devices/codes", "{\"stream\":\"none-of-this-name\"}", owner))
                .get("code")
                .getAsString();
        String device = json(post("/api/v1/pair", "{\"code\":\"" + pairing + "\",\"name\":\"Studio\"}"))
                .get("token")
                .getAsString();
        askers.add(new Asker(
                DEVICE,
                Optional.of(Role.MODERATOR),
                Optional.of(List.of(Scope.READ, Scope.MODERATE)),
                List.of("Authorization", "Bearer " + device)));
        askers.add(new Asker("a cookie that is none", Optional.empty(), Optional.empty(), List.of(expired)));
        return askers;
    }

    private static String welcome(String code, String name) {
        return "{\"code\":\"" + code + "\",\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        Map<?, ?> document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(openApi);
        Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(document.get("paths"));
        paths.forEach((path, methods) -> ((Map<?, ?>) methods).forEach((method, said) -> {
            if (!method.equals("parameters")) {
                Map<?, ?> operation = (Map<?, ?>) said;
                operations.add(
                        new Operation(method.toString().toUpperCase(Locale.ROOT), path.toString(), access(operation)));
            }
        }));
        return operations;
    }

    private static Access access(Map<?, ?> operation) {
        return new Access(
                Role.of(String.valueOf(operation.get("x-role"))),
                Optional.ofNullable(operation.get("x-scope")).flatMap(scope -> Scope.of(scope.toString())),
                "own".equals(operation.get("x-device")));
    }

    @Test
    void whatIsDescribedIsWhatIsEnforced() {
        AccessTable table = AccessTable.of(openApi);
        assertThat(operations()).hasSizeGreaterThan(60).allSatisfy(operation -> {
            assertThat(table.of(HttpMethod.valueOf(operation.method()), operation.path()))
                    .as(operation.method() + " " + operation.path())
                    .isEqualTo(operation.access());
        });
    }

    @Test
    void nobodyMayWhatIsNotTheirs() throws Exception {
        Map<String, Integer> unexpected = new LinkedHashMap<>();
        int refused = 0;
        int allowed = 0;
        List<Operation> guarded = operations().stream()
                .filter(operation -> operation.access().role().isPresent())
                .filter(operation -> !operation.path().equals("/api/v1/session")) // signs the asker out
                .toList();
        for (Asker asker : everybody()) {
            for (Operation operation : guarded) {
                List<String> fields = new ArrayList<>(List.of("Content-Type", "application/json"));
                fields.addAll(asker.fields());
                HttpResponse<String> answer =
                        server.send(operation.method(), operation.address(), "{}", fields.toArray(String[]::new));
                boolean turnedAway = answer.statusCode() == 401
                        || (answer.statusCode() == 403
                                && REFUSED.matcher(answer.body()).lookingAt());
                if (turnedAway == asker.may(operation)) {
                    unexpected.put(
                            asker.name() + ": " + operation.method() + " " + operation.path(), answer.statusCode());
                }
                if (turnedAway) {
                    refused++;
                } else {
                    allowed++;
                }
            }
        }
        assertThat(unexpected).isEmpty();
        assertThat(refused).isGreaterThan(200);
        assertThat(allowed).isGreaterThan(100);
    }
}
