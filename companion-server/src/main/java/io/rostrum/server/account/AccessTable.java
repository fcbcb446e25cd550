package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.auth.Access;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Scope;
import io.rostrum.server.http.Route;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who may use which route, as `openapi.yaml` says by each operation's `x-role`, `x-scope` and
/// `x-device`: what is described is what is enforced. A route without `x-role` is an error of the
/// program, and the server does not start.
///
/// Only the lines that matter are read, which takes a millisecond where a parser of all YAML would be
/// part of each start; a test holds the result against such a parser's.
public final class AccessTable {
    /// What `x-role` says for everybody.
    public static final String ANYONE = "anyone";
    /// What `x-device` says for what a device may do of its own stream, whatever the scope.
    public static final String OWN = "own";
    /// What `x-scope` says for what no token may do.
    public static final String PERSON = "person";

    private static final Pattern PATH = Pattern.compile("^ {2}(/\\S*):$");
    private static final Pattern METHOD = Pattern.compile("^ {4}(get|put|post|patch|delete):$");
    private static final Pattern MARK = Pattern.compile("^ {6}x-(role|scope|device): (\\w+)$");

    private final Map<String, Access> byRoute;

    private AccessTable(Map<String, Access> byRoute) {
        this.byRoute = Map.copyOf(byRoute);
    }

    /// @param openApi the description
    /// @throws IllegalStateException if it names a role or scope that there is none of
    public static AccessTable of(String openApi) {
        Map<String, String> roles = new HashMap<>();
        Map<String, String> scopes = new HashMap<>();
        Map<String, String> devices = new HashMap<>();
        String path = "";
        String route = "";
        for (String line : openApi.lines().toList()) {
            Matcher at = PATH.matcher(line);
            Matcher method = METHOD.matcher(line);
            Matcher mark = MARK.matcher(line);
            if (at.matches()) {
                path = at.group(1);
                route = "";
            } else if (method.matches()) {
                route = method.group(1).toUpperCase(Locale.ROOT) + " " + path;
            } else if (mark.matches() && !route.isEmpty()) {
                Map<String, String> of = switch (mark.group(1)) {
                    case "role" -> roles;
                    case "scope" -> scopes;
                    default -> devices;
                };
                of.put(route, mark.group(2));
            }
        }
        Map<String, Access> byRoute = new HashMap<>();
        roles.forEach((at, role) ->
                byRoute.put(at, access(at, role, scopes.getOrDefault(at, PERSON), OWN.equals(devices.get(at)))));
        return new AccessTable(byRoute);
    }

    private static Access access(String route, String role, String scope, boolean ofDevices) {
        if (role.equals(ANYONE)) {
            return Access.PUBLIC;
        }
        Optional<Scope> wanted = scope.equals(PERSON)
                ? Optional.empty()
                : Optional.of(Scope.of(scope)
                        .orElseThrow(() -> new IllegalStateException(
                                "openapi.yaml: " + route + ": x-scope: " + scope + " (expected: a scope)")));
        return new Access(
                Optional.of(Role.of(role)
                        .orElseThrow(() -> new IllegalStateException(
                                "openapi.yaml: " + route + ": x-role: " + role + " (expected: a role)"))),
                wanted,
                ofDevices);
    }

    /// {@return who may use a route}
    public Access of(Route route) {
        return of(route.method(), route.pattern());
    }

    Access of(HttpMethod method, String pattern) {
        Access access = byRoute.get(method.name() + " " + pattern);
        if (access == null) {
            throw new IllegalStateException(
                    "route " + method + " " + pattern + ": no x-role (expected: one in openapi.yaml)");
        }
        return access;
    }
}
