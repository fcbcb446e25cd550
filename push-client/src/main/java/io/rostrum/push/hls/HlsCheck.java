package io.rostrum.push.hls;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Watches a live HLS presentation and says which rules it keeps. Blocks; uses virtual threads, one for each media
/// playlist.
public final class HlsCheck {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int OK = 200;
    /// How much further than a report another playlist may be when it is asked next.
    private static final long REPORT_TOLERANCE = 2;

    private final Web web;
    private final Checklist checklist = new Checklist();

    public HlsCheck(Web web) {
        this.web = web;
    }

    /// {@return how each rule fared}
    ///
    /// @param address of a multivariant or media playlist
    /// @param length  how long to watch before asking for what no player asks
    /// @throws IOException if there is no playlist, or it stops being answered
    public List<Checklist.Verdict> run(URI address, Duration length) throws IOException, InterruptedException {
        Web.Answer answer = web.get(address, Map.of(), LIMIT);
        if (answer.status() != OK) {
            throw new IOException(address + " answered " + answer.status());
        }
        if (!answer.text().startsWith("#EXTM3U")) {
            throw new IOException(address + " is no HLS playlist");
        }
        List<PlaylistWatch> watched = watched(answer);
        follow(watched, System.nanoTime() + length.toNanos());
        Map<String, MediaPlaylist> newest = new LinkedHashMap<>();
        for (PlaylistWatch each : watched) {
            each.load();
            newest.put(each.address().toString(), each.newest());
        }
        new VariantRules(checklist).beside(newest);
        reports(watched);
        DeliveryRules delivery = new DeliveryRules(web, checklist);
        MediaRules media = new MediaRules(web, checklist);
        Map<URI, OptionalLong> bandwidths = bandwidths(web.get(address, Map.of(), LIMIT));
        for (PlaylistWatch each : watched) {
            delivery.playlist(each);
            media.playlist(each, bandwidths.getOrDefault(each.address(), OptionalLong.empty()));
        }
        return checklist.verdicts();
    }

    /// {@return what each variant says now that it needs at most}
    private static Map<URI, OptionalLong> bandwidths(Web.Answer answer) throws IOException {
        Map<URI, OptionalLong> bandwidths = new LinkedHashMap<>();
        if (MultivariantPlaylist.isOne(answer.text())) {
            for (MultivariantPlaylist.Variant variant :
                    MultivariantPlaylist.parse(answer.text()).variants()) {
                bandwidths.put(
                        Addresses.resolve(answer.address(), variant.uri()),
                        variant.attributes().whole("BANDWIDTH"));
            }
        }
        return bandwidths;
    }

    private List<PlaylistWatch> watched(Web.Answer answer) throws IOException {
        URI base = answer.address();
        if (!MultivariantPlaylist.isOne(answer.text())) {
            return List.of(new PlaylistWatch(web, checklist, base));
        }
        MultivariantPlaylist multivariant = MultivariantPlaylist.parse(answer.text());
        new VariantRules(checklist).multivariant(base.toString(), multivariant);
        Set<URI> addresses = new LinkedHashSet<>();
        for (MultivariantPlaylist.Variant variant : multivariant.variants()) {
            addresses.add(Addresses.resolve(base, variant.uri()));
        }
        for (AttributeList rendition : multivariant.renditions()) {
            String uri = rendition.text("URI").orElse("");
            if (!uri.isEmpty()) {
                addresses.add(Addresses.resolve(base, uri));
            }
        }
        return addresses.stream()
                .map(address -> new PlaylistWatch(web, checklist, address))
                .toList();
    }

    private static void follow(List<PlaylistWatch> watched, long deadlineNanos)
            throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (PlaylistWatch each : watched) {
                running.add(threads.submit(() -> {
                    each.follow(deadlineNanos);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        }
    }

    /// Each playlist tells of each other one of a low-latency presentation.
    private void reports(List<PlaylistWatch> watched) throws IOException {
        if (watched.size() < 2) {
            return;
        }
        for (PlaylistWatch each : watched) {
            MediaPlaylist playlist = each.newest();
            if (playlist.ended() || playlist.header().partTarget() == 0) {
                continue;
            }
            Map<URI, Long> told = new LinkedHashMap<>();
            for (AttributeList report : playlist.reports()) {
                String uri = report.text("URI").orElse("");
                told.put(
                        Addresses.resolve(each.address(), uri),
                        report.whole("LAST-MSN").orElse(-1));
            }
            for (PlaylistWatch other : watched) {
                if (other != each) {
                    long sequence = other.newest().lastSequence() + 1;
                    Long said = told.get(other.address());
                    checklist.judge(
                            HlsRule.RENDITION_REPORTS,
                            said != null && Math.abs(said - sequence) <= REPORT_TOLERANCE,
                            each.address().toString(),
                            other.address()
                                    + (said == null
                                            ? " is not reported"
                                            : ": LAST-MSN " + said + ", is at " + sequence));
                }
            }
        }
    }
}
