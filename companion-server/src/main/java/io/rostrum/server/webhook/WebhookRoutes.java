package io.rostrum.server.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.push.target.AddressRefusedException;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.relay.Reach;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/api/v1/webhooks/…`: who is told what. Guarded before; answered on virtual threads.
final class WebhookRoutes {
    static final int MOST_WEBHOOKS = 50;
    private static final String ROOT = "/api/v1/webhooks";
    private static final int SHOWN_DELIVERIES = 50;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final WebhookStore store;
    private final Pinger pinger;
    private final Runnable changed;
    private final Reach reach;
    private final Clock clock;

    interface Pinger {
        Delivery ping(Webhook to) throws DatabaseException;
    }

    /// @param changed called when something else may be due
    WebhookRoutes(WebhookStore store, Pinger pinger, Runnable changed, Reach reach, Clock clock) {
        this.store = store;
        this.pinger = pinger;
        this.changed = changed;
        this.reach = reach;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "", _ -> list()),
                route(HttpMethod.POST, "", this::add),
                route(HttpMethod.PATCH, "/{webhook}", this::change),
                route(HttpMethod.DELETE, "/{webhook}", this::remove),
                route(HttpMethod.POST, "/{webhook}/secret", this::newSecret),
                route(HttpMethod.POST, "/{webhook}/ping", this::ping),
                route(HttpMethod.GET, "/{webhook}/deliveries", this::deliveries));
    }

    private static Route route(HttpMethod method, String path, HttpHandler handler) {
        return new Route(method, ROOT + path, Route.RunsOn.VIRTUAL_THREAD, false, handler);
    }

    private static Actor actor(Request request) {
        return Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
    }

    private Webhook find(Request request) throws HttpException, DatabaseException {
        return store.find(request.pathValue("webhook"))
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such webhook."));
    }

    private WebhookJson.WebhookView view(Webhook webhook, @Nullable String secret) throws DatabaseException {
        return new WebhookJson.WebhookView(
                webhook.id(),
                webhook.url().reveal(),
                webhook.events().stream().map(EventType::text).sorted().toList(),
                webhook.enabled(),
                webhook.createdAt().toString(),
                store.waiting(webhook.id()),
                store.deliveries(webhook.id(), 1).stream()
                        .findFirst()
                        .map(WebhookJson.DeliveryView::of)
                        .orElse(null),
                secret);
    }

    private Response list() throws DatabaseException {
        List<WebhookJson.WebhookView> views = new ArrayList<>();
        for (Webhook webhook : store.list()) {
            views.add(view(webhook, null));
        }
        return WebhookJson.json(new WebhookJson.WebhookList(views, WebhookJson.TypeView.all()));
    }

    /// Looks the address up, so that who types a wrong one learns it now; it is judged again at each message.
    private String address(@Nullable String text) throws HttpException {
        URI url = Webhook.parse(text == null ? "" : text.strip())
                .orElseThrow(() -> WebhookJson.bad("url: not one (expected: " + Webhook.URL_GRAMMAR + ")."));
        int port = url.getPort() > 0 ? url.getPort() : url.getScheme().length() == 5 ? HTTPS_PORT : HTTP_PORT;
        try {
            reach.addresses(url.getHost(), port, /* api= */ true);
        } catch (AddressRefusedException e) {
            throw WebhookJson.bad("url: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw WebhookJson.bad("url: the name " + url.getHost() + " is not known.");
        }
        return url.toString();
    }

    private static Set<EventType> types(@Nullable List<@Nullable String> names) throws HttpException {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : names == null ? List.<String>of() : names) {
            types.add(EventType.of(String.valueOf(name))
                    .orElseThrow(() -> WebhookJson.bad("events: not all known (expected: some of types).")));
        }
        if (types.isEmpty()) {
            throw WebhookJson.bad("events: none (expected: one at least).");
        }
        return types;
    }

    private Response add(Request request) throws HttpException, DatabaseException {
        WebhookJson.Wanted wanted = WebhookJson.read(request);
        String url = address(wanted.url());
        Set<EventType> types = types(wanted.events());
        if (store.list().size() >= MOST_WEBHOOKS) {
            throw new HttpException(
                    HttpResponseStatus.CONFLICT, "There are " + MOST_WEBHOOKS + " webhooks; remove some first.");
        }
        Webhook made = new Webhook(
                UUID.randomUUID().toString(),
                new Secret(url),
                types,
                Webhooks.newSecret(),
                Optional.ofNullable(wanted.enabled()).orElse(true),
                clock.instant());
        store.add(made, actor(request));
        return WebhookJson.json(
                HttpResponseStatus.CREATED, view(made, made.secret().reveal()));
    }

    private Response change(Request request) throws HttpException, DatabaseException {
        Webhook before = find(request);
        WebhookJson.Wanted wanted = WebhookJson.read(request);
        Webhook then = new Webhook(
                before.id(),
                wanted.url() == null ? before.url() : new Secret(address(wanted.url())),
                wanted.events() == null ? before.events() : types(wanted.events()),
                before.secret(),
                Optional.ofNullable(wanted.enabled()).orElse(before.enabled()),
                before.createdAt());
        store.change(then, actor(request));
        changed.run();
        return WebhookJson.json(view(then, null));
    }

    private Response newSecret(Request request) throws HttpException, DatabaseException {
        Webhook webhook = find(request);
        Secret secret = Webhooks.newSecret();
        store.changeSecret(webhook, secret, actor(request));
        return WebhookJson.json(view(webhook, secret.reveal()));
    }

    private Response remove(Request request) throws HttpException, DatabaseException {
        if (!store.remove(request.pathValue("webhook"), actor(request))) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such webhook.");
        }
        return Response.empty(HttpResponseStatus.NO_CONTENT).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    private Response ping(Request request) throws HttpException, DatabaseException {
        return WebhookJson.json(WebhookJson.DeliveryView.of(pinger.ping(find(request))));
    }

    private Response deliveries(Request request) throws HttpException, DatabaseException {
        return WebhookJson.json(
                new WebhookJson.Deliveries(store.deliveries(find(request).id(), SHOWN_DELIVERIES).stream()
                        .map(WebhookJson.DeliveryView::of)
                        .toList()));
    }
}
